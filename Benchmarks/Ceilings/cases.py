"""What is measured: an input, a pipeline, and how the run must end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import inputs


@dataclass(frozen=True)
class Case:
    name: str
    what: str
    #: The bytes for standard input.
    stream: Callable[[], Iterable[bytes]]
    #: The exit code, and the code of the error if the run fails.
    code: int
    error: str | None = None
    accepted: int | None = None
    rejected: int | None = None
    fields: str = "[ { name: a, type: integer }, { name: b, type: string } ]"
    schema: str = ""
    parse: str = "{ format: csv }"
    validate: str = ""
    write: str = "sqlite: { path: out.db, table: t, mode: replace }"
    faults: bool = False
    limits: str = "{}"
    #: Makes files in the folder of the run.
    prepare: Callable[[str], None] = field(default=lambda folder: None)
    #: A file in that folder in place of standard input.
    input: str | None = None

    @property
    def pipeline(self) -> str:
        faults = "  rejects: rejects.csv\n  issues: issues.ndjson\n" if self.faults else ""
        return (
            f"name: {self.name}\nread: {{ path: \"{self.input or '-'}\" }}\nparse: {self.parse}\nvalidate:\n"
            f"  schema: {{ fields: {self.fields}{self.schema} }}\n{self.validate}"
            f"write:\n  {self.write}\n{faults}limits: {self.limits}\n"
        )


def all_cases(quick: bool) -> list[Case]:
    """All cases; small ones where that is asked."""
    part = 20 if quick else 1
    gigabyte, million = 1_000_000_000 // part, 1_000_000 // part
    many = 100 * million
    text_fields = "[ { name: a, type: string }, { name: b, type: string }, { name: c, type: string } ]"
    wide = "[ " + ", ".join(f"{{ name: c{index}, type: string }}" for index in range(1000)) + " ]"

    def keys(folder: str) -> None:
        with open(f"{folder}/keys.csv", "wb") as file:
            file.writelines(inputs.numbered(10 * million, "key-%d\n", b"k\n"))

    return [
        Case("giant-field", "a field of 1 GB", lambda: inputs.giant_field(gigabyte), 1, None, 2, 1, faults=True),
        Case(
            "giant-quoted-field", "a field of 1 GB in quotes", lambda: inputs.giant_field(gigabyte, b'"'), 1, None, 2, 1,
            faults=True,
        ),
        Case(
            "unclosed-quote", "a quote that never closes, with 1 GB of records behind it",
            lambda: inputs.unclosed_quote(gigabyte), 1, None, (gigabyte - gigabyte % 11) // 11, 1, faults=True,
        ),
        Case(
            "giant-json", "1 GB in a member of JSON Lines",
            lambda: [b'{"a":1,"b":"', *inputs.repeated(b"x", gigabyte), b'"}\n{"a":2,"b":"y"}\n'], 1, None, 1, 1,
            parse="{ format: jsonl }", faults=True,
        ),
        Case(
            "line-without-end", "500 MB without a line end", lambda: inputs.one_line(gigabyte // 2), 3,
            "parse.headerTooLong",
        ),
        Case(
            "header-of-ten-million", "a header of ten million columns",
            lambda: inputs.many_columns(10 * million, 1), 3, "parse.headerTooLong",
        ),
        Case(
            "record-of-ten-million", "a record of ten million columns under a header of two",
            lambda: [b"a,b\n1,x\n", *inputs.repeated(b",", 10 * million), b"\n3,y\n"], 1, None, 2, 1, faults=True,
            limits="{ recordBytes: 64MiB }",
        ),
        Case(
            "header-of-ten-million-allowed", "a header of ten million columns, which the limit for a record allows",
            lambda: inputs.many_columns(10 * million, 1), 3, "parse.tooManyColumns", limits="{ recordBytes: 256MiB }",
        ),
        Case(
            "empty-cells", "records of 1,000 empty cells, 1 GB", lambda: inputs.rows(
                b"," * 999 + b"\n", gigabyte // 1000, b",".join(b"c%d" % index for index in range(1000)) + b"\n"
            ),
            0, None, gigabyte // 1000, 0, fields=wide, write="null: {}",
        ),
        Case(
            "missing-cells", "200,000 records of 1,000 columns of which only the first is there",
            lambda: inputs.rows(b"1\n", million // 5, b",".join(b"c%d" % index for index in range(1000)) + b"\n"),
            1, None, 0, million // 5, fields=wide, write="null: {}", faults=True,
        ),
        Case(
            "all-rejected", "10 million records, each of them rejected", lambda: inputs.rows(b"x,y\n", 10 * million, b"a,b\n"),
            1, None, 0, 10 * million, faults=True,
        ),
        Case(
            "shortest-records", "200 million records of one character", lambda: inputs.rows(b"1\n", 2 * many, b"a\n"),
            0, None, 2 * many, 0, fields="[ { name: a, type: integer } ]", write="null: {}",
        ),
        Case(
            "stream", "a stream of 10 GB",
            lambda: inputs.rows(b"a text that comes again and again,1234567890,2024-02-29 or so\n", 10 * gigabyte // 62),
            0, None, 10 * gigabyte // 62, 0, fields=text_fields, write="null: {}",
        ),
        Case(
            "stream-to-sqlite", "a stream of 2 GB into SQLite",
            lambda: inputs.rows(b"a text that comes again and again,1234567890,2024-02-29 or so\n", 2 * gigabyte // 62),
            0, None, 2 * gigabyte // 62, 0, fields=text_fields,
        ),
        Case(
            "bomb", "10 MB of gzip that become 10 GB", lambda: inputs.gzipped(inputs.repeated(b"\0", 10 * gigabyte)),
            3, "parse.headerTooLong",
        ),
        Case(
            "bomb-of-records", "10 MB of gzip that become 10 GB of records",
            lambda: inputs.gzipped(inputs.rows(b"1,x\n", 10 * gigabyte // 4, b"a,b\n")),
            0 if quick else 3, None if quick else "decode.budgetExceeded", write="null: {}",
        ),
        Case(
            "zip-bomb", "an archive of 2 MB with a file of 2 GB", lambda: [], 3,
            "parse.headerTooLong" if quick else "decode.budgetExceeded", input="bomb.zip",
            prepare=lambda folder: inputs.archive(f"{folder}/bomb.zip", 2 * gigabyte),
        ),
        Case(
            "zip-bomb-that-lies", "an archive with a file of 1 GB that says that it has 1,000 bytes", lambda: [], 3,
            "zip.corrupt", input="bomb.zip",
            prepare=lambda folder: inputs.archive(f"{folder}/bomb.zip", gigabyte, declared=1000),
        ),
        Case(
            "reference", "a reference to ten million keys", lambda: inputs.numbered(million, "key-%d\n", b"k\n"), 0, None,
            million, 0, fields="[ { name: k, type: string } ]",
            schema=", foreignKeys: [ { fields: k, reference: { resource: keys, fields: k } } ]",
            validate="  references: { keys: { path: keys.csv } }\n", prepare=keys,
        ),
        Case(
            "unique", "ten million keys that are all different, out of order",
            lambda: inputs.numbered(10 * million, "%d,x\n", b"a,b\n", seed=1), 0, None, 10 * million, 0,
            schema=", primaryKey: a", write="null: {}",
        ),
        Case(
            "shared-strings", "a workbook with a million texts", lambda: [], 0, None, million, 0,
            parse="{ format: xlsx }", input="book.xlsx",
            prepare=lambda folder: inputs.workbook(f"{folder}/book.xlsx", million),
        ),
    ]
