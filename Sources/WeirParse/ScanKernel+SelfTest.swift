internal import CWeirKernels
internal import WeirModel

extension ScanKernel {
    /// Compares this implementation with the portable one on a fixed set of texts: every small text of the bytes that
    /// matter at every place around the borders of a block, and a long one.
    ///
    /// - Returns: what differs, in one sentence; `nil` if both give the same answer for all.
    public func selfTest() -> String? {
        guard Self.available.contains(self) else { return "this processor does not run \(rawValue)" }
        for (number, text) in Self.selfTestTexts.enumerated() where scan(text) != ScanKernel.portable.scan(text) {
            return "\(rawValue) and portable differ on text \(number) of the self-test"
        }
        return nil
    }

    /// What a scan of a whole text finds.
    private struct Finding: Equatable {
        var ends: [UInt32]
        var recordEnds: Int
        var lineEnds: Int
        var mostInnerLines: Int
        var suspect: Int?
        var endsInsideQuotes: Bool
        var sawQuote: Bool
        var sawCarriageReturn: Bool
    }

    private func scan(_ text: [UInt8]) -> Finding {
        let pool = BufferPool(retainedBytes: 0)
        var bytes = ByteBuffer(capacity: text.count, pool: pool)
        bytes.append(contentsOf: text)
        var scan = StructuralScan(dialect: Dialect(), kernel: self, pool: pool)
        scan.run(bytes.baseAddress, upTo: bytes.count)
        return Finding(
            ends: scan.ends.withUnsafeBufferPointer { Array($0) },
            recordEnds: scan.recordEnds,
            lineEnds: scan.lineEnds,
            mostInnerLines: scan.mostInnerLines,
            suspect: scan.suspect,
            endsInsideQuotes: scan.endsInsideQuotes,
            sawQuote: scan.sawQuote,
            sawCarriageReturn: scan.sawCarriageReturn
        )
    }

    private static var selfTestTexts: [[UInt8]] {
        let pieces = [
            ",", "\n", "\r", "\r\n", "\"\"", "\"a,b\"", "\"a\nb\"", "\"a\"\"b\"", "a\"b", "\"a\"b", "\"a", ",,", "\n\n",
        ].map { Array($0.utf8) }
        var texts: [[UInt8]] = []
        // A piece behind 0 to 130 ordinary bytes crosses the borders of the first two blocks of 64.
        for piece in pieces {
            for shift in 0...130 {
                let start = shift == 0 ? [] : [UInt8](repeating: UInt8(ascii: "x"), count: shift - 1) + [0x2C]
                texts.append(start + piece + [0x2C, 0x79, 0x0A])
            }
        }
        // A long text that mixes all well-formed pieces in an order without a period.
        var long: [UInt8] = []
        var state: UInt32 = 1
        for _ in 0..<4000 {
            state = state &* 1_664_525 &+ 1_013_904_223
            long += pieces[Int(state >> 24) % 8] + [0x2C]
            long += [UInt8](repeating: 0x78, count: Int(state >> 16) % 7)
            long.append(0x2C)
        }
        texts.append(long)
        return texts
    }
}
