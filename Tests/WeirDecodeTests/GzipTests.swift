import Foundation
import Testing
import WeirDecode
import WeirModel
import WeirTestKit

@Suite("Gzip")
struct GzipTests {
    private let table = Array(String(repeating: "id,name\n1,Zoë\n2,Łódź\n", count: 900).utf8)

    @Test("the text is the same for every cut of the compressed bytes", arguments: chunkSizes)
    func anyCut(size: Int) {
        let run = DecodeRun([gzipMember(table)], size: size)
        #expect(run.error == nil)
        #expect(run.texts == [DecodeRun.Text(bytes: table, isComplete: true)])
        #expect(run.isSeamless)
    }

    @Test("members are put together, empty ones too, and zeros behind them are padding", arguments: chunkSizes)
    func members(size: Int) {
        let stored =
            gzipMember([]) + gzipMember(Array("a,".utf8)) + gzipMember([]) + gzipMember(table) + gzipMember([])
        for padding in [0, 1, 700] {
            let run = DecodeRun([stored + [UInt8](repeating: 0, count: padding)], size: size)
            #expect(run.error == nil)
            #expect(run.texts == [DecodeRun.Text(bytes: Array("a,".utf8) + table, isComplete: true)])
        }
    }

    @Test("a member without content is a source without content", arguments: chunkSizes)
    func emptyMember(size: Int) {
        let run = DecodeRun([gzipMember([])], size: size)
        #expect(run.error == nil)
        #expect(run.texts == [DecodeRun.Text(isComplete: true)])
    }

    @Test("other bytes behind the last member are an error at their place", arguments: chunkSizes)
    func trailingGarbage(size: Int) {
        let member = gzipMember(table)
        let tails: [(bytes: [UInt8], at: Int)] = [
            (Array("x".utf8), 0), (Array("garbage".utf8), 0), ([0, 0, 7], 2), ([0x1F, 0x41, 0x42], 0),
            ([0] + gzipMember([65]), 1),
        ]
        for tail in tails {
            let run = DecodeRun([member + tail.bytes], size: size)
            #expect(run.error?.code == .decodeTrailingGarbage)
            #expect(run.error?.position?.byteOffset == member.count + tail.at)
            #expect(run.texts == [DecodeRun.Text(bytes: table)], "what was inflated before it still flows")
        }
    }

    @Test("a cut at any place is an error behind all text before it", arguments: [1, 7, Int.max])
    func truncated(size: Int) {
        let plain = Array("id,name\n1,Zoe\n2,Max\n".utf8)
        let stored = gzipMember(plain)
        var longest = 0
        for count in 2..<stored.count {
            let run = DecodeRun([Array(stored[..<count])], size: size)
            #expect(run.error?.code == .decodeTruncated)
            #expect(run.error?.position == WeirError.Position(file: "input0", byteOffset: count))
            let text = run.texts.first?.bytes ?? []
            #expect(plain.starts(with: text))
            #expect(run.texts.first?.isComplete != true)
            longest = max(longest, text.count)
        }
        #expect(longest == plain.count)
    }

    @Test("a short text before a cut flows although its encoding was still waited for", arguments: chunkSizes)
    func truncatedShortText(size: Int) {
        let stored = gzipMember(Array("a\n1\n".utf8))
        let run = DecodeRun([Array(stored.dropLast(8))], size: size)
        #expect(run.texts.map(\.string) == ["a\n1\n"])
        #expect(run.error?.code == .decodeTruncated)
    }

    @Test("a wrong checksum or length is an error behind all text", arguments: chunkSizes)
    func wrongTrailer(size: Int) {
        let stored = gzipMember(table)
        for place in (stored.count - 8)..<stored.count {
            var damaged = stored
            damaged[place] ^= 0x40
            let run = DecodeRun([damaged], size: size)
            #expect(run.error?.code == .decodeCorrupt)
            #expect(run.texts == [DecodeRun.Text(bytes: table)])
        }
    }

    @Test("damage in the middle never gives a complete source")
    func damage() {
        let stored = gzipMember(table)
        for place in 3..<stored.count - 8 where ![4, 5, 6, 7, 8, 9].contains(place) {
            var damaged = stored
            damaged[place] ^= 0x11
            let run = DecodeRun([damaged], size: 64)
            #expect(run.error != nil)
            #expect(run.texts.allSatisfy { !$0.isComplete })
        }
    }

    @Test("a long name and a long extra field in the header do no harm", arguments: chunkSizes)
    func longHeader(size: Int) {
        let name = String(repeating: "n", count: 100_000)
        let stored = gzipMember(table, fileName: name, extra: [UInt8](repeating: 0x1F, count: 65535))
        let run = DecodeRun([stored], size: max(size, 7))
        #expect(run.error == nil)
        #expect(run.texts.first?.bytes == table)
    }

