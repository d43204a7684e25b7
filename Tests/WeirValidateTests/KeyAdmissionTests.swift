import Foundation
import Testing
import WeirModel
import WeirValidate

/// Keys against a dictionary, which is the slow obvious twin.
@Suite("Keys") struct KeyAdmissionTests {
    private static let schema: TableSchema = {
        var schema = TableSchema(fields: [
            field("id", .integer), field("code", .string) { $0.constraints.unique = true },
            field("part", .number), field("day", .date), field("small", .integer) { $0.constraints.maximum = "900" },
        ])
        schema.primaryKey = ["id"]
        schema.uniqueKeys = [["part", "day"], ["id"], ["day", "small", "code"]]
        return schema
    }()

    /// The keys of the schema by the places of their fields: `["id"]` twice is one key.
    private static let keys = [[0], [1], [2, 3], [3, 4, 1]]

    private struct Finding: Equatable {
        var row: Int
        var key: Int
        var first: Int
    }

    /// What a person would do with a dictionary for each key.
    private static func expected(_ table: [[String]], keeps: Bool) -> (findings: [Finding], accepted: [Bool]) {
        var known: [[[String]: Int]] = keys.map { _ in [:] }
        var findings: [Finding] = []
        var accepted: [Bool] = []
        for (row, cells) in table.enumerated() {
            let values = cells.enumerated().map { index, text -> String in
                switch index {
                case 0, 4: Int(text).map(String.init) ?? ""
                case 2: Double(text).map { $0 == 0 ? "0" : "\($0)" } ?? ""
                default: text
                }
            }
            let isSound = !values[0].isEmpty && (Int(values[4]) ?? 0) <= 900
            var isFree = true
            for (index, key) in keys.enumerated() {
                let value = key.map { values[$0] }
                guard !value.contains(""), let first = known[index][value] else { continue }
                findings.append(Finding(row: row, key: index, first: first))
                isFree = false
            }
            accepted.append(keeps || (isSound && isFree))
            guard accepted[row] else { continue }
            for (index, key) in keys.enumerated() {
                let value = key.map { values[$0] }
                if !value.contains(""), known[index][value] == nil { known[index][value] = row }
            }
        }
        return (findings, accepted)
    }

    private static func table(_ random: inout SeededRandom, rows: Int, spread: Int) -> [[String]] {
        (0..<rows).map { row in
            func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
            let id = number(0...9) < 6 ? row : number(0...spread)
            let zeros = number(0...3) == 0 ? "00" : ""
            return [
                number(0...30) == 0 ? "" : "\(zeros)\(id)", number(0...8) == 0 ? "" : "c\(number(0...spread))",
                ["", "0", "-0.0", "1", "1.0", "1e0", "\(number(0...spread)).50"][number(0...6)],
                number(0...5) == 0 ? "" : String(format: "2024-%02d-%02d", number(1...12), number(1...28)),
                number(0...3) == 0 ? "" : String(number(0...1000)),
            ]
        }
    }

