#!/usr/bin/env python3
"""Compares what Weir says of foreign keys with what Frictionless says, on random tables.

    foreign_keys_judge.py PATH_OF_WEIR [--tables 40] [--seed 1]

Each table refers to itself and to a second one, by one field and by two. One difference is known and left out: for
Frictionless a key is missing if one of its values is null and another one is not; for Weir, as for SQL, a key with a
null refers to nothing. Where the module `frictionless` cannot be imported, nothing is compared.
"""

import argparse
import csv
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROWS = 60
KEYS = [
    {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}},
    {"fields": ["code"], "reference": {"resource": "codes", "fields": ["code"]}},
    {"fields": ["land", "part"], "reference": {"resource": "codes", "fields": ["land", "part"]}},
]
TYPES = {"id": "integer", "parent": "integer", "code": "string", "land": "string", "part": "integer"}
# The row, from 1, and the fields that refer.
Finding = tuple[int, tuple[str, ...]]


def schema(names: list[str], keys: list[dict[str, Any]]) -> dict[str, Any]:
    fields = [{"name": name, "type": TYPES[name]} for name in names]
    return {"fields": fields, "missingValues": [""], "foreignKeys": keys} if keys else {"fields": fields}


def write(path: Path, names: list[str], rows: list[list[str]]) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([names, *rows])


def random_tables(folder: Path, seed: int) -> list[dict[str, str]]:
    source = random.Random(seed)

    def cell(most: int, prefix: str = "") -> str:
        if source.random() < 0.1:
            return ""
        zero = "0" if not prefix and source.random() < 0.2 else ""
        return prefix + zero + str(source.randrange(most))

    codes = [[cell(40, "c"), cell(4, "L"), cell(6)] for _ in range(ROWS // 2)]
    names = ["id", "parent", "code", "land", "part"]
    rows = [
        [str(row + source.randrange(2)), cell(ROWS + 20), cell(60, "c"), cell(5, "L"), cell(8)] for row in range(ROWS)
    ]
    write(folder / "codes.csv", ["code", "land", "part"], codes)
    write(folder / "rows.csv", names, rows)
    return [dict(zip(names, row)) for row in rows]


def judged_by_frictionless(folder: Path) -> set[Finding]:
    import frictionless

    tables = {"rows": schema(list(TYPES), KEYS), "codes": schema(["code", "land", "part"], [])}
    resources = [
        {"name": name, "path": f"{name}.csv", "type": "table", "schema": described}
        for name, described in tables.items()
    ]
    package = frictionless.Package.from_descriptor({"resources": resources}, basepath=str(folder))
    report = package.validate(limit_errors=1_000_000)
    if report.errors:
        raise ValueError(report.errors[0].message)
    errors = [error for task in report.tasks if task.name == "rows" for error in task.errors]
    return {(error.row_number - 1, tuple(error.field_names)) for error in errors if error.type == "foreign-key"}


def judged_by_weir(weir: str, folder: Path) -> set[Finding]:
    pipeline = folder / "rows.yaml"
    pipeline.write_text(
        json.dumps(
            {
                "read": {"path": "rows.csv"},
                "validate": {
                    "schema": schema(list(TYPES), KEYS),
                    "references": {"codes": {"path": "codes.csv"}},
                },
                "write": {"null": {}},
            }
        )
    )
    command = [weir, "check", "--pipeline", str(pipeline), "--progress", "none", "--format", "frictionless"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        raise ValueError(done.stderr)
    errors = [error for task in json.loads(done.stdout)["tasks"] for error in task["errors"]]
    return {(error["dataRowNumber"], tuple(error["fieldNames"])) for error in errors if error["type"] == "foreign-key"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weir")
    parser.add_argument("--tables", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if importlib.util.find_spec("frictionless") is None:
        print("skipped: there is no frictionless to judge foreign keys")
        return 0
    wrong = findings = known = 0
    for seed in range(options.seed, options.seed + options.tables):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rows = random_tables(folder, seed)
            weir, other = judged_by_weir(options.weir, folder), judged_by_frictionless(folder)
        findings += len(weir)
        for row, fields in weir ^ other:
            if (row, fields) in other and "" in [rows[row - 1][field] for field in fields]:
                known += 1
                continue
            wrong += 1
            print(f"table {seed}, row {row}, {', '.join(fields)}: only one of both finds it", file=sys.stderr)
    print(f"foreign keys: {options.tables} tables, {findings} found, {known} known differences, {wrong} others")
    return 1 if wrong or not findings else 0


if __name__ == "__main__":
    sys.exit(main())