    @Test("data that becomes more than it may is an error behind what it may become", arguments: [1, 64, Int.max])
    func budget(size: Int) {
        let zeros = gzipMember([UInt8](repeating: 0x61, count: 100_000))
        for source in [zeros, gzipMember([UInt8](repeating: 0x61, count: 60_000)) + zeros] {
            for most in [0, 1, 9_999, 10_000, 99_999] {
                let run = DecodeRun([source], size: size, inflation: .bytes(most))
                #expect(run.error?.code == .decodeBudgetExceeded)
                #expect(run.error?.message == "The gzip data becomes more than \(most) bytes.")
                #expect(run.texts.first?.bytes.count ?? 0 == most)
                #expect(run.texts.first?.isComplete != true)
            }
        }
        #expect(DecodeRun([zeros, zeros], size: size, inflation: .bytes(100_000)).error == nil)
        // As dense as deflate can be, and as dense as a text is.
        let ratio = InflationLimit.ratio(least: 5000, times: 250)
        #expect(DecodeRun([zeros], size: size, inflation: ratio).error?.code == .decodeBudgetExceeded)
        #expect(DecodeRun([gzipMember(table)], size: size, inflation: ratio).error == nil)
        #expect(DecodeRun([Array(table)], inflation: .bytes(1)).error == nil, "what is not compressed has no budget")
    }

    @Test("the blocks of BGZF are members like any others", arguments: chunkSizes)
    func blocks(size: Int) {
        // The extra field that says how long a block is, and the empty block at the end.
        let extra: [UInt8] = [66, 67, 2, 0, 27, 0]
        let stored = gzipMember(Array(table[..<500]), extra: extra) + gzipMember(Array(table[500...]), extra: extra)
        let run = DecodeRun([stored + gzipMember([], extra: extra)], size: size)
        #expect(run.error == nil)
        #expect(run.texts == [DecodeRun.Text(bytes: table, isComplete: true)])
    }

    @Test("a zip archive that is called .gz is refused by what it is")
    func zipNamedGzip() {
        let zip: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 30)
        let run = DecodeRun([zip], settings: DecodeSettings(compression: .gzip))
        #expect(run.error?.message == "The file is not gzip data but a zip archive.")
    }

    @Test("a bomb comes out in pieces of the given size")
    func bomb() {
        let run = DecodeRun([gzipMember([UInt8](repeating: 0x61, count: 3_000_000))], outputBytes: 10_000)
        #expect(run.error == nil)
        #expect(run.texts.first?.bytes.count == 3_000_000)
        #expect(run.largestChunk == 10_000)
    }

    @Test("gzip by settings refuses anything else, but not an empty input", arguments: chunkSizes)
    func notGzip(size: Int) {
        let settings = DecodeSettings(compression: .gzip)
        #expect(DecodeRun([Array("a,b\n".utf8)], size: size, settings: settings).error?.code == .decodeNotGzip)
        #expect(DecodeRun([Array("PK\u{3}\u{4}".utf8)], settings: settings).error?.message.contains("zip") == true)
        #expect(DecodeRun([gzipMember(table)], size: size, settings: settings).texts.first?.bytes == table)
        #expect(DecodeRun([[]], settings: settings).texts == [DecodeRun.Text(isComplete: true)])
    }

    @Test("without compression by settings, gzip data is text like any other")
    func noCompression() {
        let stored = gzipMember(Array("a".utf8))
        let run = DecodeRun([stored], settings: DecodeSettings(compression: .none))
        #expect(run.texts.first?.bytes == stored)
        #expect(run.texts.first?.faults.isEmpty == false)
    }

    @Test("gzip inside gzip is refused by name", arguments: chunkSizes)
    func nested(size: Int) {
        let run = DecodeRun([gzipMember(gzipMember(table))], size: size)
        #expect(run.error?.code == .decodeUnsupportedFormat)
        #expect(run.error?.message == "Inside the gzip data is gzip data, which cannot be read as text.")
    }

    @Test("each source is judged by itself", arguments: chunkSizes)
    func severalSources(size: Int) {
        let plain = Array("plain\n".utf8)
        let run = DecodeRun([gzipMember(table), plain, [], gzipMember(plain), [0xEF, 0xBB, 0xBF]], size: size)
        #expect(run.error == nil)
        #expect(run.texts.map(\.bytes) == [table, plain, [], plain, []])
        #expect(run.texts.map(\.firstOffset) == [0, 0, 0, 0, 3])
        #expect(run.texts.allSatisfy { $0.isComplete })
    }

    @Test("a comment that never ends is a file that is cut off, and costs no memory")
    func endlessComment() {
        let header: [UInt8] = [0x1F, 0x8B, 8, 0x10, 0, 0, 0, 0, 0, 3]
        for size in [4096, Int.max] {
            let run = DecodeRun([header + [UInt8](repeating: 0x63, count: 3_000_000)], size: size)
            #expect(run.error?.code == .decodeTruncated)
            #expect(run.texts.isEmpty)
        }
    }

    /// Takes a quarter of a minute, so it runs only where that is asked for, as in CI.
    @Test(
        "a member of more than 4 GiB is verified, although its length has room for 32 bits only",
        .enabled(if: ProcessInfo.processInfo.environment["WEIR_LONG_TESTS"] != nil))
    func longMember() throws {
        let (stored, byteCount) = gzipMember(zeroBlocks: 65, of: 64 << 20)
        #expect(byteCount > 1 << 32)
        let pool = BufferPool()
        var stage = try DecodeStage(
            DecodeSettings(compression: .gzip, encoding: "utf-8"), sources: [], pool: pool, inflation: .bytes(.max))
        try stage.push(ByteChunk(bytes: Bytes(copying: stored, pool: pool), source: 0, offset: 0, endsSource: true))
        var (total, hasEnded) = (0, false)
        while let text = try stage.next() {
            total += text.bytes.count
            hasEnded = text.endsSource
        }
        #expect(total == byteCount)
        #expect(hasEnded)
    }
}
