#!/usr/bin/env python3
"""Compares what Weir reads of JSON Lines and writes as delimited text with Python's json, csv and gzip modules.

    formats_judge.py PATH_OF_WEIR [--tables 200] [--seed 1]

Random objects are written as JSON Lines, in any order of their members and with some of them missing, and loaded into a
file of delimited text in a random dialect, packed or not. Read by the csv module it must hold what the json module reads.
A file that differs is kept.
"""

import argparse
import csv
import gzip
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import PIECES, TRICKY

FIELDS = ["id", "näme", "a \"quoted\" name", "nested", "flag"]


def random_value(rng: random.Random, depth: int = 0):
    kind = rng.randrange(8 if depth < 3 else 6)
    if kind == 0:
        return None
    if kind == 1:
        return rng.choice([True, False])
    if kind == 2:
        return rng.choice([0, -1, 7, 12345678901234567890, 0.5, -1.25, 1e300])
    if kind < 6:
        return "".join(rng.choice(PIECES + TRICKY + ["\u0007", "\u2029"]) for _ in range(rng.randrange(4)))
    if kind == 6:
        return [random_value(rng, depth + 1) for _ in range(rng.randrange(3))]
    return {rng.choice(["k", "ö", ""]) + str(n): random_value(rng, depth + 1) for n in range(rng.randrange(3))}


def written(rows: list[dict], rng: random.Random) -> bytes:
    """Each object in an order of its own, with escapes or without, and blank lines between."""
    lines = []
    for row in rows:
        members = list(row.items())
        rng.shuffle(members)
        separators = rng.choice([(",", ":"), (", ", ": "), (" ,", "\t:")])
        lines.append(json.dumps(dict(members), ensure_ascii=rng.random() < 0.5, separators=separators))
        if rng.random() < 0.1:
            lines.append(rng.choice(["", " ", "\t"]))
    ending = rng.choice(["\n", "\n", "\r\n"])
    return (ending.join(lines) + rng.choice(["", ending])).encode()


def expected_cell(value) -> str | None:
    """The text of a cell; of what is nested its JSON, to be compared as such."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def same(expected: str | None, found: str, null: str, is_text: bool) -> bool:
    if expected is None or (expected == "" and not null):
        return found == null
    if is_text:
        return found == expected
    return json.loads(found) == json.loads(expected)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir", help="the program to judge")
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="weir-judge-"))
    failed = 0
    for seed in range(options.seed, options.seed + options.tables):
        rng = random.Random(seed)
        rows = [
            {name: random_value(rng) for name in FIELDS if rng.random() < 0.8} for _ in range(rng.randrange(30))
        ]
        source = folder / f"{seed}.jsonl"
        target = folder / f"{seed}.csv{rng.choice(['', '.gz'])}"
        source.write_bytes(written(rows, rng))
        sink = {"path": str(target), "delimiter": rng.choice(",;|\t"), "quoteChar": rng.choice("\"'")}
        sink |= {"lineTerminator": rng.choice(["\n", "\r\n"])}
        sink |= rng.choice([{}, {"escapeChar": "\\"}]) | {"nullSequence": "<null>"}
        fields = [{"name": name, "type": "any"} for name in FIELDS]
        pipeline = folder / f"{seed}.yaml"
        sections = {"name": "judged", "read": {"path": str(source)}, "parse": {"format": "jsonl"}}
        sections |= {"validate": {"schema": {"fields": fields, "missingValues": []}}, "write": {"csv": sink}}
        pipeline.write_text(json.dumps(sections), encoding="utf-8")
        done = subprocess.run(
            [options.weir, "run", str(pipeline), "--progress", "none"], capture_output=True, text=True
        )
        problem = None
        if done.returncode != 0:
            problem = f"exit code {done.returncode}: {done.stderr.strip()[-500:]}"
        else:
            opened = gzip.open if target.suffix == ".gz" else open
            with opened(target, "rb") as file:
                text = file.read().decode()
            reader = csv.reader(
                io.StringIO(text, newline=""),
                delimiter=sink["delimiter"],
                quotechar=sink["quoteChar"],
                escapechar=sink.get("escapeChar"),
                doublequote="escapeChar" not in sink,
                strict=True,
            )
            found = list(reader)
            if found[0] != FIELDS or len(found) != len(rows) + 1:
                problem = f"{len(found)} lines, the first is {found[:1]!r:.200}"
            for number, (row, cells) in enumerate(zip(rows, found[1:]), 1):
                for name, cell in zip(FIELDS, cells):
                    value = row.get(name)
                    if not same(expected_cell(value), cell, "<null>", isinstance(value, str)):
                        problem = problem or f"row {number}, {name}: expected {value!r:.200}, found {cell!r:.200}"
        if problem:
            failed += 1
            print(f"seed {seed}: {problem}", file=sys.stderr)
        else:
            for path in (source, target, pipeline):
                path.unlink(missing_ok=True)
    print(f"{options.tables - failed} passed, {failed} failed" + (f": see {folder}" if failed else ""))
    if not failed:
        shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
