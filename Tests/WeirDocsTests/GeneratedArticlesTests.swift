import Foundation
import Testing
import Weir
import WeirSpec

/// Articles that are made of declarations in the code, so that they cannot say anything else.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter WeirDocsTests` writes them anew.
@Suite("Generated articles")
struct GeneratedArticlesTests {
    @Test("the settings of a pipeline file are as they are declared")
    func settings() throws {
        try expect(ReferencePage(title: "All settings", PipelineSpec.self).markdown, isArticle: "PipelineSettings")
    }

    @Test("the settings of a file of tests are as they are declared")
    func testSettings() throws {
        try expect(
            ReferencePage(title: "Settings of tests", PipelineTestFile.self).markdown,
            isArticle: "PipelineTestSettings")
    }

    @Test("the error codes are those of the catalog")
    func errorCodes() throws {
        try expect(ErrorCodesArticle.markdown, isArticle: "ErrorCodes")
    }

    private func expect(_ markdown: String, isArticle name: String) throws {
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try markdown.write(to: Catalog.url(name), atomically: true, encoding: .utf8)
        }
        let isCurrent = try Catalog.article(name) == markdown
        #expect(isCurrent, "\(name).md is out of date: RECORD_SNAPSHOTS=1 swift test --filter WeirDocsTests")
    }
}
