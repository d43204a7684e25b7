import Testing
import WeirModel

@testable import WeirValidate

@Suite("Short texts that are allowed")
struct ShortTextTableTests {
    /// The rows of a tile of these texts that are not in the set, by the table; `nil` if there is no table.
    private func others(in texts: [[UInt8]], allowed: [[UInt8]]) -> [Int]? {
        guard let table = ShortTextTable(allowed) else { return nil }
        let bytes = texts.flatMap { $0 } + [UInt8](repeating: 0xAA, count: 64)
        var offset = 0
        var slices: [TextSlice] = []
        var words: [UInt64] = []
        for text in texts {
            slices.append(TextSlice(offset: offset, count: text.count))
            words.append(bytes[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
            offset += text.count
        }
        var values: [UInt64] = [0]
        var validity = [UInt8](repeating: 1, count: texts.count)
        var found: [Int] = []
        words.withUnsafeMutableBufferPointer { words in
            slices.withUnsafeMutableBufferPointer { slices in
                values.withUnsafeMutableBufferPointer { values in
                    validity.withUnsafeMutableBufferPointer { validity in
                        bytes.withUnsafeBufferPointer { bytes in
                            guard let words = words.baseAddress, let slices = slices.baseAddress,
                                let values = values.baseAddress, let validity = validity.baseAddress,
                                let bytes = bytes.baseAddress
                            else { return }
                            let tile = ColumnTile(
                                firstRow: 0, count: texts.count, words: words, slices: slices, values: values,
                                validity: validity, bytes: bytes, arena: bytes)
                            var place = table.firstOther(in: tile, from: 0)
                            while place < tile.count {
                                found.append(place)
                                place = table.firstOther(in: tile, from: place + 1)
                            }
                        }
                    }
                }
            }
        }
        return found
    }

    @Test("a table finds exactly the texts that a set does not have", arguments: 0..<50 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        var numbers = SeededRandom(seed: seed)
        func text() -> [UInt8] {
            (0..<Int.random(in: 0...8, using: &numbers)).map { _ in UInt8.random(in: 0x61...0x63, using: &numbers) }
        }
        let allowed = (0..<Int.random(in: 1...40, using: &numbers)).map { _ in text() }
        let texts = (0..<100).map { _ in Bool.random(using: &numbers) ? text() : text() + text() }
        let expected = texts.indices.filter { !allowed.contains(texts[$0]) }
        #expect(try #require(others(in: texts, allowed: allowed)) == expected)
    }

    @Test("a text of nine bytes is no short text")
    func long() {
        #expect(ShortTextTable([Array("123456789".utf8)]) == nil)
        #expect(
            others(in: [Array("12345678".utf8), Array("123456789".utf8)], allowed: [Array("12345678".utf8)]) == [1])
    }
}
