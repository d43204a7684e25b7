import Foundation
import Testing

@testable import WeirServer

@Suite("The web page")
struct PageFileTests {
    @Test("every file of the page is served, and nothing else")
    func complete() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/WeirServer/Resources/page")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let expected = names.map { $0 == "index.html" ? "/" : "/assets/\($0)" }
        #expect(Set(PageFile.all.map(\.path)) == Set(expected))
    }
}
