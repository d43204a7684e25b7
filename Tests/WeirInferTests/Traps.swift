import WeirParse

/// What must be found in each file of `Samples`.
enum Traps {
    static let all: [TrapTests.Trap] = dialects + shapes + values + encodings

    private static let dialects: [TrapTests.Trap] = [
        .init(file: "comma.csv", delimiter: ",", fields: ["id integer", "name string", "amount number"], records: 4),
        .init(
            file: "semicolon-decimal-comma.csv", delimiter: ";",
            fields: ["Artikel string", "Preis number decimal ,", "Menge integer"], records: 4),
        .init(
            file: "separator-line.csv", delimiter: ";",
            fields: ["id integer", "name string", "amount number decimal ,"], records: 3,
            dialect: { $0.preambleLines == 1 && $0.dialect.headerRows == [1] },
            says: "the first line names the delimiter"),
        .init(file: "tab.tsv", delimiter: "\t", fields: ["a integer", "b string", "c string"], records: 3),
        .init(file: "pipe.csv", delimiter: "|", fields: ["k integer", "v string", "w date"], records: 3),
        .init(file: "double-pipe.csv", delimiter: "||", fields: ["k integer", "v string", "w string"], records: 3),
        .init(
            file: "double-colon.dat", delimiter: "::",
            fields: ["field1 integer", "field2 integer", "field3 integer", "field4 integer"], records: 4,
            dialect: { !$0.dialect.header }),
        .init(file: "space.txt", delimiter: " ", fields: ["time integer", "level number", "mark string"], records: 4),
        .init(
            file: "aligned.txt", delimiter: " ", fields: ["time integer", "level number", "mark string"], records: 4,
            dialect: { $0.dialect.skipInitialSpace }),
        .init(
            file: "space-after-comma.csv", delimiter: ",", fields: ["id integer", "name string", "day date"],
            records: 3,
            dialect: { $0.dialect.skipInitialSpace }),
        .init(
            file: "single-quotes.csv", delimiter: ",", fields: ["id integer", "text string", "n integer"], records: 4,
            dialect: { $0.dialect.quoteChar == "'" }),
        .init(
            file: "backslash.csv", delimiter: ",", fields: ["id integer", "text string"], records: 4,
            dialect: { $0.dialect.escapeChar == "\\" }),
        .init(
            file: "one-column.csv", delimiter: ",", fields: ["when datetime %Y-%m-%d %H:%M:%S"], records: 3),
        .init(file: "one-column-text.txt", delimiter: "\t", fields: ["remark string"], records: 4),
        .init(file: "crlf.csv", delimiter: ",", fields: ["id integer", "name string"], records: 3),
        .init(file: "cr.csv", delimiter: ",", fields: ["id integer", "name string"], records: 3),
    ]

    private static let shapes: [TrapTests.Trap] = [
        .init(
            file: "preamble.csv", delimiter: ";", fields: ["id integer", "name string", "amount integer"], records: 4,
            dialect: { $0.preambleLines == 3 }, says: "3 lines before the table"),
        .init(
            file: "padded-title.csv", delimiter: ",",
            fields: ["id integer", "name string", "amount integer", "day date"], records: 3,
            dialect: { $0.preambleLines == 2 }),
        .init(
            file: "comments.csv", delimiter: ",", fields: ["id integer", "name string", "amount integer"], records: 3,
            dialect: { $0.dialect.commentChar == "#" }),
        .init(
            file: "marked-header.tsv", delimiter: "\t", fields: ["#chrom integer", "pos integer", "ref string"],
            records: 3, dialect: { $0.dialect.commentChar == "##" }),
        .init(
            file: "footer.csv", delimiter: ";", fields: ["day date", "branch string", "amount integer"], records: 4,
            dialect: { $0.footerLines == 2 }),
        .init(
            file: "no-header.csv", delimiter: ",",
            fields: ["field1 integer", "field2 string", "field3 date", "field4 number"], records: 3,
            dialect: { !$0.dialect.header }, says: "the first row is data"),
        .init(
            file: "two-headers.csv", delimiter: ",",
            fields: ["station string", "level m number", "flow m3/s integer", "day date"], records: 3,
            dialect: { $0.dialect.headerRows == [1, 2] }),
        .init(
            file: "year-header.csv", delimiter: ",",
            fields: ["country string", "2019 integer", "2020 integer", "2021 integer"], records: 3),
        .init(
            file: "ragged.csv", delimiter: ",", fields: ["id integer", "name string", "n integer"], records: 6,
            rejected: 2, says: "2 of 8 sampled records will be rejected"),
        .init(
            file: "texts-alone.csv", delimiter: ",", fields: ["colour string", "finish string"], records: 2,
            says: "nothing in the table says so"),
        .init(
            file: "texts-repeated.csv", delimiter: ",", fields: ["colour string", "finish string"], records: 15,
            says: "header: the first row differs from what stands below in 2 columns"),
        .init(
            file: "duplicate-labels.csv", delimiter: ",",
            fields: ["id integer", "name string", "name_2 string", "field4 string", "ID_2 integer"], records: 2,
            says: "\"ID\" differs from another label in case alone"),
        .init(file: "header-only.csv", delimiter: ",", fields: ["id string", "name string", "day string"], records: 0),
        .init(
            file: "one-row.csv", delimiter: ",", fields: ["field1 integer", "field2 integer", "field3 date"],
            records: 1,
            dialect: { !$0.dialect.header }),
        .init(
            file: "awkward-names.csv", delimiter: ",",
            fields: [
                "a: b integer", "${HOME} integer", "# x integer", "say \"hi\" integer", "tab\there integer",
                "true integer",
                "- y integer", "Ünïcode 😀 integer",
            ], records: 2),
    ]

