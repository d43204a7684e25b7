#!/usr/bin/env python3
"""Compares every cell that Weir reads of generated workbooks with what openpyxl and python-calamine read.

    xlsx.py PATH_OF_WEIR [--books 60] [--seed 1] [FILE...]

The workbooks are made from a seed by openpyxl and XlsxWriter (in memory and streaming), in both systems of dates; where
LibreOffice is installed, it saves a part of them anew. Files that are named are judged instead. Where a reader says
something else than Weir, the difference must be one of those that `explanation` gives the reason for.
"""

import argparse
import collections
import datetime
import json
import math
import random
import shutil
import string
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

EPOCH = datetime.datetime(1970, 1, 1)
ERRORS = ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"]


class Code(int):
    """A number that is shown with zeros in front, such as a postal code."""


class Formula(float):
    """A number that is stored as the value of a formula."""


class Rich(str):
    """A text of which the second half looks different."""

    @property
    def halves(self) -> tuple[str, str]:
        return self[: len(self) // 2], self[len(self) // 2 :]


LETTERS = string.ascii_letters + string.digits + " ,\"';äöüßéł€東京😀_-<>&"


def random_value(rng: random.Random, is_1904: bool):
    kind = rng.choice(["none", "int", "float", "text", "bool", "date", "datetime", "time", "duration", "long", "code", "formula", "rich"])
    first = 1904 if is_1904 else 1901
    match kind:
        case "int":
            return rng.choice([0, 1, -1, rng.randint(-(10**6), 10**6), rng.randint(-(2**53), 2**53)])
        case "code":
            return Code(rng.randint(0, 99_999))
        case "float":
            return rng.choice([0.1, 1e-7, 1e21, 1.5e300, rng.uniform(-1, 1), rng.uniform(-1e9, 1e9), round(rng.random(), 3)])
        case "text":
            return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 20)))
        case "formula":
            return Formula(round(rng.uniform(-1000, 1000), 2))
        case "rich":
            return Rich("".join(rng.choice(LETTERS) for _ in range(rng.randint(4, 20))))
        case "long":
            return "word " * rng.randint(10, 400) + "end"
        case "bool":
            return rng.random() < 0.5
        case "date":
            return datetime.date(first, 1, 1) + datetime.timedelta(days=rng.randint(100, 60000))
        case "datetime":
            day = datetime.datetime(first, 1, 1) + datetime.timedelta(days=rng.randint(100, 60000))
            return day + datetime.timedelta(milliseconds=rng.randint(0, 86_399_999))
        case "time":
            return (datetime.datetime(2000, 1, 1) + datetime.timedelta(seconds=rng.randint(1, 86_399))).time()
        case "duration":
            return datetime.timedelta(seconds=rng.randint(1, 400_000))
    return None


def random_table(rng: random.Random, is_1904: bool) -> list[list]:
    width = rng.randint(1, 12)
    rows = [[random_value(rng, is_1904) for _ in range(width)] for _ in range(rng.randint(1, 60))]
    if rng.random() < 0.3:
        rows.insert(rng.randrange(len(rows)), [None] * width)
    # The first row makes the table as wide as all others.
    return [[f"c{column}" for column in range(width)]] + rows


def rich_text(value: Rich) -> CellRichText:
    plain, bold = value.halves
    return CellRichText(plain, TextBlock(InlineFont(b=True), bold))


def write_by_openpyxl(path: Path, rows: list[list], rng: random.Random, is_1904: bool, streams: bool) -> None:
    book = openpyxl.Workbook(write_only=streams)
    if is_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.create_sheet("Data") if streams else book.active
    for row in rows:
        sheet.append([rich_text(value) if isinstance(value, Rich) and not streams else value for value in row])
    if not streams:
        for _ in range(rng.randint(0, 5)):
            row, column = rng.randint(2, len(rows)), rng.randint(1, len(rows[0]))
            cell = sheet.cell(row, column, rng.choice(ERRORS))
            cell.data_type = "e"
    book.save(path)


