import Testing
import WeirModel
import WeirSpec

@Suite("Overrides")
struct SpecOverrideTests {
    @Test("an override replaces a value, adds one, or makes the groups on the way")
    func applied() throws {
        let settings = try sample(
            "read: { path: a }\nworkers: 2\nemit:\n  - path: x\n  - path: y\ndialect:",
            set: [
                "workers=4", "read.path=[b, 'c d']", "emit.1.path=z", "dialect.delimiter=;", "target.path=new.csv",
                "name=a=b: c", "workers=5",
            ],
            name: "folder/p.yaml"
        )
        #expect(settings.workers == .value(5))
        #expect(settings.read.path == ["b", "c d"])
        #expect(settings.emit.map(\.path?.text) == ["x", "z"])
        #expect(settings.dialect.delimiter == ";")
        #expect(settings.name == "a=b: c")
        #expect(settings.target?.path?.resolved == "new.csv")
    }

    @Test("an override without a value takes a setting away")
    func cleared() throws {
        #expect(try sample("read: { path: a }\ntarget: { path: b }", set: ["target="]).target == nil)
    }

    @Test("an override replaces the whole of what it names")
    func replaced() throws {
        let settings = try sample("read: { path: a }\ndialect: { header: false }", set: ["dialect={ delimiter: ; }"])
        #expect(settings.dialect.header)
        #expect(settings.dialect.delimiter == ";")
    }

    @Test("a problem with an override is placed at the override")
    func problemsOfOverrides() {
        #expect(problems("name: a", set: ["workers"]) == ["--set workers: expected key=value, as in limits.workers=4"])
        #expect(problems("name: a", set: ["a..b=1"]) == ["--set a..b: the key has an empty part"])
        #expect(
            problems("name: a", set: ["workers=x"])
                == ["--set workers: workers: expected a whole number or auto, found \"x\""]
        )
        #expect(
            problems("name: a", set: ["formt=csv"])
                == ["--set formt: unknown setting \"formt\" (did you mean \"format\"?)"]
        )
        #expect(
            problems("name: a", set: ["name.first=b"])
                == ["--set name.first: \"first\" cannot be set: at p.yaml:1:7 there is a single value, no mapping"]
        )
        #expect(
            problems("emit: [{ path: a }]", set: ["emit.3.path=b"])
                == ["--set emit.3.path: there is no item \"3\"; the list has the items 0 to 0"]
        )
        #expect(
            problems("name: a", set: ["dialect={ headr: 1"])
                == ["--set dialect: did not find expected ',' or '}' (while parsing a flow mapping of line 1)"]
        )
    }

    @Test("an override reaches into a file that is named by $ref")
    func throughReferences() throws {
        let folder = try TemporaryFolder([
            "p.yaml": "read: { path: a }\ndialect: { $ref: d.yaml }", "d.yaml": "header: false\ndelimiter: ;",
        ])
        let document = try PipelineDocument.load(
            path: folder.path + "/p.yaml", overrides: [SpecOverride("dialect.header=true")]
        )
        let settings = try document.read(SampleSettings.self)
        #expect(settings.dialect.header)
        #expect(settings.dialect.delimiter == ";")
    }
}
