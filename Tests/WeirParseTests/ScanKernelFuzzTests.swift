import Testing
import WeirModel

@testable import WeirParse

@Suite("Every kernel of the structural scan finds the same, and what a byte by byte scan finds")
struct ScanKernelFuzzTests {
    /// All that a scan says.
    struct Finding: Equatable {
        var ends: [UInt32]
        var recordEnds: Int
        var lineEnds: Int
        var suspect: Int?
        var endsInsideQuotes: Bool
        var sawQuote: Bool
        var sawCarriageReturn: Bool
    }

    static let dialects: [Dialect] = {
        var tabs = Dialect()
        tabs.delimiter = [0x09]
        tabs.quote = 0x27
        var unquoted = Dialect()
        unquoted.delimiter = [0x3B]
        unquoted.quote = nil
        // Bytes that look alike but for one bit, or that are negative as signed numbers.
        var odd = Dialect()
        odd.delimiter = [0x8A]
        odd.quote = 0xA2
        return [Dialect(), tabs, unquoted, odd]
    }()

    /// Scans a text that stands `shift` bytes behind an aligned address, with bytes around it that must not count.
    ///
    /// - Parameter cuts: where the scan stops and goes on, as when more text arrives.
    private func scan(
        _ text: [UInt8], _ dialect: Dialect, _ kernel: ScanKernel, shift: Int = 0, cuts: [Int] = []
    ) -> Finding {
        let pool = BufferPool(retainedBytes: 0)
        let noise = [dialect.delimiter[0], 0x0A, 0x0D, dialect.quote ?? 0x22]
        var bytes = ByteBuffer(capacity: shift + text.count + 64, pool: pool)
        for index in 0..<shift { bytes.append(noise[index % 4]) }
        bytes.append(contentsOf: text)
        for index in 0..<64 { bytes.append(noise[(index + shift) % 4]) }
        var scan = StructuralScan(dialect: dialect, kernel: kernel, pool: pool)
        for end in cuts + [text.count] where scan.suspect == nil { scan.run(bytes.baseAddress + shift, upTo: end) }
        return Finding(
            ends: scan.ends.withUnsafeBufferPointer { Array($0) },
            recordEnds: scan.recordEnds,
            lineEnds: scan.lineEnds,
            suspect: scan.suspect,
            endsInsideQuotes: scan.endsInsideQuotes,
            sawQuote: scan.sawQuote,
            sawCarriageReturn: scan.sawCarriageReturn
        )
    }

    /// Compares all kernels with the portable one, and that one with the obvious scan.
    private func expectAgreement(
        _ text: [UInt8], _ dialect: Dialect, shift: Int = 0, cuts: [Int] = [], _ what: @autoclosure () -> String
    ) {
        let portable = scan(text, dialect, .portable, shift: shift, cuts: cuts)
        for kernel in ScanKernel.available where kernel != .portable {
            let found = scan(text, dialect, kernel, shift: shift, cuts: cuts)
            if found != portable { Issue.record("\(kernel) differs from portable, \(what()): \(text)") }
        }
        let obvious = ObviousScan(text, dialect)
        var agrees = portable.ends == obvious.ends && portable.suspect == obvious.suspect
        agrees = agrees && portable.recordEnds == obvious.recordEnds
        if obvious.suspect == nil {
            // The block with a suspect has been looked at as a whole; its record is read anew, with care.
            agrees = agrees && portable.lineEnds == obvious.lineEnds
            agrees = agrees && portable.endsInsideQuotes == obvious.isInsideQuotes
            agrees = agrees && portable.sawQuote == obvious.sawQuote
            agrees = agrees && portable.sawCarriageReturn == obvious.sawCarriageReturn
        }
        if !agrees { Issue.record("portable differs from the obvious scan, \(what()): \(text)") }
    }

    /// Bytes of which a share is special, or all 256 values.
    private func noise(_ count: Int, _ dialect: Dialect, density: Double, _ random: inout Seeded) -> [UInt8] {
        let special = [dialect.delimiter[0], 0x0A, 0x0D, dialect.quote ?? 0x22]
        return (0..<count).map { _ in
            Double.random(in: 0..<1, using: &random) < density
                ? special.randomElement(using: &random) ?? 0x0A : UInt8.random(in: 0...255, using: &random)
        }
    }

