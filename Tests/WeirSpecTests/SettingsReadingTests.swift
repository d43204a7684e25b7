import Testing
import WeirModel
import WeirSpec

@Suite("Reading settings")
struct SettingsReadingTests {
    @Test("each kind of setting is read")
    func allKinds() throws {
        let settings = try sample(
            """
            name: no
            read: { path: [a.csv, "*.csv"] }
            format: tsv
            dialect: { delimiter: ",", header: false, headerRows: [1, 2] }
            target: { path: out.csv }
            emit:
              - path: "-"
              - { path: /abs/b }
            workers: 4
            memory: 1 kB
            ratio: 1e-2
            """,
            name: "folder/p.yaml"
        )
        #expect(settings.name == "no")
        #expect(settings.read.path == ["a.csv", "*.csv"])
        #expect(settings.format == .tsv)
        #expect(settings.dialect.delimiter == ",")
        #expect(!settings.dialect.header)
        #expect(settings.dialect.headerRows == [1, 2])
        #expect(settings.target?.path?.resolved == "folder/out.csv")
        #expect(settings.emit.map(\.path?.resolved) == ["-", "/abs/b"])
        #expect(settings.workers == .value(4))
        #expect(settings.memory.bytes == 1000)
        #expect(settings.ratio == 0.01)
    }

    @Test("what is not written keeps its default")
    func defaults() throws {
        let settings = try sample("read: { path: a }\ndialect:\ntarget: ~\nemit:\nworkers: auto")
        #expect(settings.name == "unnamed")
        #expect(settings.dialect.headerRows == [1])
        #expect(settings.target == nil)
        #expect(settings.emit.isEmpty)
        #expect(settings.workers == .auto)
        #expect(settings.memory == ByteSize(bytes: 64 << 20))
    }

    @Test("a single value counts as a list of one")
    func listOfOne() throws {
        let settings = try sample("read: { path: a.csv }\nemit: { path: b }\ndialect: { headerRows: 3 }")
        #expect(settings.read.path == ["a.csv"])
        #expect(settings.emit.count == 1)
        #expect(settings.dialect.headerRows == [3])
    }

    @Test(
        "a text setting takes any single value as its text",
        arguments: ["no", "1", "1.50", "true", "0x1F", "2024-01-01"])
    func textsStayAsWritten(text: String) throws {
        #expect(try sample("name: \(text)\nread: { path: a }").name == text)
    }