    /// Checks a table in pieces and lets the keys be looked at.
    private static func run(
        _ table: [[String]], cuts: [Int], policy: ViolationPolicy, limits: KeyLimits
    ) throws -> (findings: [Finding], accepted: [Bool]) {
        var settings = ValidateSettings()
        settings.onViolation = policy
        let plan = try ValidationPlan(schema: schema, settings: settings)
        let validator = Validator(plan: plan, pool: BufferPool())
        let admission = try #require(validator.admission(limits: limits))
        let text = table.map { $0.joined(separator: ",") + "\n" }.joined()
        let splitter = TableSplitter(Array(text.utf8))
        var findings: [Finding] = []
        var accepted: [Bool] = []
        let borders = [0] + cuts.sorted() + [table.count]
        for (start, end) in zip(borders, borders.dropFirst()) {
            var batch = try validator(splitter.batch(start..<end, rectangular: end % 2 == 0))
            let before = batch.acceptedCount
            let isChanged = try admission.admit(&batch)
            #expect(isChanged == (batch.acceptedCount != before))
            #expect(batch.accepted.array.count { $0 == 1 } == batch.acceptedCount)
            #expect(
                zip(batch.violations, batch.violations.dropFirst()).allSatisfy {
                    ($0.row, $0.column) <= ($1.row, $1.column)
                })
            let found = batch.violations.compactMap { violation in
                violation.collision.map { Finding(row: start + violation.row, key: $0.key, first: $0.record) }
            }
            findings += found.sorted { ($0.row, $0.key) < ($1.row, $1.key) }
            accepted += batch.accepted.array.map { $0 == 1 }
        }
        return (findings, accepted)
    }

    private static func limits(_ memory: Int, calls: any SpillCalls = SystemSpillCalls()) -> KeyLimits {
        KeyLimits(
            memoryBytes: memory, spillFolder: FileManager.default.temporaryDirectory.path,
            spill: SpillBudget(byteLimit: 1 << 30),
            calls: calls)
    }

    @Test(
        "random tables come out as with a dictionary, in memory or on disk, cut anywhere",
        arguments: [ViolationPolicy.reject, .keep], [1, 32 << 20])
    func oracle(policy: ViolationPolicy, memory: Int) throws {
        var random = SeededRandom(seed: 17)
        for round in 0..<6 {
            let rows = round < 4 ? Int.random(in: 1...3000, using: &random) : 12_000
            let table = Self.table(&random, rows: rows, spread: round % 2 == 0 ? rows / 4 + 1 : rows * 50)
            let twin = Self.expected(table, keeps: policy == .keep)
            let cuts = (0..<round).map { _ in Int.random(in: 0...rows, using: &random) }
            let (findings, accepted) = try Self.run(
                table, cuts: cuts, policy: policy, limits: Self.limits(memory))
            #expect(findings == twin.findings)
            #expect(accepted == twin.accepted)
        }
    }

    @Test("many times more keys than memory has room for are told apart, whatever their order")
    func spill() throws {
        let plan = try ValidationPlan(
            schema: TableSchema(fields: [field("id", .integer) { $0.constraints.unique = true }]))
        for step in [1, -1, 7_919] {
            let validator = Validator(plan: plan, pool: BufferPool())
            let calls = FailingSpillCalls(EIO, at: .max)
            let admission = try #require(validator.admission(limits: Self.limits(1, calls: calls)))
            let count = 60_013
            // A step that has no factor in common with the count goes through all numbers, in another order.
            let ids = (0..<count).map { ($0 * step % count + count) % count } + [5, count - 1, 0]
            let splitter = TableSplitter(Array(ids.map { "\($0)\n" }.joined().utf8))
            var collisions: [KeyCollision] = []
            for start in stride(from: 0, to: ids.count, by: 7_000) {
                var batch = try validator(
                    splitter.batch(start..<min(start + 7_000, ids.count), rectangular: true))
                _ = try admission.admit(&batch)
                collisions += batch.violations.compactMap(\.collision)
            }
            let firsts = [5, count - 1, 0].compactMap { ids.firstIndex(of: $0) }
            #expect(collisions.map(\.record) == firsts)
            // Numbers that ascend without gaps are one stretch and never leave memory.
            #expect(calls.hasMadeFiles == (step != 1))
        }
    }

    @Test("whichever call for the temporary files fails, the run ends with a clean error")
    func nthFailure() throws {
        var random = SeededRandom(seed: 3)
        let table = Self.table(&random, rows: 9_000, spread: 400_000)
        for (number, code) in [(EIO, ErrorCode.validateSpillFailed), (ENOSPC, .validateSpillFull)] {
            var failures = 0
            for call in [1, 2, 3, 4, 5, 8, 13, 40, 100, 1_000] {
                let calls = FailingSpillCalls(number, at: call)
                do {
                    _ = try Self.run(table, cuts: [4_000], policy: .reject, limits: Self.limits(1, calls: calls))
                } catch let error as WeirError {
                    failures += 1
                    #expect(error.code == code)
                    #expect(error.message.contains(FileManager.default.temporaryDirectory.path))
                    #expect(error.hint?.contains("limits.spillFolder") == true)
                }
                #expect(calls.openFiles == 0, "every file is given back")
            }
            #expect(failures >= 8)
        }
    }

    @Test("interrupted and short calls change nothing")
    func shortCalls() throws {
        var random = SeededRandom(seed: 4)
        let table = Self.table(&random, rows: 6_000, spread: 400_000)
        let twin = Self.expected(table, keeps: false)
        let calls = FailingSpillCalls(EINTR, at: 7, longest: 100)
        let result = try Self.run(table, cuts: [100, 3_000], policy: .reject, limits: Self.limits(1, calls: calls))
        #expect(result.findings == twin.findings)
        #expect(result.accepted == twin.accepted)
    }

    @Test("the limit of the room on disk is kept")
    func roomOnDisk() throws {
        var random = SeededRandom(seed: 5)
        let table = Self.table(&random, rows: 9_000, spread: 400_000)
        var limits = Self.limits(1)
        limits.spill = SpillBudget(byteLimit: 50_000)
        let error = #expect(throws: WeirError.self) {
            try Self.run(table, cuts: [], policy: .reject, limits: limits)
        }
        #expect(error?.code == .validateSpillFull)
        #expect(error?.message.contains("limits.spillBytes") == true)
    }

    @Test("a schema without keys costs nothing")
    func none() throws {
        let plan = try ValidationPlan(schema: TableSchema(fields: [field("id", .integer)]))
        let validator = Validator(plan: plan, pool: BufferPool())
        #expect(validator.admission(limits: Self.limits(1)) == nil)
        #expect(try check("1\n1\n", [field("id", .integer)]).keys.isEmpty)
    }
}
