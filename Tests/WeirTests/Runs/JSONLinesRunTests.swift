import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("JSON Lines")
struct JSONLinesRunTests {
    private func pipeline(_ fields: [String], match: String = "exact", parse: String = "") -> PipelineText {
        PipelineText(
            read: "{ path: in.jsonl }", parse: "{ format: jsonl\(parse) }", fields: fields,
            schema: ["fieldsMatch: \(match)"])
    }

    private func workspace(_ lines: String...) throws -> Workspace {
        let work = try Workspace()
        try work.folder.put(lines.map { $0 + "\n" }.joined(), in: "in.jsonl")
        return work
    }

    @Test("null is no value whatever the missing values are, and an empty text is one if it is among them")
    func null() async throws {
        let work = try workspace(#"{"a":null,"b":""}"#, #"{"b":"-"}"#)
        var text = pipeline(["name: a, type: string", "name: b, type: string"])
        text.missingValues = #"["-"]"#
        try await work.run(text)
        #expect(try work.rows() == [[nil, ""], [nil, nil]])
        text.missingValues = #"[""]"#
        text.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        try await work.run(text)
        #expect(try work.rows() == [[nil, nil], [nil, "-"]])
    }

    @Test("a field that must have a value has none where the member is null or not there")
    func required() async throws {
        let work = try workspace(#"{"a":1,"b":1}"#, #"{"a":null,"b":1}"#, #"{"b":1}"#)
        try await work.run(
            pipeline(["name: a, type: integer, constraints: { required: true }", "name: b, default: x, type: string"]))
        #expect(try work.issues().map(\.brief) == ["2 constraint-error a required", "3 constraint-error a required"])
    }

    @Test("a default takes the place of null and of a member that is not there")
    func defaults() async throws {
        let work = try workspace(#"{"a":1}"#, #"{"a":2,"b":null}"#, #"{"a":3,"b":"y"}"#)
        try await work.run(pipeline(["name: a, type: integer", "name: b, type: string, default: x"]))
        #expect(try work.rows().map { $0[1] } == ["x", "x", "y"])
    }

    @Test("true and false are booleans whatever other texts are")
    func booleans() async throws {
        let work = try workspace(#"{"a":true}"#, #"{"a":false}"#, #"{"a":"Y"}"#, #"{"a":"N"}"#, #"{"a":1}"#)
        try await work.run(pipeline(["name: a, type: boolean, trueValues: [Y], falseValues: [N]"]))
        #expect(try work.rows() == [["1"], ["0"], ["1"], ["0"]])
        #expect(try work.issues().map(\.brief) == ["5 type-error a"])
    }

    @Test("numbers keep their text, and what is nested is JSON text")
    func texts() async throws {
        let work = try workspace(
            #"{"a":12345678901234567890.10,"b":[1, {"x":"\u0041"}],"c":9007199254740993}"#)
        try await work.run(pipeline(["name: a, type: string", "name: b, type: array", "name: c, type: integer"]))
        #expect(try work.rows() == [["12345678901234567890.10", #"[1, {"x":"\u0041"}]"#, "9007199254740993"]])
    }

    @Test("a NUL character in an escape is found, as one in the text is")
    func nul() async throws {
        let work = try workspace(#"{"a":"x\u0000y"}"#, #"{"a":"\u00e9"}"#)
        try await work.run(pipeline(["name: a, type: string"]))
        #expect(try work.rows() == [["é"]])
        #expect(try work.issues().map(\.brief) == ["1 type-error a"])
    }

    @Test(
        "a member without a field is an issue or is left out, as fieldsMatch says",
        arguments: ["exact", "equal", "superset", "subset", "partial"])
    func surplus(match: String) async throws {
        let work = try workspace(#"{"b":2,"a":1}"#, #"{"a":1,"x":2}"#, #"{"x":2}"#)
        try await work.run(pipeline(["name: a, type: integer", "name: b, type: integer"], match: match))
        let isStrict = !["subset", "partial"].contains(match)
        #expect(try work.rows() == (isStrict ? [["1", "2"]] : [["1", "2"], ["1", nil]]))
        #expect(try work.issues().map(\.brief) == (isStrict ? ["2 extra-cell", "3 extra-cell"] : ["3 missing-cell"]))
        let message =
            isStrict ? #"there is no field for the member "x""# : "no member of the object is a field of the schema"
        #expect(try work.issues().last?.message == message)
    }

    @Test("a member is found by an alias, by `from`, and in another case where that is said")
    func labels() async throws {
        let work = try workspace(#"{"Old Name":"1","B":"2","Z":"3"}"#, #"{"a":"4","b":"5","x":"6"}"#)
        var text = pipeline([
            "name: a, aliases: [\"old name\"], type: string", "name: b, type: string",
            "name: c, from: x, aliases: [z], type: string",
        ]).text
        text.replace("validate: {", with: "validate: { header: { foldCase: true },")
        try work.folder.put(text, in: "pipeline.yaml")
        try await work.run(file: "pipeline.yaml")
        #expect(try work.rows() == [["1", "2", "3"], ["4", "5", "6"]])
    }

    @Test("the rejects file is JSON Lines, and is rejected again for the same reasons")
    func rejects() async throws {
        let work = try workspace(
            #"{"a":1}"#, #"{"a":"x"}"#, "", #"[1]"#, #"{"a":1,"a":2}"#, #"{"a":1,"b":2}"#, "{\"a\": 1\r", #"{"a":3}"#)
        let text = pipeline(["name: a, type: integer"])
        try await work.run(text)
        let reasons = try work.issues().map(\.issueType)
        #expect(reasons == ["type-error", "json-error", "duplicate-member", "extra-cell", "json-error"])
        let rejects = try #require(work.bytes("rejects.csv"))
        try work.put(rejects, in: "in.jsonl")
        let second = try await work.run(text)
        #expect(second.summary.totals.accepted == 0)
        #expect(try work.issues().map(\.issueType) == reasons)
        #expect(work.bytes("rejects.csv") == rejects)
    }

    @Test("the rejects file is named after the format if nobody names it")
    func rejectsName() async throws {
        let work = try workspace("[]")
        let text = pipeline(["name: a, type: integer"]).text.replacing(
            ", rejects: rejects.csv, issues: issues.ndjson", with: "")
        try work.folder.put(text, in: "pipeline.yaml")
        let report = try await work.run(file: "pipeline.yaml")
        #expect(report.summary.rejectsFiles.map { $0.split(separator: "/").last } == ["test.rejects.jsonl"])
        #expect(report.summary.issuesFile?.hasSuffix("/test.issues.ndjson") == true)
    }

    @Test("issues and events of a run can be loaded")
    func ownFiles() async throws {
        let work = try Workspace("a\n1\nx\ny\n")
        var text = PipelineText(fields: ["name: a, type: integer"])
        text.emit = "[{ ndjson: { path: events.ndjson } }]"
        try await work.run(text)
        for file in ["issues.ndjson", "events.ndjson"] {
            var load = PipelineText(read: "{ path: \(file) }", parse: "{ format: ndjson }")
            load.sink = "sqlite: { path: \(file).db, table: t, mode: append }"
            load.issues = "more.ndjson"
            let report = try await work.run(load)
            #expect(report.exitCode == .allAccepted)
            #expect(report.summary.totals.accepted >= 2)
            #expect(try work.columns(of: "\(file).db").count >= 3)
        }
    }

    @Test("what the issue says is wrong stands at the byte that the parser stopped at")
    func places() async throws {
        let lines = [
            "[1]", "{", "{]", #"{"a" 1}"#, #"{"a":1,}"#, #"{"a":01}"#, #"{"a":tru}"#, #"{"a":"\x"}"#, #"{"a":1} 2"#,
            #"{"a":"x}"#, #"{"a":{"b":[}}"#, #"{"a":-}"#,
        ]
        let work = try Workspace()
        try work.folder.put(lines.map { $0 + "\n" }.joined(), in: "in.jsonl")
        try await work.run(pipeline(["name: a, type: string"]))
        let issues = try work.issues()
        #expect(issues.map(\.issueType) == lines.map { _ in "json-error" })
        var start = 0
        for (line, issue) in zip(lines, issues) {
            if !line.hasPrefix("[") {
                #expect(issue.message.hasSuffix("at byte \(issue.byteOffset - start + 1) of it"))
            }
            start += line.utf8.count + 1
        }
    }

    @Test("settings of delimited text are refused, and so is a severity for what cannot be loaded")
    func settings() throws {
        let work = try workspace("{}")
        for parse in [", dialect: { delimiter: ';' }", ", preambleLines: 1", ", quotedLines: 3"] {
            try work.folder.put(pipeline(["name: a"], parse: parse).text, in: "pipeline.yaml")
            #expect(throws: (any Error).self, "\(parse)") {
                try Pipeline.load(work.folder("pipeline.yaml"), environment: [:])
            }
        }
        var text = pipeline(["name: a"], parse: ", dialect: { nullSequence: x }")
        try work.folder.put(text.text, in: "pipeline.yaml")
        _ = try Pipeline.load(work.folder("pipeline.yaml"), environment: [:])
        text.severity = "{ json-error: warning }"
        try work.folder.put(text.text, in: "pipeline.yaml")
        #expect(throws: (any Error).self) { try Pipeline.load(work.folder("pipeline.yaml"), environment: [:]) }
    }
}
