"""Does one job with one Python library and prints what it took and what came out, as JSON.

    peers.py JOB DATASET SCALE THREADS OUTPUT

It runs as a process of its own, so that peak memory is that of the job. The clock starts after the library is imported:
the time of importing is not held against it. What is loaded is checked after the clock has stopped.
"""

import json
import os
import resource
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import datasets
import truth

figures: dict = {}


@contextmanager
def clock():
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    yield
    figures["wall"] = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    figures["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with open("/proc/self/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM"))
    figures["rss"] = int(peak.split()[1]) * 1024


# MARK: DuckDB

DUCKDB_TYPES = {
    "integer": "BIGINT",
    "text": "VARCHAR",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
    "decimal": "DECIMAL(18,4)",
}


def duckdb_source(dataset: datasets.Dataset) -> str:
    columns = ", ".join(f"'{name}': '{DUCKDB_TYPES[kind]}'" for name, kind in dataset.table.columns.items())
    nulls = ", ".join(f"'{mark}'" for mark in dataset.table.nulls)
    return (
        f"read_csv('{dataset.path}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, nullstr = [{nulls}], store_rejects = true, rejects_limit = 0)"
    )


def duckdb_counts(dataset: datasets.Dataset) -> str:
    return "count(*), " + ", ".join(f'count("{name}")' for name in dataset.table.columns)


def duckdb_facts(dataset: datasets.Dataset, row: tuple) -> dict:
    return {"rows": row[0], "nulls": {name: row[0] - count for name, count in zip(dataset.table.columns, row[1:])}}


def duckdb_scan(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    """Counts the values of every column: the cheapest question that makes DuckDB convert all of them."""
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    with clock():
        row = connection.execute(f"SELECT {duckdb_counts(dataset)} FROM {duckdb_source(dataset)}").fetchall()[0]
    # Asked for one row only, DuckDB would leave the scan open and the rejects unwritten.
    rejected = connection.execute("SELECT count(DISTINCT line_byte_position) FROM reject_errors").fetchone()[0]
    return duckdb_facts(dataset, row) | {"rejected": rejected}


def duckdb_load(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import duckdb

    connection = duckdb.connect(str(output), config={"threads": threads})
    with clock():
        connection.execute(f"CREATE TABLE loaded AS SELECT * FROM {duckdb_source(dataset)}")
        connection.execute("CHECKPOINT")
    integers = dataset.table.of_type("integer")
    sums = ", ".join(f'sum("{name}")' for name in integers)
    row = connection.execute(f"SELECT {duckdb_counts(dataset)}, {sums} FROM loaded").fetchone()
    return duckdb_facts(dataset, row) | {"sums": dict(zip(integers, map(int, row[1 + len(dataset.table.columns) :])))}


# MARK: Polars, PyArrow, pandas, sqlite-utils


def polars_scan(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars

    types = {
        "integer": polars.Int64,
        "text": polars.String,
        "date": polars.Date,
        "datetime": polars.Datetime("us", "UTC"),
        "decimal": polars.Decimal(18, 4),
    }
    schema = {name: types[kind] for name, kind in dataset.table.columns.items()}
    with clock():
        frame = polars.scan_csv(
            dataset.path, schema=schema, null_values=list(dataset.table.nulls), try_parse_dates=True
        )
        nulls = [polars.col(name).null_count().alias(name) for name in schema]
        row = frame.select(polars.len().alias("rows of the table"), *nulls).collect(engine="streaming").row(0)
    return {"rows": row[0], "nulls": dict(zip(schema, row[1:]))}


def pyarrow_scan(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import pyarrow
    from pyarrow import csv

    pyarrow.set_cpu_count(threads)
    types = {
        "integer": pyarrow.int64(),
        "text": pyarrow.string(),
        "date": pyarrow.date32(),
        "datetime": pyarrow.timestamp("us", "UTC"),
        "decimal": pyarrow.decimal128(18, 4),
    }
    options = csv.ConvertOptions(
        column_types={name: types[kind] for name, kind in dataset.table.columns.items()},
        null_values=list(dataset.table.nulls),
        strings_can_be_null=True,
    )
    rows, nulls = 0, dict.fromkeys(dataset.table.columns, 0)
    with clock():
        for batch in csv.open_csv(dataset.path, convert_options=options):
            rows += batch.num_rows
            for name, column in zip(batch.schema.names, batch.columns):
                nulls[name] += column.null_count
    return {"rows": rows, "nulls": nulls}


def pandas_load(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import sqlite3

    import pandas

    types = {"integer": "Int64"}
    columns = {name: types.get(kind, "str") for name, kind in dataset.table.columns.items()}
    with clock(), sqlite3.connect(output) as database:
        for chunk in pandas.read_csv(
            dataset.path, dtype=columns, na_values=list(dataset.table.nulls), keep_default_na=False, chunksize=50_000
        ):
            chunk.to_sql(dataset.table.name, database, if_exists="append", index=False)
    return truth.of_sqlite(str(output), dataset.table)


def sqlite_utils_load(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import csv

    import sqlite_utils

    types = {"integer": int, "decimal": float}
    database = sqlite_utils.Database(output)
    with clock(), open(dataset.path, newline="", encoding="utf-8") as file:
        table = database[dataset.table.name]
        table.create({name: types.get(kind, str) for name, kind in dataset.table.columns.items()})
        nulls = set(dataset.table.nulls)
        rows = ({name: None if cell in nulls else cell for name, cell in row.items()} for row in csv.DictReader(file))
        table.insert_all(rows, batch_size=1000)
    database.close()
    return truth.of_sqlite(str(output), dataset.table)


def frictionless_validate(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import frictionless

    types = {"decimal": "number", "text": "string"}
    fields = [{"name": name, "type": types.get(kind, kind)} for name, kind in dataset.table.columns.items()]
    schema = frictionless.Schema.from_descriptor({"fields": fields, "missingValues": list(dataset.table.nulls)})
    with clock():
        resource = frictionless.Resource(path=dataset.path.name, basepath=str(dataset.path.parent), schema=schema)
        report = frictionless.validate(resource)
    if not report.valid:
        raise SystemExit(f"frictionless finds errors: {report.flatten(['message'])[:3]}")
    return {"rows": report.tasks[0].stats["rows"]}


# MARK: Workbooks


def calamine_read(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import python_calamine

    with clock():
        rows = python_calamine.CalamineWorkbook.from_path(str(dataset.path)).get_sheet_by_index(0).to_python()
    return {"rows": len(rows) - 1}


def openpyxl_read(dataset: datasets.Dataset, threads: int, output: Path) -> dict:
    import openpyxl

    with clock():
        book = openpyxl.load_workbook(dataset.path, read_only=True, data_only=True)
        rows = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    return {"rows": rows - 1}


JOBS = {
    job.__name__: job
    for job in (
        duckdb_scan,
        duckdb_load,
        polars_scan,
        pyarrow_scan,
        pandas_load,
        sqlite_utils_load,
        frictionless_validate,
        calamine_read,
        openpyxl_read,
    )
}

if __name__ == "__main__":
    job, name, scale, threads, output = sys.argv[1:]
    facts = JOBS[job](datasets.dataset(name, int(scale)), int(threads), Path(output))
    print(json.dumps(figures | {"facts": facts}))
