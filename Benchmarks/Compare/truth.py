"""What a file holds, by Python's csv module and nothing else; and what a database holds that was loaded from it.

    truth.py file NAME SCALE              prints the facts of a data set as JSON, from a cache if it has them
    truth.py sqlite DATABASE NAME         prints the facts of a table in an SQLite database
    truth.py verify DATABASE NAME SCALE   compares the two, and fails if they differ

The facts are the number of rows, the number of rejected rows, the NULLs of each column, and the sum of each integer
column, both over the rows that are not rejected.
"""

import csv
import datetime
import itertools
import json
import re
import sqlite3
import sys

import datasets

BLOCK = 20_000
INTEGER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


def of_file(dataset: datasets.Dataset) -> dict:
    """The facts of a file. They are computed once: the cache knows the file by its size and its time."""
    cache = datasets.DATA / "truth.json"
    known = json.loads(cache.read_text()) if cache.exists() else {}
    stat = dataset.path.stat()
    key = f"{dataset.path.name} {stat.st_size} {stat.st_mtime_ns}"
    if key not in known:
        print(f"reading {dataset.path.name} with Python's csv module", file=sys.stderr, flush=True)
        known[key] = _read(dataset)
        cache.write_text(json.dumps(known, indent=1))
    return known[key]


def _read(dataset: datasets.Dataset) -> dict:
    table = dataset.table
    nulls = dict.fromkeys(table.columns, 0)
    sums = dict.fromkeys(table.of_type("integer"), 0)
    rows = rejected = 0
    with open(dataset.path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        assert header == list(table.columns), header
        while block := list(itertools.islice(reader, BLOCK)):
            accepted = [row for row in block if _is_good(row, table)]
            rows += len(accepted)
            rejected += len(block) - len(accepted)
            for name, cells in zip(table.columns, zip(*accepted)):
                present = [cell for cell in cells if cell not in table.nulls]
                nulls[name] += len(cells) - len(present)
                if name in sums:
                    sums[name] += sum(map(int, present))
    return {"rows": rows, "rejected": rejected, "nulls": nulls, "sums": sums}


def _is_good(row: list[str], table: datasets.Table) -> bool:
    if len(row) != len(table.columns):
        return False
    return all(cell in table.nulls or CHECKS[kind](cell) for cell, kind in zip(row, table.columns.values()))


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _is_datetime(text: str) -> bool:
    try:
        return "T" in text and bool(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")))
    except ValueError:
        return False


CHECKS = {
    "text": lambda text: True,
    "integer": INTEGER.fullmatch,
    "decimal": DECIMAL.fullmatch,
    "date": _is_date,
    "datetime": _is_datetime,
}


def of_sqlite(path: str, table: datasets.Table) -> dict:
    """The facts of a table. A text that stands for NULL counts as NULL, because `.import` stores it as text."""
    marks = ", ".join(f"'{mark}'" for mark in table.nulls)
    integers = table.of_type("integer")
    terms = ["count(*)"]
    terms += [f'total("{name}" IS NULL OR "{name}" IN ({marks}))' for name in table.columns]
    terms += [f'sum("{name}")' for name in integers]
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        values = database.execute(f'SELECT {", ".join(terms)} FROM "{table.name}"').fetchone()
    width = len(table.columns)
    return {
        "rows": values[0],
        "nulls": dict(zip(table.columns, map(int, values[1 : 1 + width]))),
        "sums": dict(zip(integers, map(int, values[1 + width :]))),
    }


def main() -> None:
    match sys.argv[1:]:
        case ["file", name, scale]:
            facts = of_file(datasets.dataset(name, int(scale)))
        case ["sqlite", path, name]:
            tables = (datasets.FLIGHTS, datasets.KEYED_FLIGHTS, datasets.TEXT)
            facts = of_sqlite(path, {table.name: table for table in tables}[name])
        case ["verify", path, name, scale]:
            dataset = datasets.dataset(name, int(scale))
            facts, expected = of_sqlite(path, dataset.table), of_file(dataset)
            if differences := [fact for fact in facts if facts[fact] != expected[fact]]:
                sys.exit("\n".join(f"{fact}: file {expected[fact]}, table {facts[fact]}" for fact in differences))
        case _:
            sys.exit(__doc__)
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