def write_by_xlsxwriter(path: Path, rows: list[list], rng: random.Random, is_1904: bool, streams: bool) -> None:
    options = {"constant_memory": streams, "date_1904": is_1904, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Data")
        formats = {
            datetime.date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime.datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss.000"}),
            datetime.time: book.add_format({"num_format": "hh:mm:ss"}),
            datetime.timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
        }
        code = book.add_format({"num_format": "00000"})
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, Formula):
                    sheet.write_formula(number, column, "=1+1", None, float(value))
                elif isinstance(value, Rich):
                    sheet.write_rich_string(number, column, value.halves[0], bold, value.halves[1])
                elif isinstance(value, Code):
                    sheet.write_number(number, column, value, code)
                elif type(value) in formats:
                    sheet.write_datetime(number, column, value, formats[type(value)])
                elif value is not None:
                    sheet.write(number, column, value)


WRITERS = [write_by_openpyxl, write_by_xlsxwriter]


def save_anew(paths: list[Path], folder: Path) -> None:
    """Lets LibreOffice read and write the workbooks."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "new")]
        + [str(path) for path in paths],
        check=True,
        capture_output=True,
        timeout=600,
    )
    for path in paths:
        (folder / "new" / path.name).replace(path)


def read_by_weir(weir: str, path: Path, folder: Path) -> list[list[str | None]]:
    target, pipeline = folder / "out.ndjson", folder / "p.yaml"
    pipeline.write_text(
        json.dumps(
            {
                "name": "judge",
                "read": {"path": str(path)},
                "parse": {"dialect": {"header": True}},
                "write": {"ndjson": {"path": str(target)}, "rejects": str(folder / "r.csv")},
            }
        )
    )
    done = subprocess.run([weir, "run", str(pipeline), "--progress", "none"], capture_output=True, text=True)
    # 1: there are warnings about cells with errors.
    if done.returncode not in (0, 1):
        raise ValueError(f"exit code {done.returncode}: {done.stderr.strip()[-500:]}")
    lines = target.read_text(encoding="utf-8").split("\n") if target.exists() else []
    return [list(json.loads(line).values()) for line in lines if line]


def read_by_openpyxl(path: Path) -> list[list]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def read_by_calamine(path: Path) -> list[list]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def number_text(value: float) -> str:
    """The shortest digits, without an exponent up to 21 of them."""
    if value == int(value) and abs(value) < 1e21:
        return str(int(float(value)))
    text = repr(float(value))
    if "e" not in text:
        return text
    digits, exponent = text.split("e")
    if -7 < int(exponent) < 0:
        return f"{value:.{len(digits.replace('.', '').lstrip('-')) - 1 - int(exponent)}f}"
    return f"{digits}e{'+' if int(exponent) > 0 else ''}{int(exponent)}"


def milliseconds(moment: datetime.datetime) -> datetime.datetime:
    rounded = moment + datetime.timedelta(microseconds=500)
    return rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)


def fraction(microsecond: int) -> str:
    return f".{microsecond:06}".rstrip("0") if microsecond else ""


def as_weir_writes(value) -> str | None:
    """The text that Weir has for a value of a reader."""
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number_text(value)
        case datetime.datetime():
            value = milliseconds(value)
            return value.strftime("%Y-%m-%dT%H:%M:%S").zfill(19) + fraction(value.microsecond)
        case datetime.date():
            return value.isoformat()
        case datetime.time():
            moment = milliseconds(datetime.datetime.combine(EPOCH, value))
            return moment.strftime("%H:%M:%S") + fraction(moment.microsecond)
        case datetime.timedelta():
            total = round(value.total_seconds() * 1000)
            seconds, rest = divmod(total, 1000)
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" + fraction(rest * 1000)
    return str(value)


def explanation(judge: str, theirs, ours: str | None) -> str | None:
    """Why a reader may say something else of a cell; `None` if it may not."""
    text = as_weir_writes(theirs)
    if judge == "calamine":
        if theirs == "" and ours in ERRORS:
            return "calamine gives no text for an error"
        if isinstance(theirs, str) and ours is not None and theirs.strip(" \t\r\n") == ours.strip(" \t\r\n"):
            return "white space around a text that is kept"
        if isinstance(theirs, datetime.time) and ours and ours.count(":") == 2 and text == ours.zfill(8):
            return "calamine gives a length of time of less than a day as a time of day"
    if isinstance(theirs, (int, float)) and ours and text is not None and ours.startswith(("0", "-0")):
        if len(ours.lstrip("-")) in range(2, 33) and ours.lstrip("-").isdigit() and int(ours) == theirs:
            return "zeros in front that the format of the cell shows, and the readers leave out"
    if isinstance(theirs, datetime.datetime) and ours == (text or "")[:10] and text.endswith("T00:00:00"):
        return "a date without a time, which openpyxl and calamine may give a midnight"
    if isinstance(theirs, datetime.date) and ours == f"{text}T00:00:00":
        return "a moment at midnight, which calamine gives as a date"
    if isinstance(theirs, float) and ours and ":" not in ours and "-" not in ours[1:]:
        if math.isclose(float(ours), theirs, rel_tol=1e-15):
            return "the last digit of a number that the reader has rounded"
    if isinstance(theirs, int) and not isinstance(theirs, bool) and abs(theirs) > 2**53 and float(ours or 0) == float(theirs):
        return "a whole number of more than 53 bits, which a sheet cannot hold"
    if isinstance(theirs, (datetime.datetime, datetime.timedelta, datetime.time)) and ours:
        # A millisecond that is a rounding apart.
        near = [theirs + datetime.timedelta(microseconds=step) for step in (-1000, 1000)] if not isinstance(
            theirs, datetime.time
        ) else []
        if ours in [as_weir_writes(value) for value in near]:
            return "the last millisecond, which the reader rounds before the date is made"
    return None


def differences(judge: str, theirs: list[list], ours: list[list], found: collections.Counter) -> list[str]:
    rows = [row for row in theirs[1:] if any(value not in (None, "") for value in row)]
    if judge == "calamine":
        # It gives no text for an error, so a row of nothing else has no value.
        ours = [row for row in ours if any(text is not None and text not in ERRORS for text in row)]
    if len(rows) != len(ours):
        return [f"{judge}: {len(rows)} rows, Weir has {len(ours)}"]
    problems = []
    for number, (right, got) in enumerate(zip(rows, ours)):
        right = list(right) + [None] * (len(got) - len(right))
        for column, (value, text) in enumerate(zip(right, got)):
            if as_weir_writes(value) == text:
                found[f"{judge}: the same"] += 1
            elif reason := explanation(judge, value, text):
                found[f"{judge}: {reason}"] += 1
            else:
                problems.append(f"{judge}: row {number + 1}, column {column + 1}: {value!r:.80}, Weir has {text!r:.80}")
    return problems


def judge(weir: str, path: Path, folder: Path, found: collections.Counter) -> list[str]:
    """What is wrong with a workbook."""
    try:
        ours = read_by_weir(weir, path, folder)
        problems = differences("openpyxl", read_by_openpyxl(path), ours, found)
        return problems + differences("calamine", read_by_calamine(path), ours, found)
    except (ValueError, OSError) as problem:
        return [str(problem)]


def make(seeds: range, folder: Path) -> list[Path]:
    """Writes a workbook for each seed."""
    paths, others = [], []
    for seed in seeds:
        rng = random.Random(seed)
        is_1904, streams = rng.random() < 0.3, rng.random() < 0.4
        path = folder / f"{seed}.xlsx"
        rng.choice(WRITERS)(path, random_table(rng, is_1904), rng, is_1904, streams)
        paths.append(path)
        if rng.random() < 0.3:
            others.append(path)
    if shutil.which("soffice") and others:
        save_anew(others, folder)
        print(f"{len(others)} workbooks were saved anew by LibreOffice")
    return paths


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir", help="the program to judge")
    parser.add_argument("files", nargs="*", type=Path, help="workbooks to judge, in place of those that are made")
    parser.add_argument("--books", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="weir-xlsx-"))
    found: collections.Counter = collections.Counter()
    failed = 0
    paths = options.files or make(range(options.seed, options.seed + options.books), folder)
    for path in paths:
        if problems := judge(options.weir, path.resolve(), folder, found):
            failed += 1
            print(f"{path.name}\n    " + "\n    ".join(problems[:10]), file=sys.stderr)
    for reason, count in sorted(found.items()):
        print(f"{count:8}  {reason}")
    print(f"{len(paths) - failed} passed, {failed} failed" + (f": see {folder}" if failed else ""))
    if not failed:
        shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
