import Testing
import WeirModel

@testable import WeirParse

/// Chunks that are taken as they are give the same batches as those that are copied together.
@Suite struct WholeChunkTests {
    /// A chunk as a reader makes it, with room in front.
    private func chunk(_ bytes: ArraySlice<UInt8>, at offset: Int, endsSource: Bool, pool: BufferPool) -> ByteChunk {
        var buffer = ByteBuffer(capacity: Bytes.headroom + bytes.count, pool: pool)
        buffer.setCount(Bytes.headroom)
        buffer.append(contentsOf: bytes)
        let all = buffer.freeze()
        return ByteChunk(
            bytes: all[Bytes.headroom..<all.count], source: 0, offset: offset, endsSource: endsSource)
    }

    private func batches(
        _ text: [UInt8], size: Int, batchBytes: Int, hasRoom: Bool
    ) throws -> [(bytes: [UInt8], offset: Int, rows: Int, line: Int)] {
        let pool = BufferPool()
        var parser = DelimitedParser(
            dialect: Dialect(), limits: ParseLimits(batchBytes: batchBytes, recordBytes: 4000), pool: pool)
        var found: [(bytes: [UInt8], offset: Int, rows: Int, line: Int)] = []
        for start in stride(from: 0, to: max(text.count, 1), by: size) {
            let end = min(start + size, text.count)
            let isLast = end == text.count
            if hasRoom {
                parser.push(chunk(text[start..<end], at: start, endsSource: isLast, pool: pool))
            } else {
                parser.push(
                    ByteChunk(
                        bytes: Bytes(copying: text[start..<end], pool: pool), source: 0, offset: start,
                        endsSource: isLast))
            }
            while let batch = try parser.next() {
                found.append((batch.bytes.array, batch.byteOffset, batch.rowCount, batch.firstLine))
            }
        }
        return found
    }

    @Test(
        "the borders of batches do not depend on how the bytes arrive",
        arguments: [(64, 20), (64, 300), (256, 20), (1000, 90), (128, 5000)])
    func borders(batchBytes: Int, longest: Int) throws {
        var random = Seeded(batchBytes + longest)
        for _ in 0..<20 {
            var text = Array("a,b\n".utf8)
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                let count = Int.random(in: 0...longest, using: &random)
                let cell = String(repeating: "x", count: count)
                text += Array((Int.random(in: 0..<9, using: &random) == 0 ? "1,\"\(cell)\n\"\n" : "1,\(cell)\n").utf8)
            }
            let whole = try batches(text, size: max(text.count, 1), batchBytes: batchBytes, hasRoom: false)
            #expect(whole.reduce(0) { $0 + $1.rows } > 0 || text.count == 4)
            for (size, hasRoom) in [
                (batchBytes, true), (batchBytes, false), (batchBytes * 2, true), (batchBytes / 2, true), (7, false),
            ] {
                let cut = try batches(text, size: size, batchBytes: batchBytes, hasRoom: hasRoom)
                #expect(
                    cut.filter { $0.rows > 0 }.map(\.bytes) == whole.filter { $0.rows > 0 }.map(\.bytes),
                    "chunks of \(size), room \(hasRoom)")
                #expect(cut.filter { $0.rows > 0 }.map(\.offset) == whole.filter { $0.rows > 0 }.map(\.offset))
                #expect(cut.filter { $0.rows > 0 }.map(\.line) == whole.filter { $0.rows > 0 }.map(\.line))
            }
        }
    }

    @Test("bytes are put in front only where there is room that nobody else sees")
    func prepending() throws {
        let pool = BufferPool()
        func made() -> Bytes {
            chunk(Array("world".utf8)[...], at: 0, endsSource: true, pool: pool).bytes
        }
        func prepend(_ text: [UInt8], to bytes: inout Bytes) -> Bool {
            text.withUnsafeBufferPointer { bytes.prepend($0) }
        }
        var alone = made()
        #expect(prepend(Array("hello, ".utf8), to: &alone))
        #expect(alone.text == "hello, world")
        #expect(prepend([], to: &alone))
        var tooLittle = made()
        #expect(!prepend([UInt8](repeating: 0x78, count: Bytes.headroom + 1), to: &tooLittle))
        #expect(tooLittle.text == "world")
        var shared = made()
        let other = shared
        #expect(!prepend(Array("hello, ".utf8), to: &shared))
        #expect(shared.text == "world" && other.text == "world")
        var none = Bytes()
        #expect(!prepend([0x78], to: &none))
    }
}
