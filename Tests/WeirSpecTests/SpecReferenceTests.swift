import Testing
import WeirModel
import WeirSpec

@Suite("References and files")
struct SpecReferenceTests {
    @Test("$ref loads a file relative to the one that names it, and so do the paths in it")
    func nested() throws {
        let folder = try TemporaryFolder([
            "p.yaml": "read: { path: a }\ntarget: { $ref: target.yaml }\ndialect: { $ref: \"${D}.json\" }",
            "target.yaml": "path: out.csv",
            "dialect.json": "{\"delimiter\": \";\"}",
        ])
        let document = try PipelineDocument.load(
            path: folder.path + "/p.yaml", environment: SpecEnvironment(["D": "dialect"])
        )
        let settings = try document.read(SampleSettings.self)
        #expect(settings.target?.path?.resolved == folder.path + "/out.csv")
        #expect(settings.dialect.delimiter == ";")
    }

    @Test("a problem in a file that is named by $ref is placed in that file")
    func positions() throws {
        let folder = try TemporaryFolder([
            "p.yaml": "read: { path: a }\ndialect: { $ref: d.yaml }", "d.yaml": "header: true\nheadr: 1",
        ])
        #expect(
            try Self.problems(folder.path)
                == ["d.yaml:2:1: unknown setting \"headr\" in dialect (did you mean \"header\"?)"]
        )
    }

    @Test("a file that is missing, broken, a folder, an address or itself is refused where it is named")
    func refused() throws {
        let folder = try TemporaryFolder([
            "p.yaml": """
            read: { path: a }
            dialect: { $ref: gone.yaml }
            target: { $ref: broken.yaml }
            schema: { $ref: loop.yaml }
            emit:
              - { $ref: . }
              - { $ref: "https://example.org/a.json" }
              - { $ref: [a] }
              - { $ref: fine.yaml, path: x }
            """,
            "broken.yaml": "a: [",
            "loop.yaml": "fields: { $ref: p.yaml }",
            "fine.yaml": "path: a",
        ])
        let found = try Self.problems(folder.path)
        #expect(
            found == [
                "broken.yaml:2:1: did not find expected node content (while parsing a flow node of line 2)",
                "loop.yaml:1:17: \"p.yaml\" names itself, directly or by other files",
                "p.yaml:2:18: \"gone.yaml\": there is no such file",
                "p.yaml:6:13: \".\": this is a directory, not a file",
                "p.yaml:7:13: $ref must name a file, without address or fragment, found \"https://example.org/a.json\"",
                "p.yaml:8:13: expected the path of a file, found a list",
                "p.yaml:9:24: \"path\" cannot stand beside $ref; write it in the file that $ref names",
            ]
        )
    }

    @Test("files that name each other many times are stopped")
    func manyReferences() throws {
        var files = ["p.yaml": "name: [{ $ref: f0 }, { $ref: f0 }]"]
        for level in 0..<30 { files["f\(level)"] = "- { $ref: f\(level + 1) }\n- { $ref: f\(level + 1) }" }
        files["f30"] = "x"
        let folder = try TemporaryFolder(files)
        #expect(try Self.problems(folder.path).contains { $0.hasSuffix("more than 100 files are named by $ref") })
    }

    @Test("a pipeline file that is not there, a folder or too long ends the run")
    func unreadable() throws {
        let folder = try TemporaryFolder(["long.yaml": String(repeating: "#", count: (4 << 20) + 1)])
        for (name, code) in [
            ("gone.yaml", ErrorCode.specNotFound), ("", .specUnreadable), ("long.yaml", .specTooLarge),
            ("long.yaml/x", .specNotFound),
        ] {
            let path = folder.path + "/" + name
            #expect { try PipelineDocument.load(path: path) } throws: { error in
                let error = error as? WeirError
                return error?.code == code && error?.position?.file == path
            }
        }
    }

    private static func problems(_ folder: String) throws -> [String] {
        let document = try PipelineDocument.load(path: folder + "/p.yaml", environment: SpecEnvironment([:]))
        do {
            _ = try document.read(SampleSettings.self)
            return []
        } catch {
            return error.problems.map { $0.description.replacing(folder + "/", with: "") }
        }
    }
}
