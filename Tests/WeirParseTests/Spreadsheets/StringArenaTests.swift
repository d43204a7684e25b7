import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

@Suite("Shared strings")
struct StringArenaTests {
    /// Strings of many lengths, some with quotes.
    private static let texts: [String] = (0..<5000).map { number in
        switch number % 7 {
        case 0: "plain \(number)"
        case 1: ""
        case 2: "a,b \"\(number)\"\nline"
        case 3: String(repeating: "long \(number) ", count: number % 300)
        default: "\(number)"
        }
    }

    private func arena(memoryBytes: Int) throws -> StringArena {
        var arena = StringArena(memoryBytes: memoryBytes, folder: "/tmp", spill: SpillBudget(byteLimit: 1 << 30))
        for text in Self.texts { try arena.add(Array(text.utf8), .plain) }
        try arena.seal()
        return arena
    }

    private func read(_ number: Int, _ arena: inout StringArena) throws -> String? {
        var buffer = ByteBuffer(capacity: 16, pool: BufferPool())
        guard let found = try arena.append(number, to: &buffer) else { return nil }
        #expect(found.byteCount == buffer.count)
        return buffer.withUnsafeBufferPointer { CSVField.text(of: $0) }
    }

    @Test("are the same in memory and in a file, in any order", arguments: [1 << 30, 100_000, 1])
    func access(memoryBytes: Int) throws {
        var arena = try arena(memoryBytes: memoryBytes)
        #expect(arena.isSpilled == (memoryBytes < 1 << 30))
        #expect(arena.count == Self.texts.count)
        for (number, text) in Self.texts.enumerated() { #expect(try read(number, &arena) == text) }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let number = Int.random(in: 0..<Self.texts.count, using: &random)
            #expect(try read(number, &arena) == Self.texts[number])
        }
        #expect(try read(-1, &arena) == nil)
        #expect(try read(Self.texts.count, &arena) == nil)
        #expect(try read(.max, &arena) == nil)
    }

    @Test("that need more room on disk than they may have end the run")
    func diskLimit() throws {
        var arena = StringArena(memoryBytes: 1000, folder: "/tmp", spill: SpillBudget(byteLimit: 10_000))
        let error = #expect(throws: WeirError.self) {
            for text in Self.texts { try arena.add(Array(text.utf8), .plain) }
            try arena.seal()
        }
        #expect(error?.code == .parseSpillFull)
        var other = StringArena(memoryBytes: 1, folder: "/no/such/folder", spill: SpillBudget(byteLimit: 10_000))
        #expect(#expect(throws: WeirError.self) { try other.add([1, 2, 3], .plain) }?.code == .parseSpillFailed)
    }
}
