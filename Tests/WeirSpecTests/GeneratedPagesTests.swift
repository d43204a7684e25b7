import Foundation
import Testing
import WeirModel
import WeirSpec

@Suite("Reference page and JSON Schema")
struct GeneratedPagesTests {
    @Test("the page has a row per setting with its type, its default and its meaning")
    func page() {
        let page = ReferencePage(title: "Pipeline", SampleSettings.self).markdown
        #expect(
            page.hasPrefix(
                "# Pipeline\n\nA pipeline.\n\n| Setting | Type | Default | Meaning |\n| --- | --- | --- | --- |\n"))
        for row in [
            "| `name` | a text | `\"unnamed\"` | The name. |",
            "| `format` | `csv`, `tsv`, `xlsx` | `csv` | The format. |",
            "| `workers` | a whole number or `auto` | `auto` | How many workers. |",
            "| `memory` | a size such as 64MiB, 1 kB or 4096 | `64MiB` | How much memory. |",
            "| `delimiter` | a text; optional |  | What stands between cells \\| or not. |",
            "| `headerRows` | list of: a whole number | `[1]` | Which rows are the header. |",
        ] {
            #expect(page.contains("\n\(row)\n"))
        }
        for section in ["dialect", "target", "emit", "schema.fields.constraints"] {
            #expect(page.contains("\n## `\(section)`\n"))
        }
        #expect(page.contains("`primaryKey`") && page.contains("\n## `schema.foreignKeys.reference`\n"))
    }

    @Test("the JSON Schema is valid JSON and knows each setting with its default")
    func schema() throws {
        let text = JSONSchema(title: "Pipeline", SampleSettings.self).text
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(root["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
        #expect(root["additionalProperties"] as? Bool == false)
        let properties = try #require(root["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(SampleSettings.settings.map(\.name) + ["$ref"]))
        #expect(properties["name"]?["default"] as? String == "unnamed")
        #expect(properties["workers"]?["default"] as? String == "auto")
        #expect(properties["ratio"]?["default"] as? Double == 0.5)
        #expect(properties["memory"]?["default"] as? String == "64MiB")
        let dialect = try #require(properties["dialect"]?["properties"] as? [String: [String: Any]])
        #expect(dialect["quoteChar"]?["default"] as? String == "\"")
        #expect(dialect["header"]?["default"] as? Bool == true)
        #expect(dialect["headerRows"]?["default"] as? [Int] == [1])
        #expect(dialect["delimiter"]?["default"] == nil)
    }

    @Test("a default that is written out reads as the default")
    func defaultsAreReal() throws {
        let defaults = SampleSettings()
        let text = """
            read: { path: a }
            name: \(defaults.name.rendered)
            format: \(defaults.format.rendered)
            dialect: { quoteChar: \(defaults.dialect.quoteChar.rendered), headerRows: \(defaults.dialect.headerRows.rendered) }
            workers: \(defaults.workers.rendered)
            memory: \(defaults.memory.rendered)
            ratio: \(defaults.ratio.rendered)
            """
        let settings = try sample(text)
        #expect(settings.name == defaults.name)
        #expect(settings.format == defaults.format)
        #expect(settings.dialect.quoteChar == defaults.dialect.quoteChar)
        #expect(settings.dialect.headerRows == defaults.dialect.headerRows)
        #expect(settings.workers == defaults.workers)
        #expect(settings.memory == defaults.memory)
        #expect(settings.ratio == defaults.ratio)
    }

    @Test("any text survives being rendered and read again")
    func renderedTexts() throws {
        for text in [
            "", "null", "a\"b\\c", "\t\r\n\u{0}\u{7F}\u{85}\u{FEFF}", "é€😀", "*x", "# no", "a: b", "\u{2028}", "$${A}",
        ] {
            // The environment is asked for ${...} afterwards, so the one with a dollar is escaped once.
            let expected = text.replacing("$${", with: "${")
            #expect(try sample("read: { path: a }\nname: \(text.rendered)").name == expected)
        }
    }
}
