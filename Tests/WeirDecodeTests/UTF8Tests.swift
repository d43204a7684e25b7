import Testing
import WeirDecode
import WeirModel

@Suite("UTF-8")
struct UTF8Tests {
    /// The obvious twin: where ill-formed sequences start, found by asking Swift's own decoder for one scalar at a time.
    private func illFormedStarts(_ bytes: [UInt8]) -> [Int] {
        var starts: [Int] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] < 0x80 {
                position += 1
                continue
            }
            // The shortest prefix that is a character on its own.
            let lengths = (1...4).filter { position + $0 <= bytes.count }
            if let length = lengths.first(where: { isOneScalar(bytes[position..<position + $0]) }) {
                position += length
                continue
            }
            starts.append(position)
            // The longest prefix that further bytes could still complete; at least one byte.
            position += lengths.last { isStartOfScalar(Array(bytes[position..<position + $0])) } ?? 1
        }
        return starts
    }

    private func isOneScalar(_ bytes: ArraySlice<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self)?.unicodeScalars.count == 1
    }

    private func isStartOfScalar(_ bytes: [UInt8]) -> Bool {
        let completions: [[UInt8]] = [
            [0x80], [0xBF], [0x80, 0x80], [0xBF, 0x80], [0x80, 0x80, 0x80], [0xBF, 0x80, 0x80],
        ]
        return completions.contains { isOneScalar((bytes + $0)[...]) }
    }

    /// Of several faults in a line only the first is kept.
    private func firstOfEachLine(_ starts: [Int], in bytes: [UInt8]) -> [Int] {
        var kept: [Int] = []
        for start in starts {
            let isNewLine = kept.last.map { bytes[$0..<start].contains { $0 == 0x0A || $0 == 0x0D } } ?? true
            if isNewLine { kept.append(start) }
        }
        return kept
    }

    private func check(_ bytes: [UInt8], sizes: [Int] = chunkSizes) {
        let expected = firstOfEachLine(illFormedStarts(bytes), in: bytes).map {
            EncodingFault(offset: $0, storedOffset: $0, byte: bytes[$0])
        }
        for size in sizes {
            let run = DecodeRun([bytes], size: size, settings: DecodeSettings(encoding: "utf-8"))
            let expectedText = DecodeRun.Text(bytes: bytes, faults: expected, isComplete: true)
            guard run.error == nil, run.isSeamless, run.texts == [expectedText] else {
                Issue.record("\(bytes.prefix(80)) in chunks of \(size): \(run)")
                return
            }
        }
    }

    @Test("every sequence of two bytes is judged as by the twin")
    func pairs() {
        for first in UInt8.min...UInt8.max {
            // One line per pair, so that each has a fault of its own.
            let bytes = (UInt8.min...UInt8.max).flatMap { [0x61, first, $0, 0x0A] as [UInt8] }
            check([0x61, 0x61] + bytes, sizes: [61, .max])
        }
    }

    @Test("every sequence of boundary bytes is judged as by the twin")
    func boundaries() {
        let edges: [UInt8] = [
            0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
            0xF1,
            0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for lead in edges where lead >= 0xC0 {
            var bytes: [UInt8] = Array("boundaries\n".utf8)
            for second in edges {
                for third in edges {
                    for fourth: UInt8 in [0x7F, 0xBF] { bytes += [lead, second, third, fourth, 0x0A] }
                }
            }
            check(bytes, sizes: [7, .max])
        }
    }

    @Test(
        "the known traps give one fault at their first byte, wherever they are cut",
        arguments: [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3],
        ] as [[UInt8]]
    )
    func traps(bytes: [UInt8]) {
        let text = Array("0123456789".utf8)
        check(text + bytes + text)
        check(text + bytes)
        let faults = DecodeRun([text + bytes], size: 1, settings: DecodeSettings(encoding: "utf-8")).texts.first?.faults
        #expect(faults == [EncodingFault(offset: 10, storedOffset: 10, byte: bytes[0])])
    }

    @Test("random bytes are judged as by the twin", arguments: 0..<60 as Range<UInt64>)
    func random(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        var bytes = Array("any start\n".utf8)
        for _ in 0..<Int.random(in: 0...120, using: &numbers) {
            switch Int.random(in: 0...7, using: &numbers) {
            case 0: bytes += [UInt8](repeating: 0x61, count: Int.random(in: 0...150, using: &numbers))
            case 1: bytes += Array("é".utf8)
            case 2: bytes += Array("€".utf8)
            case 3: bytes += Array("😀".utf8)
            case 4: bytes.append(Bool.random(using: &numbers) ? 0x0A : 0x0D)
            case 5: bytes.append(UInt8.random(in: 0x80...0xFF, using: &numbers))
            default: bytes.append(UInt8.random(in: 0...0xFF, using: &numbers))
            }
        }
        check(bytes)
    }

    @Test("a text without faults passes whole, NUL bytes too")
    func clean() {
        check(Array(String(repeating: "Straße, Łódź, 東京, 😀\u{0}\r\n", count: 300).utf8))
        check([])
        check([0])
    }

    @Test("a carriage return alone starts a line of its own for faults")
    func carriageReturns() {
        let bytes = Array("header\r".utf8) + [0xFF, 0xFE, 0x0D, 0xFF, 0x0D]
        #expect(DecodeRun([bytes]).texts.first?.faults.map(\.offset) == [7, 10])
    }

    @Test("a large chunk passes through without being copied")
    func noCopy() throws {
        let pool = BufferPool()
        let bytes = Bytes(copying: Array("id,name\n1,Zoë\n".utf8), pool: pool)
        var stage = try DecodeStage(DecodeSettings(), sources: [], pool: pool)
        try stage.push(ByteChunk(bytes: bytes, source: 0, offset: 0, endsSource: true))
        let text = try #require(try stage.next())
        let addresses = [bytes, text.bytes].map { $0.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
        #expect(addresses[0] == addresses[1])
        #expect(text.endsSource)
        let rest = try stage.next()
        #expect(rest?.bytes.count == nil)
    }
}
