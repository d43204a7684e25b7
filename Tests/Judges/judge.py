#!/usr/bin/env python3
"""Compares every cell that Weir reads with what Python's csv module reads from the same file.

    judge.py PATH_OF_WEIR [--tables 200] [--seed 1]

The files are made from a seed, in many dialects, and are well-formed: what is broken has no second opinion. Where the
module `duckdb` can be imported and can read the dialect, it is a second judge. A file that is read differently is kept.
"""

import argparse
import csv
import gzip
import importlib.util
import itertools
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import Dialect, random_table


def read_by_python(path: Path, dialect: Dialect) -> list[list[str]]:
    opened = gzip.open if dialect.is_gzipped else open
    with opened(path, "rt", newline="", encoding="utf-8-sig") as file:
        return list(
            csv.reader(
                file,
                delimiter=dialect.delimiter,
                quotechar=dialect.quote,
                doublequote=dialect.escape is None,
                escapechar=dialect.escape,
                skipinitialspace=dialect.skips_space,
                strict=True,
            )
        )


def read_by_duckdb(path: Path, dialect: Dialect) -> list[list[str]] | None:
    """None where its reader has no such dialect: it takes one kind of line end, and does not skip a space."""
    import duckdb

    if dialect.skips_space or dialect.line_end not in ("\n", "\r\n"):
        return None
    columns = ", ".join(f"'{number}': 'VARCHAR'" for number in range(len(read_by_python(path, dialect)[0])))
    options = {"sep": dialect.delimiter, "quote": dialect.quote, "escape": dialect.escape or dialect.quote}
    options |= {"compression": "gzip" if dialect.is_gzipped else "none"}
    settings = ", ".join(f"{name} = '" + value.replace("'", "''") + "'" for name, value in options.items())
    query = f"FROM read_csv('{path}', auto_detect = false, header = false, columns = {{{columns}}}, {settings})"
    return [["" if value is None else value for value in row] for row in duckdb.execute(query).fetchall()]


def read_by_weir(weir: str, pipeline: Path, target: Path) -> list[list[str]]:
    """The rows that Weir loaded, the names of the columns first. It stores an empty cell as null."""
    done = subprocess.run([weir, "run", str(pipeline), "--progress", "none"], capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(f"exit code {done.returncode}: {done.stderr.strip()[-500:]}")
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n") if line]
    names = [list(row) for row in rows[:1]]
    return names + [["" if value is None else value for value in row.values()] for row in rows]


def first_difference(expected: list[list[str]], found: list[list[str]]) -> str | None:
    expected = expected if len(expected) > 1 else []  # a table without rows shows no names
    for number, (right, got) in enumerate(itertools.zip_longest(expected, found)):
        if right != got:
            return f"row {number}: expected {right!r:.300}, found {got!r:.300}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir", help="the program to judge")
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    judges = [read_by_python] + ([read_by_duckdb] if importlib.util.find_spec("duckdb") else [])
    failed = 0
    folder = Path(tempfile.mkdtemp(prefix="weir-judge-"))
    for seed in range(options.seed, options.seed + options.tables):
        rng = random.Random(seed)
        dialect = Dialect.drawn(rng)
        source, target, pipeline = (folder / f"{seed}{suffix}" for suffix in (".csv", ".ndjson", ".yaml"))
        source.write_bytes(dialect.written(random_table(rng), rng))
        pipeline.write_text(dialect.pipeline(source, target), encoding="utf-8")
        try:
            found = read_by_weir(options.weir, pipeline, target)
            answers = {judge.__name__: judge(source, dialect) for judge in judges}
            differences = {name: first_difference(rows, found) for name, rows in answers.items() if rows is not None}
            problems = [f"{name}: {difference}" for name, difference in differences.items() if difference]
        except (ValueError, OSError, csv.Error) as problem:
            problems = [str(problem)]
        if problems:
            failed += 1
            print(f"seed {seed}, {dialect}\n    " + "\n    ".join(problems), file=sys.stderr)
        else:
            for path in (source, target, pipeline):
                path.unlink(missing_ok=True)
    print(f"{options.tables - failed} passed, {failed} failed" + (f": see {folder}" if failed else ""))
    if not failed:
        shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
