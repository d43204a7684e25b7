import GRDB
import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit
import WeirValidate
import WeirWrite

@Suite("Foreign keys in whole runs")
struct ForeignKeyRunTests {
    private static let ports = "references: { ports: { path: ports.csv } }"

    private func pipeline(
        _ fields: [String], keys: [String], references: String = ports,
        _ change: (inout PipelineText) -> Void = { _ in }
    ) -> PipelineText {
        var sections = PipelineText(fields: fields)
        sections.schema = ["foreignKeys: [\(keys.joined(separator: ", "))]"]
        sections.validate = [references]
        change(&sections)
        return sections
    }

    @Test("a row that refers to a record of another file that is not there is rejected, and says what it looked for")
    func anotherFile() async throws {
        let work = try Workspace("id,port\n1,HAM\n2,ZZZ\n3,\n4,\"A \"\"B\"\"\"\nx,YYY\n6,\n")
        try work.folder.put("name,code\nHamburg,HAM\n,\"A \"\"B\"\"\"\nnothing,\n", in: "ports.csv")
        let report = try await work.run(
            pipeline(
                ["name: id, type: integer", "name: port, type: string"],
                keys: ["{ fields: port, reference: { resource: ports, fields: code } }"]))
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.rows().map { $0[0] } == ["1", "3", "4", "6"])
        let issues = try work.issues()
        #expect(issues.map(\.brief) == ["2 foreign-key port", "5 type-error id", "5 foreign-key port"])
        #expect(issues[0].message == "no record of ports has the code \"ZZZ\"")
        #expect(issues[0].value == "ZZZ" && issues[0].reference == "ports(code)")
        #expect(work.folder.text("rejects.csv") == "id,port\n2,ZZZ\nx,YYY\n")
        var dry = RunOptions()
        dry.isDryRun = true
        let checked = try await work.run(file: "pipeline.yaml", options: dry)
        #expect(checked.summary.totals.rejected == 2, "a check finds what a run does")
    }

    @Test("a record may refer to one that comes later, to one that is rejected, and to one in another input")
    func ownTable() async throws {
        let work = try Workspace("id,parent\n1,3\n2,9\nx,1\n3,\n4,20\n5,5\n3,4\n")
        try work.folder.put("id,parent\n20,2\n21,22\n", in: "more.csv")
        let sections = pipeline(
            ["name: id, type: integer", "name: parent, type: integer"],
            keys: ["{ fields: [parent], reference: { resource: \"\", fields: [id] } }"], references: ""
        ) {
            $0.read = "{ path: [in.csv, more.csv] }"
            $0.schema.append("primaryKey: id")
        }
        try await work.run(sections)
        #expect(try work.rows().map { $0[0] } == ["1", "3", "4", "5", "20"])
        let issues = try work.issues()
        #expect(
            issues.map(\.brief) == [
                "2 foreign-key parent", "3 type-error id", "7 primary-key id", "2 foreign-key parent",
            ])
        // Record 2 is rejected, and the one that refers to it is not.
        #expect(issues[3].message == "no record of this table has the id \"22\"")
    }

    @Test("rows that are added to a table may refer to those that it has")
    func storedRows() async throws {
        let work = try Workspace("id,parent\n1,\n2,1\n")
        let sections = pipeline(
            ["name: id, type: integer", "name: parent, type: integer"],
            keys: ["{ fields: parent, reference: { fields: id } }"], references: "")
        try await work.run(sections)
        try work.folder.put("id,parent\n3,2\n4,7\n", in: "in.csv")
        try await work.run(sections)
        #expect(try work.rows().map { $0[0] } == ["1", "2", "3"])
        var replacing = sections
        replacing.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        try await work.run(replacing)
        #expect(try work.rows() == [], "what is replaced is not there any more")
    }

    @Test("a key of several fields is missing as a whole, and not looked for if one of them has no value")
    func composite() async throws {
        let work = try Workspace("land,part\nDE,1\nDE,02\nFR,2\nFR,\n,9\nFR,x\n")
        try work.folder.put("part;land\n1;DE\n2;DE\n1;FR\n9;\n", in: "ports.csv")
        let sections = pipeline(
            ["name: land", "name: part, type: integer"],
            keys: ["{ fields: [land, part], reference: { resource: ports, fields: [land, part] } }"],
            references: "references: { ports: { path: ports.csv, parse: { dialect: { delimiter: \";\" } } } }")
        try await work.run(sections)
        #expect(try work.issues().map(\.brief) == ["3 foreign-key", "6 type-error part"])
        #expect(try work.issues()[0].message == "no record of ports has (land, part) = (\"FR\", \"2\")")
        var silent = sections
        silent.issues = "{ path: issues.ndjson, values: none }"
        try await work.run(silent)
        #expect(try work.issues()[0].message == "no record of ports has the (land, part) of this one")
    }

    @Test("what a database has is read as the field that refers to it, for each type")
    func databaseTable() async throws {
        let fields = [
            "name: whole, type: integer", "name: real, type: number, decimalChar: \",\"", "name: yes, type: boolean",
            "name: day, type: date, format: \"%d.%m.%Y\"", "name: at, type: datetime", "name: hour, type: time",
            "name: text, type: string", "name: span, type: duration", "name: place, type: geopoint, format: array",
            "name: tags, type: list", "name: year, type: year",
        ]
        let row = "7;0,1;True;31.12.2023;2024-01-01T10:00:00.25+02:00;08:30:00;a \"b\"\nc;P1D;[1, 2];x,y;2024\n"
            .replacing("a \"b\"\nc", with: "\"a \"\"b\"\"\nc\"")
        let names = fields.map { $0.split(separator: ",")[0].dropFirst(6) }
        let header = names.joined(separator: ";") + "\n"
        let work = try Workspace(header + row)
        var sections = PipelineText(fields: fields)
        sections.parse = "{ dialect: { delimiter: \";\" } }"
        sections.sink = "sqlite: { path: out.db, table: known }"
        #expect(try await work.run(sections).error == nil)

        let other = "8;0,2;False;01.12.2023;2024-01-01T10:00:00Z;08:30:01;b;P2D;[1, 3];x;2025\n"
        try work.folder.put(header + row + other, in: "in.csv")
        let keys = names.map { "{ fields: \($0), reference: { resource: old, fields: \($0) } }" }
        sections.schema = ["foreignKeys: [\(keys.joined(separator: ", "))]"]
        sections.validate = ["references: { old: { table: known } }"]
        sections.sink = "sqlite: { path: out.db, table: t }"
        try await work.run(sections)
        #expect(try work.issues().map(\.brief) == names.map { "2 foreign-key \($0)" })
        #expect(try work.rows().count == 1)
    }

    @Test("a whole number is found in a column of doubles")
    func wholeDoubles() async throws {
        let work = try Workspace("k\n1\n2.5\n1e15\n")
        var sections = PipelineText(fields: ["name: k, type: number"])
        sections.sink = "sqlite: { path: out.db, table: known }"
        #expect(try await work.run(sections).error == nil)

        try work.folder.put("k\n1\n2\n1000000000000000\n", in: "in.csv")
        sections = pipeline(
            ["name: k, type: integer"], keys: ["{ fields: k, reference: { resource: old, fields: k } }"],
            references: "references: { old: { table: known } }")
        try await work.run(sections)
        #expect(try work.issues().map(\.brief) == ["2 foreign-key k"])
    }

    @Test("the result is the same whatever the workers, the batches and the memory", arguments: ["reject", "keep"])
    func bounds(policy: String) async throws {
        var random = SeededGenerator(seed: 5)
        func code(_ number: Int) -> String { "c\(number)" }
        let known = Set((0..<9_000).map { _ in Int.random(in: 0..<40_000, using: &random) })
        let parents = (0..<6_000).map { _ in Int.random(in: 0..<9_000, using: &random) }
        let ports = (0..<6_000).map { _ in Int.random(in: 0..<40_000, using: &random) }
        var text = "id,parent,port\n"
        for row in 0..<6_000 { text += "\(row * 7 % 6_000),\(parents[row]),\(code(ports[row]))\n" }
        let work = try Workspace(text)
        try work.folder.put("code\n" + known.map { code($0) + "\n" }.joined(), in: "ports.csv")
        let sections = pipeline(
            ["name: id, type: integer", "name: parent, type: integer", "name: port, type: string"],
            keys: [
                "{ fields: parent, reference: { fields: id } }",
                "{ fields: port, reference: { resource: ports, fields: code } }",
            ]
        ) {
            $0.onViolation = policy
            $0.schema.append("primaryKey: id")
        }
        // The slow obvious twin.
        let sound = (0..<6_000).filter { parents[$0] < 6_000 && known.contains(ports[$0]) }
        var outcomes: [[String]] = []
        for limits in [
            ["workers=1", "batchBytes=1MiB"], ["workers=4", "batchBytes=1KiB"],
            ["workers=4", "batchBytes=20KiB", "keyMemory=64KiB"], ["workers=1", "batchBytes=1KiB", "keyMemory=64KiB"],
        ] {
            try work.remove("out.db")
            let report = try await work.run(sections, limits.map { "limits.\($0)" })
            #expect(report.error == nil)
            #expect(report.summary.totals.accepted == (policy == "keep" ? 6_000 : sound.count))
            let missing = parents.count { $0 >= 6_000 } + ports.count { !known.contains($0) }
            #expect(report.summary.violations.count == missing)
            outcomes.append([work.folder.text("issues.ndjson") ?? "", work.folder.text("rejects.csv") ?? ""])
        }
        for outcome in outcomes { #expect(outcome == outcomes[0]) }
    }

    @Test("a table of JSON objects is read by its own settings, and the input as well")
    func jsonLines() async throws {
        let work = try Workspace(
            "{\"id\": 1, \"port\": \"HAM\", \"next\": 2}\n{\"port\": \"ZZZ\", \"id\": 2, \"next\": 7}\n")
        try work.folder.put("{\"code\": \"HAM\", \"name\": \"Hamburg\"}\n", in: "ports.jsonl")
        let sections = pipeline(
            ["name: id, type: integer", "name: port, type: string", "name: next, type: integer"],
            keys: [
                "{ fields: port, reference: { resource: ports, fields: code } }",
                "{ fields: next, reference: { fields: id } }",
            ], references: "references: { ports: { path: ports.jsonl, parse: { format: jsonl } } }"
        ) { $0.parse = "{ format: jsonl }" }
        try await work.run(sections)
        #expect(try work.issues().map(\.brief) == ["2 foreign-key port", "2 foreign-key next"])
        #expect(try work.rows().count == 1)
    }

    @Test("a warning loads the row, stop ends the run, and a rejected row leaves its key to a later one")
    func severities() async throws {
        let work = try Workspace("id,port\n1,ZZZ\n1,HAM\n")
        try work.folder.put("code\nHAM\n", in: "ports.csv")
        let sections = pipeline(
            ["name: id, type: integer", "name: port"],
            keys: ["{ fields: port, reference: { resource: ports, fields: code } }"]
        ) { $0.schema.append("primaryKey: id") }
        try await work.run(sections)
        #expect(try work.rows() == [["1", "HAM"]])
        try work.remove("out.db")
        var warned = sections
        warned.severity = "{ foreign-key: warning }"
        try await work.run(warned)
        #expect(try work.rows() == [["1", "ZZZ"]])
        #expect(try work.issues().map(\.severity) == ["warning", "error"])
        var stopped = sections
        stopped.onViolation = "stop"
        #expect(try await work.run(stopped).error?.code.rawValue == "validate.violation")
    }

    @Test("what cannot be read is said before the first row")
    func unreadable() async throws {
        let work = try Workspace("id,port\n1,HAM\n")
        func failure(_ references: String, _ key: String = "{ resource: ports, fields: code }") async throws -> String {
            do {
                let report = try await work.run(
                    pipeline(
                        ["name: id", "name: port"], keys: ["{ fields: port, reference: \(key) }"],
                        references: references))
                return report.error.map { "\($0.code): \($0.message)" } ?? "none"
            } catch let error as WeirError {
                return "\(error.code): \(error.message)"
            } catch let problems as SpecProblems {
                return problems.problems.map(\.message).joined(separator: "; ")
            }
        }
        #expect(try await failure(Self.ports) == "read.notFound: There is no such file.")
        try work.folder.put("name\nHamburg\n", in: "ports.csv")
        #expect(try await failure(Self.ports).hasPrefix("validate.header: "))
        #expect(
            try await failure("references: { ports: { table: ports } }").hasSuffix(
                "out.db, table ports cannot be read: unable to open database file"))
        try await work.run()
        #expect(
            try await failure("references: { ports: { table: t } }").hasSuffix(
                "out.db, table t cannot be read: no such column: t.code"))
        #expect(
            try await failure("references: { port: { path: ports.csv } }")
                == "validate.schema.foreignKeys.0.reference.resource: the table \"ports\" is not declared in "
                + "validate.references (did you mean \"port\"?)")
        #expect(
            try await failure("references: { ports: { path: ports.csv, table: t } }").contains("not both"))
        #expect(
            try await failure(
                "references: { ports: { path: ports.csv, schema: { fields: [{ name: code, type: integer }] } } }")
                == "validate.schema.foreignKeys.0.reference.fields: \"port\" is a text and refers to \"code\" of "
                + "\"ports\", which is an integer")
        #expect(
            try await failure("", "{ fields: port }") == "none", "a field may refer to itself")
    }

    @Test("input that can be read only once cannot refer to itself")
    func pipes() async throws {
        let work = try Workspace("id,parent\n")
        let sections = pipeline(
            ["name: id", "name: parent"], keys: ["{ fields: parent, reference: { fields: id } }"], references: ""
        ) { $0.read = "{ path: \"-\" }" }
        try work.folder.put(sections.text, in: "pipeline.yaml")
        let pipeline = try Pipeline.load(work.folder("pipeline.yaml"), environment: [:])
        let error = #expect(throws: WeirError.self) { try PipelineRun(pipeline) }
        #expect(error?.code == .validateBadReference)
        #expect(error?.hint == "store it in a file first")
    }

    @Test("explain says what is read first and what its keys cost")
    func explained() throws {
        let work = try Workspace("id,port\n")
        try work.folder.put("code\n", in: "ports.csv")
        let sections = pipeline(
            ["name: id", "name: port"], keys: ["{ fields: port, reference: { resource: ports, fields: code } }"])
        try work.folder.put(sections.text, in: "pipeline.yaml")
        let pipeline = try Pipeline.load(work.folder("pipeline.yaml"), environment: [:])
        let explanation = try Explanation(PipelineRun(pipeline, cores: 2))
        #expect(explanation.references == [work.folder("ports.csv")])
        #expect(explanation.text.contains("read before the first row: \(work.folder("ports.csv"))\n"))
        #expect(explanation.keys.map(\.name) == ["foreign key (port) to ports (code)"])
    }
}
