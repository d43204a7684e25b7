"""Workbooks that hold what CSV files hold, written row by row by XlsxWriter, as exports are."""

import csv
import random
from pathlib import Path

STRINGS = 1_000_000
STRING_BYTES = 100


def write_strings(target: Path) -> None:
    """A table of distinct texts of 100 bytes: the worst that a workbook's shared strings can be."""
    rng = random.Random(20_240_229)
    with open(target, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "text"])
        for number in range(STRINGS):
            writer.writerow([number, f"{number:08} {rng.getrandbits(364):091x}"])


def write(source: Path, target: Path, integers: set[str]) -> None:
    """The rows of a CSV file as a workbook; whole numbers become numbers, everything else shared strings."""
    import xlsxwriter

    with xlsxwriter.Workbook(target) as book, open(source, newline="", encoding="utf-8") as file:
        sheet = book.add_worksheet()
        reader = csv.reader(file)
        header = next(reader)
        sheet.write_row(0, 0, header)
        is_integer = [name in integers for name in header]
        for number, row in enumerate(reader, 1):
            for column, value in enumerate(row):
                if is_integer[column] and value.lstrip("-").isdigit():
                    sheet.write_number(number, column, int(value))
                else:
                    sheet.write_string(number, column, value)