    /// Cells in good form, and a stray quote now and then.
    private func table(_ count: Int, _ dialect: Dialect, strays: Bool, _ random: inout Seeded) -> [UInt8] {
        let (delimiter, quote) = (dialect.delimiter[0], dialect.quote ?? 0x22)
        let insides: [[UInt8]] = [[delimiter], [0x0A], [0x0D, 0x0A], [quote, quote], Array("ab".utf8), [0x0D]]
        var text: [UInt8] = []
        while text.count < count {
            if dialect.quote != nil, Int.random(in: 0..<3, using: &random) == 0 {
                text.append(quote)
                for _ in 0..<Int.random(in: 0..<9, using: &random) {
                    text += insides.randomElement(using: &random) ?? []
                }
                text.append(quote)
            } else {
                text += [UInt8](repeating: 0x78, count: Int.random(in: 0..<30, using: &random))
            }
            if strays, Int.random(in: 0..<60, using: &random) == 0 { text.append(quote) }
            text += [[delimiter], [delimiter], [0x0A], [0x0D, 0x0A], [0x0D]].randomElement(using: &random) ?? []
        }
        return Array(text.prefix(count))
    }

    @Test("for random bytes of every length", arguments: 0..<4)
    func lengths(dialectIndex: Int) {
        let dialect = Self.dialects[dialectIndex]
        for length in 0...330 {
            var random = Seeded(length * 7 + dialectIndex)
            for density in [0.02, 0.3, 0.9] {
                let text = noise(length, dialect, density: density, &random)
                expectAgreement(text, dialect, "length \(length), density \(density)")
            }
            for strays in [false, true] {
                let text = table(length, dialect, strays: strays, &random)
                expectAgreement(text, dialect, "table of length \(length)")
            }
        }
    }

    @Test("for text at every alignment", arguments: 0..<4)
    func alignments(dialectIndex: Int) {
        let dialect = Self.dialects[dialectIndex]
        for shift in 0..<64 {
            var random = Seeded(shift * 13 + dialectIndex)
            for length in [1, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200] {
                let text = table(length, dialect, strays: false, &random)
                expectAgreement(text, dialect, shift: shift, "shift \(shift)")
            }
            expectAgreement(noise(150, dialect, density: 0.4, &random), dialect, shift: shift, "shift \(shift)")
        }
    }

    @Test("for text that arrives in pieces, cut anywhere but behind a CR", arguments: 0..<4)
    func pieces(dialectIndex: Int) {
        let dialect = Self.dialects[dialectIndex]
        for seed in 0..<200 {
            var random = Seeded(seed * 17 + dialectIndex)
            let text = table(Int.random(in: 1..<400, using: &random), dialect, strays: seed.isMultiple(of: 5), &random)
            let cuts = (0..<4).map { _ in Int.random(in: 0...text.count, using: &random) }.sorted()
                .filter { $0 == 0 || text[$0 - 1] != 0x0D }
            expectAgreement(text, dialect, shift: seed % 64, cuts: cuts, "seed \(seed), cuts \(cuts)")
        }
    }

    @Test("for each byte alone, at each place of two blocks")
    func eachByte() {
        for dialect in Self.dialects {
            for byte in UInt8.min...UInt8.max {
                for place in stride(from: 0, to: 130, by: byte.isMultiple(of: 16) ? 1 : 31) {
                    var text = [UInt8](repeating: 0x78, count: 130)
                    text[place] = byte
                    expectAgreement(text, dialect, "byte \(byte) at \(place)")
                }
            }
        }
    }

    @Test("for more separators than the first list has room for")
    func dense() {
        for dialect in Self.dialects {
            var random = Seeded(3)
            let separators = [dialect.delimiter[0], 0x0A]
            let text = (0..<30_000).map { _ in separators.randomElement(using: &random) ?? 0x0A }
            expectAgreement(text, dialect, "dense")
            expectAgreement(table(30_000, dialect, strays: false, &random), dialect, "long")
        }
    }
}
