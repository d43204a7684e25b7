"""Who competes with whom, on which file. To add a peer, add its job to `CONTESTANTS` and its name to a contest."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from datasets import HERE, Dataset


@dataclass(frozen=True)
class Setting:
    """What is the same for all contestants of a run."""

    weir: Path
    threads: int
    scale: int
    output: Path


@dataclass(frozen=True)
class Job:
    """One process to time. `checked` says where its result is found: in what it prints, in a report, in a database."""

    command: list[str]
    checked: str
    database: Path | None = None
    report: Path | None = None


@dataclass(frozen=True)
class Contestant:
    """A tool doing a kind of work, and what must be installed for it."""

    job: Callable[[Dataset, Setting], Job]
    packages: tuple[str, ...] = ()
    note: str = ""


def weir(verb: str, workers: int | None = None, pipeline: str = "", settings: tuple[str, ...] = ()) -> Contestant:
    """Our own program, by the pipeline of the table unless another one is named."""

    def job(dataset: Dataset, setting: Setting) -> Job:
        report = setting.output / "report.json"
        database = setting.output / "weir.db"
        file = str(HERE / pipeline if pipeline else dataset.table.pipeline)
        options = [option for setting in settings for option in ("--set", setting)]
        options += [
            "--set",
            f"limits.workers={workers or setting.threads}",
            "--progress",
            "none",
            "--report",
            str(report),
        ]
        if verb == "check":
            command = [str(setting.weir), "check", str(dataset.path), "--pipeline", file]
            return Job(command + options, "report", report=report)
        command = [
            str(setting.weir),
            "run",
            file,
            "--input",
            str(dataset.path),
            "--set",
            f"write.sqlite.path={database}",
        ]
        command += ["--set", f"write.rejects={setting.output / 'weir.rejects.csv'}"]
        return Job(command + options, "database", database=database, report=report)

    return Contestant(job)


def python(name: str, *packages: str, note: str = "") -> Contestant:
    def job(dataset: Dataset, setting: Setting) -> Job:
        arguments = [name, dataset.name, str(setting.scale), str(setting.threads), str(setting.output / f"{name}.db")]
        return Job([sys.executable, str(HERE / "peers.py"), *arguments], "printed")

    return Contestant(job, packages, note)


def sqlite_import(dataset: Dataset, setting: Setting) -> Job:
    types = {"integer": "INTEGER", "decimal": "REAL"}
    columns = ", ".join(f'"{name}" {types.get(kind, "TEXT")}' for name, kind in dataset.table.columns.items())
    database = setting.output / "import.db"
    create = f'CREATE TABLE "{dataset.table.name}" ({columns})'
    load = f'.import --csv --skip 1 "{dataset.path}" {dataset.table.name}'
    return Job(["sqlite3", str(database), create, load], "database", database=database)


def gunzip(dataset: Dataset, setting: Setting) -> Job:
    return Job(["gzip", "-dc", str(dataset.path)], "status")


CONTESTANTS = {
    "weir check": weir("check"),
    "weir check, 1 worker": weir("check", workers=1),
    "weir check, types": weir("check", pipeline="flights-types.yaml"),
    "weir check, eight constraints": weir("check", pipeline="flights-eight.yaml"),
    "weir check, keyed types": weir("check", settings=("validate.schema.fields.0.constraints.unique=false",)),
    "weir check, unique key": weir("check"),
    "weir run": weir("run"),
    "sqlite3 .import": Contestant(sqlite_import, note="checks nothing; stores NA as text"),
    "gzip -dc": Contestant(gunzip, note="to nowhere"),
    "DuckDB scan": python("duckdb_scan", "duckdb", "pytz", note="read_csv, typed, all columns, store_rejects"),
    "DuckDB load": python("duckdb_load", "duckdb", "pytz", note="CREATE TABLE AS into its own file, store_rejects"),
    "Polars scan": python("polars_scan", "polars", note="streaming, typed, all columns"),
    "PyArrow scan": python("pyarrow_scan", "pyarrow", note="streaming reader, typed, all columns"),
    "calamine read": python("calamine_read", "python-calamine", "XlsxWriter", note="to_python: all cells as objects"),
    "openpyxl read": python("openpyxl_read", "openpyxl", "XlsxWriter", note="read-only, all cells as objects"),
    "pandas load": python("pandas_load", "pandas", note="read_csv in chunks, to_sql into SQLite"),
    "frictionless validate": python("frictionless_validate", "frictionless", note="types of all columns, one thread"),
    "sqlite-utils load": python("sqlite_utils_load", "sqlite-utils", note="csv module, insert_all into SQLite"),
}


@dataclass(frozen=True)
class Contest:
    """One table of the results: our contestant first, then those that it is measured against."""

    name: str
    title: str
    dataset: str
    ours: str
    peers: tuple[str, ...]
    goals: dict[str, str] = field(default_factory=dict)
    most_runs: int = 1000

    def on_small_files(self) -> str:
        return (
            self.dataset
            if "-small" in self.dataset
            else self.dataset.replace("flights", "flights-small").replace("text", "text-small")
        )


CONTESTS = [
    Contest(
        "check",
        "Check the flights file",
        "flights",
        "weir check",
        ("DuckDB scan", "Polars scan", "PyArrow scan"),
        {"DuckDB scan": "at least 4"},
    ),
    Contest(
        "load",
        "Load the flights file into a new database",
        "flights",
        "weir run",
        ("sqlite3 .import", "DuckDB load"),
        {"sqlite3 .import": "at least 6", "DuckDB load": "at least 2.5"},
    ),
    Contest(
        "gzip",
        "Check the gzipped flights file",
        "flights-gz",
        "weir check",
        ("gzip -dc",),
        {"gzip -dc": "at least 0.87"},
    ),
    Contest(
        "workers",
        "Check with one worker",
        "flights",
        "weir check",
        ("weir check, 1 worker",),
        {"weir check, 1 worker": "at least 1.6"},
    ),
    Contest(
        "constraints",
        "What eight constraints cost a check of types",
        "flights",
        "weir check, types",
        ("weir check, eight constraints",),
        {"weir check, eight constraints": "at most 1.5"},
    ),
    Contest(
        "unique",
        "What a unique integer key costs a check of types",
        "flights-keyed",
        "weir check, keyed types",
        ("weir check, unique key",),
        {"weir check, unique key": "at most 2"},
    ),
    Contest(
        "text-check",
        "Check the text-heavy file",
        "text",
        "weir check",
        ("DuckDB scan",),
        {"DuckDB scan": "at least 3"},
    ),
    Contest(
        "text-load",
        "Load the text-heavy file into a new database",
        "text",
        "weir run",
        ("DuckDB load",),
        {"DuckDB load": "at least 3"},
    ),
    Contest(
        "xlsx",
        "Check the 336,776 rows of the small flights file as a workbook",
        "flights-small-xlsx",
        "weir check",
        ("calamine read",),
        {"calamine read": "at least 1.5"},
        most_runs=3,
    ),
    Contest(
        "xlsx-strings",
        "Check a workbook with a million distinct texts of 100 bytes",
        "strings-xlsx",
        "weir check",
        ("calamine read",),
        most_runs=3,
    ),
    Contest(
        "slow",
        "Load the 336,776 rows of the small flights file with slower tools",
        "flights-small",
        "weir run",
        ("pandas load", "sqlite-utils load"),
        most_runs=1,
    ),
    Contest(
        "slow-check",
        "Check the 336,776 rows of the small flights file with a slower tool",
        "flights-small",
        "weir check",
        ("frictionless validate",),
        most_runs=1,
    ),
]
