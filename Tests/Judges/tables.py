"""Well-formed tables and the dialects that they are written in, from a seeded source of chance."""

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path

PIECES = [
    "a",
    "Zürich",
    "007",
    "-1.50",
    "2024-02-29",
    "NULL",
    "NaN",
    " ",
    "  x",
    "e\u0301",
    "日本",
    "🎁",
    "\u2028",
    "#",
    "=",
]
TRICKY = ['"', '""', "'", ",", ";", "|", "\t", "\n", "\r\n", "\r", "\\", '\\"', '",', '"\n', ',"', "\n\n"]


@dataclass(frozen=True)
class Dialect:
    """How one file is written."""

    delimiter: str
    quote: str
    escape: str | None
    skips_space: bool
    line_end: str | None  # None: a different one for each record
    is_final_line_ended: bool
    has_bom: bool
    is_gzipped: bool

    @staticmethod
    def drawn(rng: random.Random) -> "Dialect":
        return Dialect(
            delimiter=rng.choice([",", ",", ";", "|", "\t"]),
            quote=rng.choice(['"', '"', '"', "'"]),
            escape=rng.choice([None, None, None, "\\"]),
            skips_space=rng.random() < 0.2,
            line_end=rng.choice(["\n", "\n", "\r\n", "\r\n", "\r", None]),
            is_final_line_ended=rng.random() < 0.7,
            has_bom=rng.random() < 0.1,
            is_gzipped=rng.random() < 0.2,
        )

    def field(self, value: str, is_first: bool, rng: random.Random) -> str:
        """A value as it is written: quoted when it must be, and now and then when it need not be."""
        special = (self.delimiter, self.quote, "\r", "\n", self.escape or "\n")
        must = any(mark in value for mark in special) or (self.skips_space and value.startswith(" "))
        if must or rng.random() < 0.2:
            if self.escape:
                value = value.replace(self.escape, self.escape * 2).replace(self.quote, self.escape + self.quote)
            else:
                value = value.replace(self.quote, self.quote * 2)
            value = self.quote + value + self.quote
        return value if is_first or not self.skips_space else " " * rng.randrange(3) + value

    def written(self, rows: list[list[str]], rng: random.Random) -> bytes:
        text = "\ufeff" if self.has_bom else ""
        for number, row in enumerate(rows, 1):
            text += self.delimiter.join(self.field(value, index == 0, rng) for index, value in enumerate(row))
            if number < len(rows) or self.is_final_line_ended:
                text += self.line_end or rng.choice(["\n", "\r\n"])
        return gzip.compress(text.encode(), 1, mtime=0) if self.is_gzipped else text.encode()

    def pipeline(self, source: Path, target: Path) -> str:
        """The pipeline for it. JSON is YAML."""
        dialect = {"delimiter": self.delimiter, "quoteChar": self.quote, "doubleQuote": self.escape is None}
        dialect |= {"escapeChar": self.escape} if self.escape else {}
        dialect |= {"skipInitialSpace": True} if self.skips_space else {}
        sections = {"name": "judged", "read": {"path": str(source)}, "parse": {"format": "csv", "dialect": dialect}}
        return json.dumps(sections | {"write": {"ndjson": {"path": str(target)}}}, ensure_ascii=False)


def random_table(rng: random.Random) -> list[list[str]]:
    """A header and rows of at least two columns: a row of one empty cell would be a blank line."""
    width = rng.randint(2, 8)
    header = [f"{rng.choice(['id', 'größe', 'a b', 'x,y', 'q' + chr(34)])} {column}" for column in range(width)]
    return [header] + [[random_value(rng) for _ in range(width)] for _ in range(rng.choice([0, 1, 3, 20, 20, 300]))]


def random_value(rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.15:
        return ""
    if chance < 0.6:
        return "".join(rng.choices(PIECES, k=rng.randint(1, 4)))
    if chance < 0.999:
        return "".join(rng.choices(PIECES + TRICKY, k=rng.randint(1, 6)))
    return "long " * rng.choice([1000, 20_000])
