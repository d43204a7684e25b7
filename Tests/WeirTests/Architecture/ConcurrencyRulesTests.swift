import Foundation
import Testing

@Suite("Concurrency and memory rules")
struct ConcurrencyRulesTests {
    @Test(
        "there is no unstructured task and no unbounded stream",
        arguments: [
            #"\bTask\s*(<[^>]*>)?\s*(\(|\{)"#, #"\bTask\.(detached|init|immediate)"#, #"\bAsync(Throwing)?Stream\b"#,
        ])
    func structured(pattern: String) throws {
        for place in try places(pattern) {
            Issue.record(
                "\(place): one task group per run, so that the first error cancels the rest and no work is left"
            )
        }
    }

    /// Files in which the compiler is asked to believe something, and what.
    static let promises: Set<String> = [
        // A block on the shelf has no other owner, and a taken one goes back when its last holder lets go.
        "Sources/WeirModel/BufferPool.swift",
        // Signal handlers are told apart by their address.
        "Sources/WeirCLI/Running/StopRequests.swift",
        // A function of the C library that its module does not have is called by its address.
        "Sources/Weir/Bench/MemoryPeak.swift",
        // A register of eight bytes is read as one number.
        "Sources/WeirDecode/SingleByteConverter.swift",
        // A connection is used by the thread that writes, and let go of when that is done.
        "Sources/WeirPostgreSQL/Connection/Connection.swift",
    ]

    @Test("what the compiler cannot check is asked of it in few and known places")
    func promised() throws {
        let files = try places(#"@unchecked Sendable|nonisolated\(unsafe\)|unsafeBitCast|Unmanaged"#).map(\.file)
        #expect(
            Set(files) == Self.promises,
            "a promise the compiler cannot check needs a reason in a comment and a place in this list")
    }

    @Test("only the buffer pool and a connection to a server go between threads by their own promise")
    func unchecked() throws {
        let files = try places(#"@unchecked Sendable|nonisolated\(unsafe\)"#).map(\.file)
        #expect(
            Set(files) == [
                "Sources/WeirModel/BufferPool.swift", "Sources/WeirPostgreSQL/Connection/Connection.swift",
            ],
            "share values, or put state behind a Mutex or an Atomic, which the compiler checks")
    }

    /// Types that hold an address: each of them owns it or lives inside the scope that lends it.
    static let pointerHolders: Set<String> = [
        "Sources/WeirDecode/GzipInflater.swift",
        "Sources/WeirDecode/TextBuffer.swift",
        "Sources/WeirModel/BufferPool.swift",
        "Sources/WeirParse/BatchBuilder.swift",
        "Sources/WeirParse/LineReading.swift",
        "Sources/WeirParse/RecordReader.swift",
        "Sources/WeirParse/JSONLines/JSONObjectReader.swift",
        "Sources/WeirParse/JSONLines/JSONSkipper.swift",
        "Sources/WeirParse/JSONLines/LineFinder.swift",
        "Sources/WeirParse/RecordWalk.swift",
        "Sources/WeirParse/XML/XMLTag.swift",
        "Sources/WeirPostgreSQL/Connection/Connection.swift",
        "Sources/WeirPostgreSQL/Copy/CopyBisection.swift",
        "Sources/WeirPostgreSQL/Copy/CopyRows.swift",
        "Sources/WeirSQLite/Image/RecordWriter.swift",
        "Sources/WeirSQLite/Pages/LeafReader.swift",
        "Sources/WeirSQLite/Pages/OpenLeaf.swift",
        "Sources/WeirSQLite/Pages/PageFile.swift",
        "Sources/WeirSQLite/RowInserter.swift",
        "Sources/WeirSQLite/TableReader.swift",
        "Sources/WeirValidate/Cells/CellLayout.swift",
        "Sources/WeirValidate/Cells/ColumnTile.swift",
        "Sources/WeirValidate/Converters/TextCursor.swift",
        "Sources/WeirValidate/JSON/JSONScanner.swift",
        "Sources/WeirValidate/JSON/JSONView.swift",
        "Sources/WeirValidate/Keys/KeyChunk.swift",
        "Sources/WeirValidate/Keys/KeyGatherer.swift",
        "Sources/WeirValidate/Keys/KeyMerge.swift",
        "Sources/WeirValidate/Keys/KeyRun.swift",
        "Sources/WeirValidate/Keys/KeyTable.swift",
        "Sources/WeirValidate/Keys/LentKeys.swift",
        "Sources/WeirValidate/Keys/NumberJournal.swift",
        "Sources/WeirValidate/Keys/NumberPages.swift",
        "Sources/WeirValidate/Rules/Evaluation/RuleLanes.swift",
        "Sources/WeirValidate/Rules/Evaluation/RuleStack.swift",
        "Sources/WeirWrite/Sinks/BatchView.swift",
        "Sources/WeirWrite/Sinks/RowText.swift",
        "Sources/WeirZip/EntryUnpacker.swift",
    ]

    @Test("types that hold an address are few and known")
    func pointers() throws {
        // A stored property: at the indentation of a member, and without a body.
        let pattern = #"^ {4,8}([@a-zA-Z()]+ )*(let|var) \w+: (Unsafe\w*Pointer(<[^{]*>)?|OpaquePointer)[?]?$"#
        let members = try places(pattern).filter { !$0.isInFunction }
        #expect(
            Set(members.map(\.file)) == Self.pointerHolders,
            "an address that is stored can outlive its memory; pass spans and buffers down as parameters instead")
    }

    private struct Place: CustomStringConvertible {
        var file: String
        var line: Int
        var isInFunction: Bool
        var description: String { "\(file):\(line)" }
    }

    private func places(_ pattern: String) throws -> [Place] {
        let expression = try NSRegularExpression(pattern: pattern)
        return try SourceTree.files(under: "Sources").flatMap { file in
            file.code.enumerated().compactMap { index, line in
                let range = NSRange(line.startIndex..., in: line)
                guard expression.firstMatch(in: line, range: range) != nil else { return nil }
                return Place(file: file.path, line: index + 1, isInFunction: isInFunction(file.code, index))
            }
        }
    }

    /// Whether the nearest line above with less indentation begins a function.
    private func isInFunction(_ lines: [String], _ index: Int) -> Bool {
        let depth = lines[index].prefix(while: \.isWhitespace).count
        let opening = lines[..<index].last { line in
            !line.isEmpty && line.prefix(while: \.isWhitespace).count < depth
        }
        guard let opening else { return false }
        return opening.contains("func ") || opening.contains("init(") || opening.contains("->")
            || opening.hasSuffix(" in")
    }
}
