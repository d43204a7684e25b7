import Foundation
import Testing
import Weir
import WeirModel
import WeirSpec

@Suite("The article of limits")
struct LimitsArticleTests {
    @Test("has each setting of the section, and no other")
    func settings() throws {
        let article = try Catalog.article("Limits")
        let named = Set(article.matches(of: /`limits\.(\w+)`/).map { String($0.1) })
        #expect(named == Set(LimitSettings.settings.map(\.name)))
    }

    @Test("names codes that there are")
    func codes() throws {
        let known = Set(ErrorCatalog.entries.map(\.code.rawValue))
        let article = try Catalog.article("Limits")
        for code in article.matches(of: /`((?:parse|decode|zip|validate|write|spec)\.\w+)`/) {
            let name = String(code.1)
            #expect(known.contains(name) || name == "validate.errorBudget", "Limits.md names \(name)")
        }
    }

    @Test("the bound on memory that is shown is the one that is computed")
    func bound() throws {
        let spec = try Pipeline.load(Catalog.root.appending(path: "Pipelines/flights.yaml").path, environment: [:])
        let text = try Explanation(PipelineRun(spec, cores: 2)).text
        let line = try #require(text.split(separator: "\n").first { $0.contains("  memory: at most") })
        #expect(try Catalog.article("Memory").contains(line), "Memory.md should show: \(line)")
    }
}
