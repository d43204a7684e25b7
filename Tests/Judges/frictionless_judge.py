#!/usr/bin/env python3
"""Compares the verdicts of Weir with those of Frictionless on tables over all types and constraints.

    frictionless_judge.py PATH_OF_WEIR [--tables 100] [--seed 1] [--all]

The tables are made from a seed. A difference that is not in the list of known ones (frictionless_differences.py, each
with its reason) fails the script and keeps the table. Where the module `frictionless` cannot be imported, nothing is
compared. Differences are counted by reason; with --all each of them is shown.
"""

import argparse
import collections
import csv
import importlib.util
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from frictionless_differences import reason
from frictionless_fields import KINDS, for_frictionless

MISSING = ["", "NA"]
# The field, from 0, the row, from 1, and what is wrong there: a code and a constraint.
Finding = tuple[int, int, str, str]


def judged_by_frictionless(path: Path, fields: list[dict[str, Any]]) -> set[Finding]:
    import frictionless

    profiles = "https://datapackage.org/profiles/2.0"
    schema = {"fields": [for_frictionless(field) for field in fields], "missingValues": MISSING}
    described = {"$schema": f"{profiles}/dataresource.json", "name": "judged", "path": path.name, "encoding": "utf-8"}
    described |= {"type": "table", "schema": {"$schema": f"{profiles}/tableschema.json", **schema}}
    resource = frictionless.Resource.from_descriptor(described, basepath=str(path.parent))
    report = frictionless.validate(resource, limit_errors=1_000_000)
    findings = set()
    for error in report.errors + [error for task in report.tasks for error in task.errors]:
        if error.type not in ("type-error", "constraint-error"):
            raise ValueError(f"frictionless: {error.message}")
        constraint = error.note.split('"')[1] if error.type == "constraint-error" else ""
        findings.add((error.field_number - 1, error.row_number - 1, error.type, constraint))
    return findings


def judged_by_weir(weir: str, path: Path, fields: list[dict[str, Any]]) -> set[Finding]:
    issues, pipeline = path.with_suffix(".issues.ndjson"), path.with_suffix(".yaml")
    sections = {
        "read": {"path": str(path)},
        "validate": {"schema": {"missingValues": MISSING, "fields": fields}},
        "write": {
            "ndjson": {"path": str(path.with_suffix(".ndjson"))},
            "issues": str(issues),
            "rejects": str(path.with_suffix(".rejects.csv")),
        },
        "limits": {"issues": 1_000_000},
    }
    pipeline.write_text(json.dumps(sections, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run([weir, "run", str(pipeline), "--progress", "none"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise ValueError(f"exit code {done.returncode}: {done.stderr.strip()[-800:]}")
    lines = (
        [json.loads(line) for line in issues.read_text(encoding="utf-8").split("\n") if line] if issues.exists() else []
    )
    return {
        (line["field_number"] - 1, line["row_number"], line["issue_type"], line.get("constraint", "")) for line in lines
    }


def random_table(rng: random.Random) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Fields of some kinds, after a number of the row that keeps each row from being blank."""
    kinds = rng.sample(KINDS, k=rng.randint(1, 6))
    fields = [{"name": "row", "type": "integer"}] + [kind.drawn(f"f{number}", rng) for number, kind in enumerate(kinds)]
    rows = [[str(number)] + [kind.text(rng) for kind in kinds] for number in range(1, rng.choice([10, 50, 200]))]
    return fields, rows


def shown(finding: Finding, fields: list[dict[str, Any]], rows: list[list[str]], judge: str) -> str:
    column, row, code, constraint = finding
    described = json.dumps(fields[column], ensure_ascii=False)
    return f"only {judge}: {code} {constraint}: {rows[row - 1][column]!r} for {described}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir", help="the program to judge")
    parser.add_argument("--tables", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="show each known difference")
    options = parser.parse_args()
    if not importlib.util.find_spec("frictionless"):
        print("skipped: the module frictionless cannot be imported")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="weir-frictionless-"))
    known: collections.Counter[str] = collections.Counter()
    cells, unexplained = 0, 0
    for seed in range(options.seed, options.seed + options.tables):
        rng = random.Random(seed)
        fields, rows = random_table(rng)
        cells += len(fields) * len(rows)
        path = folder / f"{seed}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([[field["name"] for field in fields], *rows])
        problems = []
        try:
            answers = {
                "weir": judged_by_weir(options.weir, path, fields),
                "frictionless": judged_by_frictionless(path, fields),
            }
            both = answers["weir"] & answers["frictionless"]
            for judge, findings in answers.items():
                for finding in sorted(findings - both):
                    column, row, code, constraint = finding
                    why = reason(judge, fields[column], rows[row - 1][column], code, constraint)
                    if why:
                        known[why] += 1
                    if options.all or not why:
                        line = shown(finding, fields, rows, judge)
                        (print if why else problems.append)(line + (f": {why}" if why else ""))
        except TypeError as problem:
            # It cannot compare times of which one has a zone and the other has none, and ends.
            if "offset-naive" not in str(problem):
                raise
            known["Frictionless ends where it compares a time that has a zone with one that has none"] += 1
        except (ValueError, OSError) as problem:
            problems.append(str(problem))
        if problems:
            unexplained += len(problems)
            print(f"seed {seed}\n    " + "\n    ".join(problems), file=sys.stderr)
        else:
            for file in folder.glob(f"{seed}.*"):
                file.unlink()
    for why, count in known.most_common():
        print(f"{count:6} x {why}")
    print(
        f"{cells} cells: {sum(known.values())} known differences, {unexplained} unexplained"
        + (f": see {folder}" if unexplained else "")
    )
    if not unexplained:
        shutil.rmtree(folder)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
