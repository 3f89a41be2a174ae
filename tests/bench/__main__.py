"""``make bench``, or ``python -m tests.bench --only warm``: runs the benchmarks, prints the table, writes JSON where asked."""

import argparse
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench import machine, serving, table

# In the order they run, those first that leave the machine as quiet as they found it.
ALL = ("warm", "first", "cold", "load", "rules", "lines", "reading", "placing", "questions", "tenfold")


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for; 1 when a screen answered with an error. Being over a line is a finding, not a failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast the dashboard is, as ratios to floors.")
    parser.add_argument("--only", choices=ALL, nargs="+", default=ALL, help="which benchmarks (default: all of them)")
    parser.add_argument("--json", type=Path, default=os.environ.get("JSON") or None, help="also write the results to this file")
    given = parser.parse_args(arguments)
    chosen = [import_module(f"tests.bench.{name}") for name in ALL if name in given.only]
    rows: list[table.Row] = []
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _say("making a store and recording what its screens draw …")
        bench = serving.prepared(Path(folder), [address for each in chosen for address in each.ADDRESSES])
        for each in chosen:
            begun = perf_counter()
            _say(f"{each.__name__.rsplit('.', 1)[-1]}: {each.__doc__.split(':')[0].lower()} …")
            rows += each.rows(bench)
            _say(f"  {perf_counter() - begun:.0f} s")
    print(", ".join(f"{name}: {value}" for name, value in machine.described().items()), "\n", table.as_text(rows), sep="\n")
    if given.json:
        Path(given.json).write_text(json.dumps(table.as_json(rows, machine.described()), indent=2) + "\n", encoding="utf-8")
    return int(any(not row.sound for row in rows))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
