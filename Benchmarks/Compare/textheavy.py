"""A text-heavy table: a third of the fields quoted, with quotes, separators and line ends inside; accents; dates and
decimals; one row in a hundred bad. The same seed gives the same bytes on every machine."""

import datetime
import random
from pathlib import Path

COLUMNS = {
    "id": "integer",
    "created_on": "date",
    "updated_at": "datetime",
    "code": "text",
    "title": "text",
    "description": "text",
    "city": "text",
    "quantity": "integer",
    "price": "decimal",
    "weight": "decimal",
    "status": "text",
    "remark": "text",
}

WORDS = (
    "steel oak cable lamp frame box panel valve filter sensor motor bracket hinge mirror carpet shelf élan façade naïve "
    "größe straße übung måne sør açaí jalapeño crème brûlée smörgås plage forêt señal niño fußmatte žluť świat"
).split()
CITIES = (
    "Zürich",
    "São Paulo",
    "Kraków",
    "Łódź",
    "Málaga",
    "Århus",
    "Reykjavík",
    "Paris, 11e",
    "Genève",
    "Lima",
    "東京",
    "Αθήνα",
)
STATUS = ("open", "packed", "shipped", "returned")
POOL = 4096


def write(target: Path, size: int, seed: int = 20_240_229) -> None:
    """Writes rows until the file has at least that many bytes."""
    rng = random.Random(seed)
    titles = [_quoted(_phrase(rng, 2, 6)) for _ in range(POOL)]
    descriptions = [_quoted(_phrase(rng, 6, 16)) for _ in range(POOL)]
    remarks = [_quoted(_phrase(rng, 1, 5)) if rng.random() < 0.8 else "" for _ in range(POOL)]
    cities = [_quoted(city) for city in CITIES]
    first_day = datetime.date(2015, 1, 1)
    days = [(first_day + datetime.timedelta(days=day)).isoformat() for day in range(POOL)]
    pick = lambda pool: pool[int(rng.random() * len(pool))]

    written = 0
    identifier = 0
    with open(target, "wb", buffering=1 << 20) as sink:
        written += sink.write((",".join(COLUMNS) + "\n").encode())
        while written < size:
            identifier += 1
            clock = int(rng.random() * 86_400)
            day = pick(days)
            row = [
                str(identifier),
                day,
                f"{day}T{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}Z",
                f"AB-{int(rng.random() * 100_000):05}",
                pick(titles),
                pick(descriptions),
                pick(cities),
                str(int(rng.random() * 1000)) if rng.random() < 0.95 else "",
                f"{rng.random() * 10_000:.2f}",
                f"{rng.random() * 100:.3f}" if rng.random() < 0.9 else "",
                pick(STATUS),
                pick(remarks),
            ]
            if rng.random() < 0.01:
                _spoil(row, rng)
            written += sink.write((",".join(row) + "\n").encode())


def _spoil(row: list[str], rng: random.Random) -> None:
    """Faults that every typed reader must see: of type, or of the number of cells.

    Where a record of the wrong width ends is not agreed on if it has line ends in quotes: those get a fault of type.
    """
    kind = int(rng.random() * (3 if any("\n" in cell for cell in row) else 5))
    if kind == 0:
        row[1] = "2023-02-30"
    elif kind == 1:
        row[7] = "a dozen"
    elif kind == 2:
        row[8] = "12.50 EUR"
    elif kind == 3:
        row.append("surplus")
    else:
        del row[8:]


def _phrase(rng: random.Random, least: int, most: int) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(least, most))]
    chance = rng.random()
    if chance < 0.15:
        words[0] = f'"{words[0]}"'
    elif chance < 0.35:
        words[-1] = f"\n{words[-1]}"
    joiner = ", " if rng.random() < 0.3 else " "
    return joiner.join(words)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
