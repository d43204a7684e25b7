"""Inputs that are made while they are read, so that the largest of them needs no disk."""

import gzip
import itertools
import random
import zipfile
import zlib

BLOCK = 1 << 20


def repeated(piece: bytes, total: int):
    """`total` bytes of a piece again and again, in blocks of whole pieces."""
    block = piece * max(BLOCK // len(piece), 1)
    whole, rest = divmod(total, len(block))
    yield from itertools.repeat(block, whole)
    yield block[:rest]


def giant_field(size: int, quote: bytes = b""):
    yield b"a,b\n1,before\n2," + quote
    yield from repeated(b"x", size)
    yield quote + b"\n3,after\n"


def unclosed_quote(size: int):
    yield b'a,b\n1,before\n2,"'
    yield from repeated(b"3,abcdefgh\n", size - size % 11)


def one_line(size: int):
    yield from repeated(b"abcdefg,", size)


def many_columns(header: int, cells: int):
    """A header, and one record of as many cells between two that are right."""
    yield b"c0"
    for start in range(1, header, 10_000):
        yield b"".join(b",c%d" % index for index in range(start, min(start + 10_000, header)))
    yield b"\n"
    right = b"," * (header - 1) + b"\n"
    yield b"1" + right
    yield from repeated(b",", cells - 1)
    yield b"\n1" + right


def rows(row: bytes, count: int, header: bytes = b"a,b,c\n"):
    """The same record again and again."""
    yield header
    block = row * max(BLOCK // len(row), 1)
    per_block = len(block) // len(row)
    yield from itertools.repeat(block, count // per_block)
    yield row * (count % per_block)


def numbered(count: int, row: str = "%d,x\n", header: bytes = b"a,b\n", seed: int | None = None):
    """Records of which each has a number of its own, in order or not."""
    yield header
    numbers = range(count)
    if seed is not None:
        numbers = list(numbers)
        random.Random(seed).shuffle(numbers)
    for start in range(0, count, 10_000):
        yield "".join(row % number for number in numbers[start : start + 10_000]).encode()


def gzipped(blocks):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for block in blocks:
        if packed := packer.compress(block):
            yield packed
    yield packer.flush()


def archive(path: str, size: int, declared: int | None = None) -> None:
    """An archive of one file of zeros, which may declare another size, below 4 GB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("zeros.csv", "w", force_zip64=declared is None) as entry:
            for block in repeated(b"\0", size):
                entry.write(block)
        if declared is not None:
            packed.filelist[0].file_size = declared
    if declared is not None:
        with open(path, "r+b") as file:
            file.seek(22)
            file.write(declared.to_bytes(4, "little"))


def workbook(path: str, strings: int) -> None:
    """A workbook whose rows are a number and a text of its own each."""
    base = "http://schemas.openxmlformats.org/"
    main = f'xmlns="{base}spreadsheetml/2006/main"'
    relation = f"{base}officeDocument/2006/relationships"
    links = f'<Relationships xmlns="{base}package/2006/relationships">'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "_rels/.rels",
            f'{links}<Relationship Id="a" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{relation}"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{links}<Relationship Id="a" Type="{relation}/worksheet" Target="sheet.xml"/>'
            f'<Relationship Id="b" Type="{relation}/sharedStrings" Target="strings.xml"/></Relationships>',
        )
        with archive.open("xl/strings.xml", "w") as part:
            part.write(f"<sst {main}><si><t>a</t></si><si><t>b</t></si>".encode())
            for number in range(strings):
                part.write(b"<si><t>the text with the number %d</t></si>" % number)
            part.write(b"</sst>")
        with archive.open("xl/sheet.xml", "w") as part:
            part.write(f"<worksheet {main}><sheetData>".encode())
            part.write(b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>')
            for number in range(strings):
                part.write(b'<row><c><v>%d</v></c><c t="s"><v>%d</v></c></row>' % (number, number + 2))
            part.write(b"</sheetData></worksheet>")
