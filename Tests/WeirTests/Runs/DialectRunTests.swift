import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("Delimited text as a pipeline file describes it")
struct DialectRunTests {
    /// A `parse` section, a file, and the rows that must be in the table.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var parse: String
        var input: String
        var rows: [[String?]]
        var columns = ["a", "b"]
        var skipped = SkipCounts()

        init(
            _ name: String,
            _ parse: String,
            _ input: String,
            _ rows: [[String?]],
            columns: [String] = ["a", "b"],
            skipped: (inout SkipCounts) -> Void = { _ in }
        ) {
            testDescription = name
            self.parse = parse
            self.input = input
            self.rows = rows
            self.columns = columns
            self.skipped.header = 1
            skipped(&self.skipped)
        }
    }

    static let cases: [Case] = [
        Case("tab-separated values", "{ format: tsv }", "a\tb\n1\t\"x\ty\"\n", [["1", "x\ty"]]),
        Case(
            "a delimiter of several characters", #"{ dialect: { delimiter: "||" } }"#,
            "a||b\n1|||2\n\"x||y\"||z|\n", [["1", "|2"], ["x||y", "z|"]]),
        Case("a delimiter that is not ASCII", #"{ dialect: { delimiter: "·" } }"#, "a·b\n1·Â\n", [["1", "Â"]]),
        Case(
            "another quote character", #"{ dialect: { quoteChar: "'" } }"#, "a,b\n'1,2','it''s \"\"'\n",
            [["1,2", "it's \"\""]]),
        Case("no quote character", #"{ dialect: { quoteChar: "" } }"#, "a,b\n\"1,2\"\n", [["\"1", "2\""]]),
        Case(
            "quote and escape both", #"{ dialect: { escapeChar: "\\" } }"#,
            #"a,b\#n"x\"y","\\"\#n"z""w","\n"\#n"#, [["x\"y", "\\"], ["z\"w", "\\n"]]),
        Case(
            "an escape outside of quotes does not hide a delimiter", #"{ dialect: { escapeChar: "\\" } }"#,
            #"a,b\#n1\,2\#n"#, [["1\\", "2"]]),
        Case(
            "spaces behind delimiters left out", "{ dialect: { skipInitialSpace: true } }",
            "a, b\n1,  \"x, y\"\n2, z \n", [["1", "x, y"], ["2", "z "]]),
        Case("spaces kept as they are", "{}", "a,b\n 1 , x\n", [[" 1 ", " x"]]),
        Case(
            "a null sequence, quoted or not", #"{ dialect: { nullSequence: '\N' } }"#, "a,b\n\\N,x\n\\NN,\"\\N\"\n",
            [[nil, "x"], ["\\NN", nil]]),
        Case(
            "two header rows, joined", #"{ dialect: { headerRows: [1, 2], headerJoin: "-" } }"#,
            "size,size\nmin,max\n1,2\n", [["1", "2"]], columns: ["size-min", "size-max"]
        ) { $0.header = 2 },
        Case("a header further down", "{ dialect: { headerRows: [3] } }", "Report,\n2024,\na,b\n1,2\n", [["1", "2"]]) {
            $0.preamble = 2
        },
        Case(
            "no header", "{ dialect: { header: false } }", "1,2\n3,4\n", [["1", "2"], ["3", "4"]],
            columns: ["field1", "field2"]
        ) {
            $0.header = 0
        },
        Case(
            "comment rows by a character", "{ dialect: { commentChar: '#' } }",
            "# by hand\na,b\n#1,2\n3,#4\n\"#5\",6\n", [["3", "#4"], ["#5", "6"]]
        ) { $0.comment = 2 },
        Case("comment rows by number", "{ dialect: { commentRows: [2] } }", "a,b\nkg,m\n1,2\n", [["1", "2"]]) {
            $0.comment = 1
        },
        Case(
            "lines before and behind the table", "{ preambleLines: 2, footerLines: 1 }",
            "Title \"1\n\na,b\n1,2\n3,4\nTotal: 2\n", [["1", "2"], ["3", "4"]]
        ) {
            $0.preamble = 2
            $0.footer = 1
        },
        Case(
            "the end where the header stands again", "{ endAtRepeatedHeader: true }", "a,b\n1,2\na,b\n3,4\n",
            [["1", "2"]]
        ) { $0.afterEnd = 2 },
        Case("a repeated header that is data", "{}", "a,b\n1,2\na,b\n", [["1", "2"], ["a", "b"]]),
        Case(
            "any line end, whatever lineTerminator says", #"{ dialect: { lineTerminator: "\r\n" } }"#,
            "a,b\n1,2\r3,4\r\n\n5,6", [["1", "2"], ["3", "4"], ["5", "6"]]
        ) { $0.blank = 1 },
    ]

    @Test("loads what it says", arguments: cases, ["1MiB", "1"])
    func loads(expected: Case, batchBytes: String) async throws {
        let work = try Workspace(expected.input)
        var pipeline = PipelineText()
        pipeline.parse = expected.parse
        let report = try await work.run(pipeline, ["limits.batchBytes=\(batchBytes)"])
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == expected.rows)
        #expect(try work.columns() == expected.columns)
        #expect(report.summary.totals.skipped == expected.skipped)
    }

    @Test("a doubled quote means nothing without doubleQuote and escape")
    func noDoubling() async throws {
        let work = try Workspace("a,b\n\"x\"\"y\",1\n\"p\",2\n")
        var pipeline = PipelineText()
        pipeline.parse = "{ dialect: { doubleQuote: false } }"
        pipeline.onViolation = "keep"
        try await work.run(pipeline)
        #expect(try work.rows() == [["x\"\"y", "1"], ["p", "2"]])
        #expect(try work.issues().map(\.issueType) == ["quote-error"])
    }

    @Test("the names of the schema replace a damaged header", arguments: [",b\n", "a,\n", "b,b\n", " , \n"])
    func damagedHeader(header: String) async throws {
        let work = try Workspace(header + "1,2\n")
        let report = try await work.run(PipelineText(fields: ["name: a, type: integer", "name: b, type: integer"]))
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == [["1", "2"]])
        #expect(try work.columns() == ["a", "b"])
    }

    @Test("rejects hold what stands before and behind the table too, so that they can be loaded the same way")
    func rejectsKeepTheFrame() async throws {
        let work = try Workspace("Title\na,b\n1,2\nx,3\n4,5\nTotal: 3\n")
        var pipeline = PipelineText(fields: ["name: a, type: integer", "name: b, type: integer"])
        pipeline.parse = "{ preambleLines: 1, footerLines: 1 }"
        try await work.run(pipeline)
        #expect(work.folder.text("rejects.csv") == "Title\na,b\nx,3\nTotal: 3\n")
        try work.folder.put("Title\na,b\n2,3\nTotal: 3\n", in: "in.csv")
        #expect(try await work.run(pipeline).exitCode == .allAccepted)
        #expect(try work.rows() == [["1", "2"], ["4", "5"], ["2", "3"]])
    }
}
