import Foundation
import Testing
import Weir
import WeirModel
import WeirSpec

/// What can be checked of texts that people write.
@Suite("Articles")
struct ArticleTests {
    @Test("each link leads to an article, and each article is linked on the first page")
    func links() throws {
        let names = try Catalog.names()
        for name in names {
            for link in try Catalog.article(name).matches(of: /<doc:(\w+)>/) {
                #expect(names.contains(String(link.1)), "\(name).md links to \(link.1)")
            }
        }
        let landing = try Catalog.article("Weir")
        for name in names where name != "Weir" {
            #expect(landing.contains("- <doc:\(name)>"), "Weir.md does not list \(name)")
        }
    }

    @Test("each pipeline and each file of tests that is shown can be read")
    func pipelines() throws {
        var texts = [("README", try Catalog.readme())]
        for name in try Catalog.names() { texts.append((name, try Catalog.article(name))) }
        for (name, text) in texts {
            for block in Catalog.blocks("yaml", in: text) {
                if block.hasPrefix("tests:") {
                    #expect(throws: Never.self, "\(name).md: \(block)") {
                        _ = try PipelineDocument.parse(block, name: "example.test.yaml").read(PipelineTestFile.self)
                    }
                    continue
                }
                // Most articles show one section; the rest is what every pipeline needs.
                var pipeline = block
                if !"\n\(block)".contains("\nread:") { pipeline += "read: { path: x.csv }\n" }
                if !"\n\(block)".contains("\nwrite:") { pipeline += "write: { null: {} }\n" }
                #expect(throws: Never.self, "\(name).md: \(block)") {
                    _ = try PipelineDocument.parse(
                        pipeline, name: "example.yaml", environment: SpecEnvironment(["DATA": "d"])
                    )
                    .read(PipelineSpec.self)
                }
            }
        }
    }

    @Test("the article of a stage names each of its error codes")
    func stageErrors() throws {
        let articles = [
            "spec": "PipelineFile", "read": "Read", "zip": "Decode", "decode": "Decode", "parse": "Parse",
            "validate": "Validate",
            "write": "Write", "emit": "Emit", "infer": "Infer", "weir": "ExitCodes", "server": "Service",
        ]
        for entry in ErrorCatalog.entries {
            let code = entry.code.rawValue
            let name = try #require(articles[String(code.prefix { $0 != "." })], "no article is about \(code)")
            #expect(try Catalog.article(name).contains("`\(code)`"), "\(name).md does not name \(code)")
        }
    }

    @Test("each issue code has a section and each exit code a row")
    func codes() throws {
        let issues = try Catalog.article("IssueCodes")
        for code in IssueCode.allCases { #expect(issues.contains("\n## \(code.rawValue)\n")) }
        let exits = try Catalog.article("ExitCodes")
        for code in ExitCode.allCases { #expect(exits.contains("\n| \(code.rawValue) |")) }
    }

    @Test("each file and folder that is named is there", arguments: ["README", "Development"])
    func paths(name: String) throws {
        let text = try name == "README" ? Catalog.readme() : Catalog.article(name)
        for path in text.matches(of: /`((?:Sources|Tests|Pipelines|Benchmarks|\.ci)\/[\w.\/+-]*)`/) {
            #expect(Catalog.holds(String(path.1)), "\(name).md names \(path.1)")
        }
        // The table of stages: the folder in the second column, the file to read first in the third.
        for row in text.matches(of: /\n\| \w+ \| `(Sources\/\w+)`[^|]*\| `([\w+]+\.swift)` \|/) {
            #expect(Catalog.holds("\(row.1)/\(row.2)"), "\(name).md names \(row.1)/\(row.2)")
        }
    }

    @Test("the example of a flow is the one that is compiled and run here")
    func example() async throws {
        let source = try String(
            contentsOf: Catalog.root.appending(path: "Tests/WeirDocsTests/WordCount.swift"), encoding: .utf8)
        let blocks = Catalog.blocks("swift", in: try Catalog.article("BuildingAFlow"))
        #expect(!blocks.isEmpty)
        for block in blocks { #expect(source.contains(block)) }

        let words = try await countWords(in: "a weir is a low dam: it regulates a stream\nand measures it", workers: 2)
        #expect(words["a"] == 3)
        #expect(words["it"] == 2)
        #expect(words["stream"] == 1)
        #expect(words.count == 10)
    }
}
