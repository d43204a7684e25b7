import Testing
import WeirModel
import WeirSpec

@Suite("Environment")
struct SpecEnvironmentTests {
    @Test("${NAME} is replaced anywhere in a text, and $${ is a plain ${")
    func replaced() throws {
        let settings = try sample(
            "name: a-${X}-$${X}-$X-${Y}\nread: { path: '${P}' }\nworkers: ${N}",
            environment: ["X": "1$${X}${Y}", "Y": "", "P": "a b", "N": "3"]
        )
        #expect(settings.name == "a-1$${X}${Y}-${X}-$X-")
        #expect(settings.read.path == ["a b"])
        #expect(settings.workers == .value(3))
    }

    @Test("a variable that is not set is a problem, and so is half a name")
    func notSet() {
        #expect(
            problems("name: ${GONE}\nformat: a${B\ntarget: { path: '${1x}' }") == [
                "p.yaml:1:7: environment variable GONE is not set",
                "p.yaml:2:9: \"${\" without \"}\"; write $${ for a plain ${",
                "p.yaml:3:17: \"1x\" is no name of an environment variable; write $${ for a plain ${",
            ]
        )
    }

    @Test("an empty variable is an empty text, not nothing")
    func empty() throws {
        #expect(try sample("name: ${E}\nread: { path: a }", environment: ["E": ""]).name == "")
    }

    @Test("a value from the environment is never shown")
    func secret() {
        let found = problems(
            "format: ${S}\nworkers: ${S}\nratio: \"${S}\"\ndialect: { delimiter: '${S}', quoteChar: '${S}' }",
            environment: ["S": "hunter2"]
        )
        #expect(
            found == [
                "p.yaml:1:9: format: expected csv, tsv or xlsx, found \"${S}\"",
                "p.yaml:2:10: workers: expected a whole number or auto, found \"${S}\"",
                "p.yaml:3:8: ratio: expected a number, found the text \"${S}\"",
                "p.yaml:4:12: dialect.delimiter: ${S} is the quote character",
            ]
        )
    }

    @Test("a value that is nearly a choice is not betrayed by a suggestion")
    func noSuggestionFromSecrets() {
        #expect(
            problems("format: ${S}", environment: ["S": "cvs"])
                == ["p.yaml:1:9: format: expected csv, tsv or xlsx, found \"${S}\""]
        )
    }

    @Test("a field name from the environment is not shown, and what an alias repeats is told once")
    func secretFieldName() {
        let text =
            "schema: { fields: [&a { name: '${S}' }, *a, { name: '${GONE}' }] }\nemit: [&b { path: '${GONE}' }, *b]"
        #expect(
            problems(text, environment: ["S": "hunter2"]) == [
                "p.yaml:1:31: schema.fields.1: the field name \"${S}\" is there twice, first at p.yaml:1:31",
                "p.yaml:1:53: environment variable GONE is not set",
                "p.yaml:2:19: environment variable GONE is not set",
            ]
        )
    }

    @Test("a document hides its secrets in any text")
    func redacting() throws {
        let document = try PipelineDocument.parse(
            "a: ${S}\nb: x${T}", name: "p", environment: SpecEnvironment(["S": "abc", "T": "xabcx"])
        )
        #expect(document.redacting("open xabcx: abc failed") == "open ${T}: ${S} failed")
    }
}