    @Test("an unknown setting is refused with the one that was meant")
    func unknownSetting() {
        #expect(
            problems("dialect:\n  delimeter: ','\n  xyz: 1\nformt: csv") == [
                "p.yaml:2:3: unknown setting \"delimeter\" in dialect (did you mean \"delimiter\"?)",
                "p.yaml:3:3: unknown setting \"xyz\" in dialect",
                "p.yaml:4:1: unknown setting \"formt\" (did you mean \"format\"?)",
            ]
        )
    }

    @Test("a value of the wrong type is refused where it stands")
    func wrongTypes() {
        let text = """
            name: [a]
            format: tvs
            dialect: { header: yes, headerRows: [1, abc, "2"] }
            target: out.csv
            workers: many
            memory: 64 parsecs
            ratio: nan
            """
        #expect(
            problems(text) == [
                "p.yaml:1:7: name: expected a text, found a list",
                "p.yaml:2:9: format: expected csv, tsv or xlsx, found \"tvs\" (did you mean \"tsv\"?)",
                "p.yaml:3:20: dialect.header: expected true or false, found \"yes\"",
                "p.yaml:3:41: dialect.headerRows.1: expected a whole number, found \"abc\"",
                "p.yaml:3:46: dialect.headerRows.2: expected a whole number, found the text \"2\"",
                "p.yaml:4:9: target: expected a mapping of settings, found \"out.csv\"",
                "p.yaml:5:10: workers: expected a whole number or auto, found \"many\"",
                "p.yaml:6:9: memory: expected a size such as 64MiB, 1 kB or 4096, found \"64 parsecs\"",
                "p.yaml:7:8: ratio: expected a number, found \"nan\"",
            ]
        )
    }

    @Test("nothing is no value for a setting that needs one")
    func nullForAText() {
        #expect(problems("name:") == ["p.yaml:1:6: name: expected a text, found nothing"])
        #expect(problems("workers: null") == ["p.yaml:1:10: workers: expected a whole number or auto, found nothing"])
    }

    @Test("a choice that is nearly right is refused with the one that was meant")
    func nearChoice() {
        #expect(
            problems("format: xslx")
                == ["p.yaml:1:9: format: expected csv, tsv or xlsx, found \"xslx\" (did you mean \"xlsx\"?)"]
        )
    }

    @Test("a number that does not fit is refused, never wrapped")
    func overflow() {
        #expect(
            problems("dialect: { headerRows: 99999999999999999999 }\nmemory: 9999999999999TiB") == [
                "p.yaml:1:24: dialect.headerRows: the number \"99999999999999999999\" is too large",
                "p.yaml:2:9: memory: the size \"9999999999999TiB\" is too large",
            ]
        )
        #expect(problems("memory: 0") == ["p.yaml:1:9: memory: the size must be greater than 0"])
    }

    @Test("what a group says of itself is placed at the setting, or at the group")
    func groupProblems() {
        #expect(
            problems("dialect:\n  header: true\n  delimiter: '\"'\nemit:\n  - {}") == [
                "p.yaml:3:3: dialect.delimiter: \" is the quote character",
                "p.yaml:5:5: emit.0.path: must be given",
            ]
        )
    }

    @Test("a group that is not written at all is checked too")
    func absentGroup() {
        #expect(throws: SpecProblems.self) { try sample("name: a") }
        do {
            _ = try sample("name: a")
        } catch {
            #expect("\(error)" == "p.yaml:1:1: read.path: no input is named")
        }
    }

    @Test("a value that cannot be read does not bring a second problem about its default")
    func noConsequences() throws {
        let document = try PipelineDocument.parse("read: { path: { a: 1 } }", name: "p.yaml")
        let (_, problems) = SpecReader.read(SampleSettings.self, from: document.root)
        #expect(problems.map(\.description) == ["p.yaml:1:15: read.path: expected a text, found a mapping"])
    }

    @Test("all problems make one error with the first position")
    func oneError() {
        let problems = SpecProblems([
            SpecProblem("b", at: .init(file: "p", line: 10, column: 1)),
            SpecProblem("a", at: .init(file: "p", line: 9, column: 3)),
        ])
        #expect(problems.description == "p:9:3: a\np:10:1: b")
        #expect(problems.error.code == .specInvalid)
        #expect(problems.error.position == .init(file: "p", line: 9, column: 3))
    }

    @Test(
        "a size is read with its unit and shown with the largest that leaves it whole",
        arguments: [
            ("64MiB", 64 << 20, "64MiB"), ("1 kB", 1000, "1kB"), ("4096", 4096, "4KiB"), ("1kib", 1024, "1KiB"),
            ("2GB", 2_000_000_000, "2GB"), ("7", 7, "7"), ("3 B", 3, "3"), ("1536", 1536, "1536"),
        ]
    )
    func sizes(text: String, bytes: Int, shown: String) throws {
        let settings = try sample("memory: \(text)\nread: { path: a }")
        #expect(settings.memory.bytes == bytes)
        #expect(settings.memory.rendered == shown)
    }

    @Test("an empty path and one with NUL are refused")
    func badPaths() {
        #expect(problems("target: { path: '' }") == ["p.yaml:1:17: target.path: a path must not be empty"])
        #expect(
            problems("target: { path: \"a\\0b\" }")
                == ["p.yaml:1:17: target.path: a path must not contain the character NUL"]
        )
    }
}
