import WeirModel

@testable import WeirParse

/// Delimited text: what is read does not depend on chunks, batches or the kernel, and is what the reference parser says
/// wherever nothing is wrong with it.
enum DelimitedTarget: FuzzTarget {
    private static let dialects: [Dialect] = {
        func dialect(_ change: (inout Dialect) -> Void) -> Dialect {
            var dialect = Dialect()
            change(&dialect)
            return dialect
        }
        let dialects = [
            dialect { _ in },
            dialect { $0.delimiter = [0x3B] },
            dialect { $0.delimiter = Array("||".utf8) },
            dialect { $0.escape = 0x5C },
            dialect {
                $0.escape = 0x5C
                $0.doubleQuote = false
            },
            dialect { $0.skipInitialSpace = true },
            dialect { $0.comment = Array("#!".utf8) },
            dialect { $0.quote = nil },
            dialect {
                $0.quote = 0x27
                $0.delimiter = [0x09]
            },
        ]
        let headless = dialects.map { named in
            var dialect = named
            dialect.hasHeader = false
            return dialect
        }
        return dialects + headless
    }()

    static func attempt(_ input: FuzzInput) {
        var input = input
        let dialect = input.choice(of: dialects)
        let chunks = input.choice(of: [1, 2, 3, 7, 31, 64, 65, 1000])
        let batch = input.choice(of: [1, 16, 100, 1 << 16])
        let recordBytes = input.choice(of: [1 << 20, 40, 1, 100])
        let text = input.rest()

        let limits = ParseLimits(batchBytes: 1 << 16, recordBytes: recordBytes)
        let whole = read(text, dialect, limits, chunks: 1 << 20)
        let cutLimits = ParseLimits(batchBytes: batch, recordBytes: recordBytes)
        expectSame(read(text, dialect, cutLimits, chunks: chunks), whole, "chunks of \(chunks), batches of \(batch)")
        for kernel in ScanKernel.available {
            expectSame(read(text, dialect, limits, chunks: 1 << 20, kernel: kernel), whole, "kernel \(kernel)")
        }
        // A stray quote in a header is no fault: its label is what it is.
        let isHeaderPlain = !dialect.hasHeader || dialect.quote.map { !text.contains($0) } ?? true
        if case .success(let table) = whole, table.faults.isEmpty, recordBytes > text.count, isHeaderPlain {
            let expected = ReferenceParser(dialect: dialect).records(text)
            expectSame((table.labels.isEmpty ? [] : [table.labels]) + table.rows, expected, "the reference parser")
        }
    }

    private static func read(
        _ text: [UInt8], _ dialect: Dialect, _ limits: ParseLimits, chunks: Int, kernel: ScanKernel = .best
    ) -> Result<ParsedTable, NamedError> {
        NamedError.catching("parse.") {
            try ParsedTable.parse(text, dialect: dialect, limits: limits, chunks: chunks, kernel: kernel)
        }
    }
}
