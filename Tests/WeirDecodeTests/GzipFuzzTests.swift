import Testing
import WeirDecode
import WeirModel
import WeirTestKit

/// Damaged gzip data of which nobody knows what comes out.
@Suite("Damaged gzip data")
struct GzipFuzzTests {
    @Test("the end is the same for every cut, and what comes before the damage is what was packed")
    func mutated() {
        for seed in FuzzSeeds("gzip", least: 300) {
            var numbers = SeededNumbers(state: seed)
            let plain = (0..<Int.random(in: 0..<4, using: &numbers)).map { _ in text(&numbers) }
            var stored = plain.flatMap { gzipMember($0) }
            let isWhole = damage(&stored, &numbers)
            // As much of a text is looked at for its encoding as an output has, so all have the same.
            let whole = DecodeRun([stored], settings: DecodeSettings(compression: .gzip), outputBytes: 33)
            let packed = Array(plain.joined())
            if isWhole, !stored.isEmpty {
                #expect(whole.error == nil && (whole.texts.first?.bytes ?? []) == packed, "seed \(seed)")
            }
            for size in [1, 2, 7, 64] {
                let run = DecodeRun([stored], size: size, settings: DecodeSettings(compression: .gzip), outputBytes: 33)
                #expect(run == whole, "seed \(seed), size \(size)")
                #expect(
                    run.error?.position == whole.error?.position || run.error?.code == .decodeCorrupt, "seed \(seed)")
                #expect(run.isSeamless)
            }
        }
    }

    private func text(_ numbers: inout SeededNumbers) -> [UInt8] {
        let words = ["id,name\n", "1,Zoë\n", "aaaaaaaaaaaaaaaaaaaaaaaa", "\n", "\0"]
        return (0..<Int.random(in: 0..<30, using: &numbers)).flatMap { _ in
            Array((words.randomElement(using: &numbers) ?? "").utf8)
        }
    }

    /// Changes a few bytes, cuts, repeats, or adds; says whether what is left is whole.
    private func damage(_ stored: inout [UInt8], _ numbers: inout SeededNumbers) -> Bool {
        guard !stored.isEmpty else { return true }
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0:
            stored += [UInt8](repeating: 0, count: Int.random(in: 0..<20, using: &numbers))
            return true
        case 1: stored.removeLast(Int.random(in: 1...stored.count, using: &numbers))
        case 2:
            stored += (0..<Int.random(in: 1..<9, using: &numbers)).map { _ in .random(in: 0...255, using: &numbers) }
        case 3: stored.remove(at: .random(in: 0..<stored.count, using: &numbers))
        default:
            for _ in 0..<Int.random(in: 1..<4, using: &numbers) {
                stored[.random(in: 0..<stored.count, using: &numbers)] = .random(in: 0...255, using: &numbers)
            }
        }
        return false
    }
}