    private static let values: [TrapTests.Trap] = [
        .init(
            file: "leading-zeros.csv", delimiter: ",",
            fields: ["zip string", "count integer", "phone string", "plain integer"], records: 3,
            says: "2 values with a leading zero, such as \"01234\""),
        .init(
            file: "codes-by-name.csv", delimiter: ",", fields: ["zip_code string", "count integer"], records: 3,
            says: "the name speaks of a code"),
        .init(
            file: "long-digits.csv", delimiter: ",", fields: ["exact integer", "beyond string", "mixed string"],
            records: 2, says: "from 1234567890123456780 to 1234567890123456789"),
        .init(
            file: "ambiguous-dates.csv", delimiter: ",", fields: ["id integer", "day string"], records: 4,
            says: "ambiguous: all 4 values fit dates as %d/%m/%Y (day first) and dates as %m/%d/%Y (month first)"),
        .init(
            file: "day-first.csv", delimiter: ",", fields: ["id integer", "day date %d/%m/%Y"], records: 3,
            says: "day first: no other order fits"),
        .init(
            file: "month-first.csv", delimiter: ",", fields: ["id integer", "day date %m/%d/%Y"], records: 3,
            says: "month first: no other order fits"),
        .init(
            file: "mixed-dates.csv", delimiter: ",", fields: ["id integer", "day string"], records: 12,
            says: "dates in mixed order"),
        .init(
            file: "date-forms.csv", delimiter: ",",
            fields: [
                "iso date", "stamp datetime", "spaced datetime %Y-%m-%d %H:%M:%S", "short date %d.%m.%y",
                "named date %d %b %Y", "clock datetime %m/%d/%Y %I:%M %p", "slashed date %Y/%m/%d",
            ], records: 2),
        .init(
            file: "calendar.csv", delimiter: ",",
            fields: [
                "at time", "short time %H:%M missing NA", "half time %I:%M %p", "month yearmonth", "length duration",
                "key string uuid missing NA",
            ], records: 3),
        .init(
            file: "booleans.csv", delimiter: ",",
            fields: ["a boolean", "b boolean", "c boolean", "d integer", "e string"], records: 3,
            says: "only 0 and 1: `type: boolean` would do as well"),
        .init(
            file: "missing.csv", delimiter: ",",
            fields: [
                "id integer", "n integer missing NA n/a", "country string", "when date missing \\N null", "note string",
            ], records: 5, says: "kept as text: \"NA\""),
        .init(
            file: "groups.csv", delimiter: ",",
            fields: [
                "id integer", "population integer group ,", "price number group , with units",
                "share number with units",
                "loss number with units",
            ], records: 3),
        .init(
            file: "german-groups.csv", delimiter: ";",
            fields: ["id integer", "betrag number decimal , group .", "anteil number decimal ,"], records: 3),
        .init(
            file: "ambiguous-groups.csv", delimiter: ";", fields: ["id integer", "betrag string"], records: 3,
            says: "ambiguous: all 3 values"),
        .init(
            file: "outer-spaces.csv", delimiter: ",",
            fields: [
                "id integer", "amount number trimmed missing NA", "flag boolean trimmed", "note string",
                "when date trimmed",
            ], records: 4, says: "3 values with spaces at an end, which trim drops"),
        .init(
            file: "json.csv", delimiter: ",",
            fields: [
                "id integer", "shape geojson", "tags array", "extra object", "parts list of integer at |",
                "codes string",
            ], records: 3),
        .init(
            file: "points.csv", delimiter: ";",
            fields: ["art integer", "preis number decimal ,", "menge string", "gewicht number"], records: 3,
            says: "so it may stand between thousands, and \"preis\" has a decimal comma; choose"),
        .init(
            file: "points-alone.csv", delimiter: ";", fields: ["art integer", "menge number"], records: 3,
            says: "so it may stand between thousands: then it would be"),
        .init(
            file: "near-miss.csv", delimiter: ",", fields: ["id integer", "n string"], records: 40,
            says: "39 of 40 sampled values are integers, but not \"about 80\""),
    ]

    private static let encodings: [TrapTests.Trap] = [
        .init(
            file: "windows-1252.csv", delimiter: ",", fields: ["id integer", "name string"], records: 3,
            says: "encoding: windows-1252 # not valid UTF-8"),
        .init(
            file: "bom.csv", delimiter: ",", fields: ["id integer", "name string"], records: 2,
            says: "encoding: utf-8 # a byte order mark says so"),
        .init(
            file: "utf-16.csv", delimiter: ",", fields: ["id integer", "name string"], records: 3,
            says: "encoding: utf-16le # a byte order mark says so"),
        .init(
            file: "utf-16-unmarked.csv", delimiter: ",", fields: ["id integer", "name string"], records: 4,
            says: "encoding: utf-16le # without"),
    ]
}
