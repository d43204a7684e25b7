import Foundation
import Testing
import WeirModel
import WeirTestKit
import WeirZip

@Suite("Zip archives that were damaged")
struct ZipFuzzTests {
    @Test("any damage ends in a named error or in the right bytes")
    func damage() throws {
        let folder = try TemporaryFolder()
        let text = Array(String(repeating: "a line of text, 1234\n", count: 200).utf8)
        var wide = ZipWriter.Entry("wide.txt", text)
        wide.isWide = true
        wide.hasDescriptor = true
        var stored = ZipWriter.Entry("stored.txt", text)
        stored.isDeflated = false
        var writer = ZipWriter([ZipWriter.Entry("a.txt", text), wide, stored])
        let plain = writer.bytes
        writer.isWide = true
        let base = [plain, writer.bytes]
        for seed in FuzzSeeds("zip", least: 400) {
            var random = SeededGenerator(seed: seed)
            var bytes = base[Int(seed % 2)]
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, &random) }
            try Data(bytes).write(to: URL(fileURLWithPath: folder("a.zip")))
            for outcome in Self.contents(folder("a.zip")) {
                switch outcome {
                // What passes the checksum is what was packed, unless an empty piece was made of it.
                case .success(let contents): #expect(contents == text || contents.isEmpty, "seed \(seed)")
                case .failure(let error): #expect(error.code.rawValue.hasPrefix("zip."), "seed \(seed)")
                }
            }
        }
    }

    /// What each entry of an archive has, or what is wrong with it or with the archive.
    private static func contents(_ path: String) -> [Result<[UInt8], WeirError>] {
        do throws(WeirError) {
            let archive = try ZipArchive(path: path, limits: ZipLimits(entryBytes: 1 << 20))
            return archive.entries.map { entry in
                Result { () throws(WeirError) in try archive.contents(of: entry, limit: 1 << 20) }
            }
        } catch {
            return [.failure(error)]
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        // The directory and the headers are where damage is told from data.
        let place =
            Bool.random(using: &random)
            ? Int.random(in: max(bytes.count - 300, 0)..<bytes.count, using: &random)
            : Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &random), bytes.count))
        case 3: bytes.insert(contentsOf: bytes[place..<min(place + 30, bytes.count)], at: place)
        default: for index in place..<min(place + 4, bytes.count) { bytes[index] = 0xFF }
        }
    }
}
