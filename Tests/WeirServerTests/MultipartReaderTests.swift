import Testing
import WeirTestKit

@testable import WeirServer

@Suite("Multipart bodies")
struct MultipartReaderTests {
    private static let body =
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b\r\n"
        + "content-disposition: form-data; name=\"file\"; filename=\"x;\\\"y.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        + "1,2\r\n--\r\n--c\r\n--b--\r\nepilogue"

    private func events(_ body: String, pieces size: Int) throws -> [MultipartReader.Event] {
        var reader = try MultipartReader(boundary: "b")
        var events: [MultipartReader.Event] = []
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.push(bytes[start..<min(start + size, bytes.count)])
            while let event = try reader.next() {
                if case .bytes(let more) = event, case .bytes(let before) = events.last {
                    events[events.count - 1] = .bytes(before + more)
                } else {
                    events.append(event)
                }
            }
        }
        return events
    }

    @Test("any pieces give the same parts", arguments: [1, 2, 3, 5, 7, 16, 64, 1000])
    func pieces(size: Int) throws {
        #expect(
            try events(Self.body, pieces: size) == [
                .part(name: "a", fileName: nil), .bytes(Array("one".utf8)), .partEnd,
                .part(name: "file", fileName: "x;\"y.csv"), .bytes(Array("1,2\r\n--\r\n--c".utf8)), .partEnd, .end,
            ])
    }

    @Test("too many parts and too long headers are refused")
    func limits() throws {
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        #expect(throws: ServiceProblem.self) {
            try events(String(repeating: part, count: 17) + "--b--\r\n", pieces: 100)
        }
        #expect(throws: ServiceProblem.self) {
            try events("--b\r\nX: " + String(repeating: "y", count: 9000), pieces: 100)
        }
    }
}
