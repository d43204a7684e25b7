import Foundation
import Testing
import WeirModel

@testable import WeirValidate

/// Whole numbers as keys: as stretches, by their bits, in the table and on disk, against a dictionary.
@Suite("Keys that are whole numbers") struct NumberKeyTests {
    /// How numbers may lie.
    enum Shape: CaseIterable {
        case dense, clusters, gaps, wide, descending, sorted, extremes
    }

    private static func numbers(_ shape: Shape, count: Int, _ random: inout SeededRandom) -> [Int] {
        switch shape {
        case .dense: (0..<count).shuffled(using: &random)
        case .clusters:
            (0..<count).map { $0 % 3 == 0 ? -70_000 + $0 : $0 % 3 == 1 ? $0 : Int.max - $0 }.shuffled(using: &random)
        case .gaps: (0..<count).map { $0 * 3 } + (0..<count / 2).map { $0 * 6 + 1 }
        case .wide: (0..<count).map { _ in Int.random(in: 0...count * 100, using: &random) }
        case .descending: (0..<count).map { -$0 * 2 }
        case .sorted: (0..<count).map { _ in Int.random(in: 0...count * 20, using: &random) }.sorted()
        case .extremes:
            (0..<count).map { _ in Int.random(in: .min ... .max, using: &random) } + [.min, .max, -1, 0, .min, .max]
        }
    }

    /// The numbers with some that were there before: long ago, or in the row before.
    private static func repeating(_ numbers: [Int], oneIn rarity: Int, _ random: inout SeededRandom) -> [Int] {
        var all: [Int] = []
        for number in numbers {
            all.append(number)
            if Int.random(in: 0..<rarity, using: &random) == 0 {
                all.append(all[Int.random(in: 0..<all.count, using: &random)])
            }
            if Int.random(in: 0..<rarity * 3, using: &random) == 0 { all.append(number) }
        }
        return all
    }

    private static func limits(_ memory: Int, onDisk bytes: Int = 1 << 30) -> KeyLimits {
        KeyLimits(
            memoryBytes: memory, spillFolder: FileManager.default.temporaryDirectory.path,
            spill: SpillBudget(byteLimit: bytes))
    }

    @Test(
        "each second occurrence names the record of the first one, however the numbers lie",
        arguments: Shape.allCases, [1, 600 << 10])
    func firsts(shape: Shape, memory: Int) throws {
        var random = SeededRandom(seed: UInt64(memory))
        let plan = try ValidationPlan(
            schema: TableSchema(fields: [field("id", .integer) { $0.constraints.unique = true }]))
        for rarity in [5, 20_000] {
            let rows = Self.repeating(Self.numbers(shape, count: 20_000, &random), oneIn: rarity, &random)
            let validator = Validator(plan: plan, pool: BufferPool())
            let admission = try #require(validator.admission(limits: Self.limits(memory)))
            let splitter = TableSplitter(Array(rows.map { "\($0)\n" }.joined().utf8))
            var found: [[Int]] = []
            for start in stride(from: 0, to: rows.count, by: 3_001) {
                var batch = try validator(
                    splitter.batch(start..<min(start + 3_001, rows.count), rectangular: true))
                _ = try admission.admit(&batch)
                found += batch.violations.compactMap { violation in
                    violation.collision.map { [start + violation.row, $0.record] }
                }
            }
            var known: [Int: Int] = [:]
            var expected: [[Int]] = []
            for (row, number) in rows.enumerated() {
                if let first = known[number] { expected.append([row, first]) } else { known[number] = row }
            }
            #expect(found == expected)
        }
    }

    @Test("numbers that stand close together take next to no room, in memory or on disk")
    func compact() throws {
        let plan = try ValidationPlan(
            schema: TableSchema(fields: [field("id", .integer) { $0.constraints.unique = true }]))
        let count = 120_011
        let ids = (0..<count).map { $0 * 7_919 % count }
        // Five bytes for each number, where a table on disk has twenty, and a second one while they are merged.
        let limits = Self.limits(1, onDisk: 5 * count)
        let validator = Validator(plan: plan, pool: BufferPool())
        let admission = try #require(validator.admission(limits: limits))
        let splitter = TableSplitter(Array(ids.map { "\($0)\n" }.joined().utf8))
        for start in stride(from: 0, to: count, by: 10_000) {
            var batch = try validator(splitter.batch(start..<min(start + 10_000, count), rectangular: true))
            _ = try admission.admit(&batch)
            #expect(batch.violations.isEmpty)
        }
    }

    @Test("a scramble can be undone")
    func scramble() {
        let scramble = WordScramble()
        var random = SeededRandom(seed: 8)
        for value in [0, 1, .max, 1 << 63] + (0..<1_000).map({ _ in random.next() }) {
            #expect(scramble.value(of: scramble(value)) == value)
        }
    }

    @Test("keys that all belong at the end of a table go on at its start, and come out in order")
    func tableEnd() {
        var random = SeededRandom(seed: 9)
        var table = KeyTable(byteLimit: 1, pool: BufferPool())
        var keys: [KeyEntry] = []
        while table.reserve(1) {
            let word = keys.count % 4 == 0 ? random.next() : UInt64.max - random.next() % 100_000
            let key = KeyEntry(word: word, extra: UInt32(keys.count % 3), record: keys.count)
            guard table.record(of: key) < 0 else { continue }
            table.insert(key)
            keys.append(key)
        }
        #expect(keys.count == KeyTable.leastPlaces / 8 * 7)
        for (index, key) in keys.enumerated() {
            #expect(table.record(of: key) == index)
            #expect(table.record(of: KeyEntry(word: key.word, extra: 7, record: 0)) == -1)
        }
        let drained = table.drain { Array($0) }
        #expect(drained == keys.sorted { $0.precedes($1) })
        #expect(table.count == 0 && keys.allSatisfy { table.record(of: $0) < 0 })
    }
}
