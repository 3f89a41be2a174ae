"""Many mutated self-views, read and set beside what a careful reader would take: ``python -m tests.returns.mutations 20000``
(and other files with another seed: ``… 20000 again``)."""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field

from challenge.returns import reading
from challenge.returns.self_view import SelfView
from tests.returns import mutated_files, mutating_more, mutating_words
from tests.returns.mutated import KEYS, UNCLEAR, Made, base, laid_out, oracle
from tests.returns.mutating import MUTATIONS

assert mutating_more and mutating_words
KINDS = {
    "docx": (mutated_files.word, ("groups", "groups", "whole", "template", "across", "sheet", "long")),
    "xlsx": (mutated_files.workbook, ("sheet", "groups", "whole", "across", "long")),
    "csv": (mutated_files.table, ("long", "whole", "sheet")),
}
SHARE = {"docx": 0.55, "xlsx": 0.2, "csv": 0.25}


@dataclass
class Tally:
    """What came of the files: how many, mutations by name, figures right, kept out or to confirm, and each failure in words."""

    files: Counter = field(default_factory=Counter)
    mutations: Counter = field(default_factory=Counter)
    by_kind: Counter = field(default_factory=Counter)
    figures: Counter = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{sum(self.mutations.values()):,} mutations in {sum(self.files.values()):,} files, {len(self.failures)} failures"]
        for kind in self.files:
            told = {name: count for (of, name), count in self.figures.items() if of == kind}
            lines.append(f"{kind}: {self.files[kind]:,} files, {self.by_kind[kind]:,} mutations, figures {told}")
        return "\n".join([*lines, f"by mutation: {dict(sorted(self.mutations.items()))}"])


def made(seed: str, least: int = 1) -> tuple[str, Made, bytes]:
    """One mutated file: its kind, what is known of it, its bytes. least: how many mutations are tried on it at least."""
    rng = random.Random(seed)
    kind = rng.choices(list(SHARE), weights=list(SHARE.values()))[0]
    write, layouts = KINDS[kind]
    file = base(rng, rng.choice(layouts))
    file.kind = kind
    for _ in range(rng.randint(least, 4)):
        name = rng.choice(list(MUTATIONS))
        if kind != "docx" and name in ("dress", "nest"):
            continue
        if kind == "csv" and name.startswith("merge"):
            continue
        if MUTATIONS[name](rng, file):
            file.done.append(name)
    return kind, file, write(laid_out(file), rng)


def judged(view: SelfView, file: Made) -> tuple[Counter, list[str]]:
    """Each figure beside the oracle: right, kept out by a problem that names it, or to be confirmed; else what is wrong."""
    told, wrong, counted = oracle(file), [], Counter()
    figures = {(each.number, each.ordinal): each for each in view.figures}
    if view.refused:
        counted["file kept out: " + next(each.found for each in view.problems if each.blocks and each.number is None)] = len(told)
        return counted, []
    for (number, ordinal), (means, either) in told.items():
        figure, period = figures[number, ordinal], KEYS[ordinal]
        mine = [each for each in view.problems if each.number == number and each.period in (None, period)]
        out = figure.value is None and figure.status == "not_returned" and any(each.blocks for each in mine)
        exactly = any(not each.blocks and each.period == period and "onfirm" in each.do for each in mine)
        same = means != UNCLEAR and figure.status == means[0] and figure.value == means[1]
        if same:
            counted["right" if means[1] is not None else f"right: {means[0]}"] += 1
        elif out and means != ("not_returned", None):
            counted["unclear, kept out" if means == UNCLEAR or either else "kept out"] += 1
        elif out:
            counted["nothing there, said"] += 1
        elif figure.value is not None and exactly:
            counted["to confirm"] += 1
        elif figure.value is None and mine and any("unseen" in name for name in file.done):
            counted["label not known, said"] += 1
        else:
            said = [(each.found[:90], each.blocks, each.period) for each in mine]
            wrong.append(f"KPI {number} {period}: {figure.status} {figure.value} “{figure.text}” for {means}; {said}")
    return counted, wrong


def run(count: int, seed: str, tally: Tally | None = None, least: int = 1) -> Tally:
    """Read so many mutated files."""
    tally = tally or Tally()
    for at in range(count):
        kind, file, data = made(f"{seed}-{at}", least)
        view = reading.read(f"Bury self-view 2017-18.{kind}", data, authority="bury", cycle="2017-18")
        counted, wrong = judged(view, file)
        tally.files[kind] += 1
        tally.by_kind[kind] += len(file.done)
        tally.mutations.update(file.done)
        for name, times in counted.items():
            tally.figures[kind, name] += times
        tally.failures += [f"{seed}-{at} {kind} {file.layout} {file.done}: {each}" for each in wrong[:3]]
    return tally


def main(wanted: int, seed: str = "run") -> int:
    """At least so many mutations; what came of them; 1 where a figure was wrong."""
    tally, round_ = Tally(), 0
    while sum(tally.mutations.values()) < wanted:
        run(100, f"{seed} {round_}", tally)
        round_ += 1
    print(tally)
    for each in tally.failures[:40]:
        print(each)
    return int(bool(tally.failures))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, *sys.argv[2:3]))
