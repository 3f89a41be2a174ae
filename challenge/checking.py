"""Checking a store: the audits of ``queries/audits*.sql``, which must find no rows."""

from dataclasses import dataclass

import queries
from challenge.access import PROGRAM
from challenge.store import ALL_TIME, Store

AUDITS = ("audits", "audits_returns", "audits_journey", "audits_questions", "audits_lines")


@dataclass(frozen=True)
class Report:
    """What the audits found: how many rows per audit, and the first rows of each that found any."""

    kind: str
    found: dict[str, int]
    examples: dict[str, str]

    @property
    def sound(self) -> bool:
        """Whether no audit found a row."""
        return not any(self.found.values())

    def __str__(self) -> str:
        lines = [f"{self.kind} store: {len(self.found)} audits, {sum(count > 0 for count in self.found.values())} with findings"]
        for name, count in self.found.items():
            lines.append(f"  {'ok' if not count else str(count) + ' rows':>8}  {name.replace('_', ' ')}")
            if count:
                lines.append(self.examples[name])
        return "\n".join(lines)


def check(store: Store) -> Report:
    """Run every audit over all of the store."""
    found, examples = {}, {}
    with store.reading(PROGRAM, ALL_TIME) as cursor:
        for block in (block for file in AUDITS for block in queries.file(file).blocks):
            rows = block(cursor)
            found[block.name] = len(rows)
            examples[block.name] = rows.head(5).to_string(index=False)
    return Report(store.kind, found, examples)
