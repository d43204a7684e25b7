import GRDB
import Synchronization
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite("A new database written page by page")
struct PageLoadTests {
    /// Dies at one of its calls: from then on every call fails, and what was written stays as it is.
    private final class DyingFile: PageFile, Sendable {
        struct Dead: Error {}

        private let file: @Sendable () -> any PageFile
        private let calls: Mutex<Int>

        init(_ file: any PageFile, after calls: Int) {
            let box = Box(file)
            self.file = { box.file }
            self.calls = Mutex(calls)
        }

        private final class Box: @unchecked Sendable {
            let file: any PageFile
            init(_ file: any PageFile) { self.file = file }
        }

        private func step() throws {
            try calls.withLock { left in
                guard left > 0 else { throw Dead() }
                left -= 1
            }
        }

        func lock() throws { try file().lock() }
        func unlock() { file().unlock() }
        func letReadersIn() throws { try file().letReadersIn() }
        func keepReadersOut() throws { try file().keepReadersOut() }
        func size() throws -> Int { try file().size() }
        func read(_ count: Int, at offset: Int) throws -> [UInt8] { try file().read(count, at: offset) }
        func write(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws {
            try step()
            try file().write(bytes, at: offset)
        }
        func startStoring(_ count: Int, at offset: Int) { file().startStoring(count, at: offset) }
        func sync() throws {
            try step()
            try file().sync()
        }
        func truncate(to size: Int) throws {
            try step()
            try file().truncate(to: size)
        }
        func writeJournal(_ bytes: [UInt8]) throws {
            try step()
            try file().writeJournal(bytes)
        }
        func removeJournal() throws {
            try step()
            try file().removeJournal()
        }
    }

    /// Somebody else writes to the file at the moment between two locks.
    private struct IntrudedFile: PageFile {
        let file: any PageFile
        let intrude: () throws -> Void

        func lock() throws { try file.lock() }
        func unlock() { file.unlock() }
        func letReadersIn() throws {
            file.unlock()
            try intrude()
            try file.lock()
        }
        func keepReadersOut() throws { try file.keepReadersOut() }
        func size() throws -> Int { try file.size() }
        func read(_ count: Int, at offset: Int) throws -> [UInt8] { try file.read(count, at: offset) }
        func write(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws { try file.write(bytes, at: offset) }
        func startStoring(_ count: Int, at offset: Int) { file.startStoring(count, at: offset) }
        func sync() throws { try file.sync() }
        func truncate(to size: Int) throws { try file.truncate(to: size) }
        func writeJournal(_ bytes: [UInt8]) throws { try file.writeJournal(bytes) }
        func removeJournal() throws { try file.removeJournal() }
    }

    private func batches(_ fixture: inout SQLiteFixture) -> [CheckedBatch] {
        [0..<3, 3..<900, 900..<901, 901..<4000, 4000..<4010].map { fixture.batch(ids: $0) }
    }

    @Test("a process that dies at any of its calls leaves the last commit, and a record of the run that agrees with it")
    func everyCall() throws {
        let borders = [0, 3, 900, 901, 4000, 4010]
        var seen: Set<Int> = []
        for calls in 0... {
            var fixture = try SQLiteFixture()
            fixture.run.options.commit = .everyBatch
            var sink = SQLiteSink(fixture.settings)
            sink.wrap = { DyingFile($0, after: calls) }
            let loaded = batches(&fixture)
            let survived = (try? fixture.run.receipts(sink, loaded)) != nil
            let hasTable = try fixture.read { try $0.tableExists("t") }
            let ids = hasTable ? try fixture.fetch(Int.self, "SELECT id FROM t ORDER BY rowid").compactMap { $0 } : []
            #expect(ids == Array(0..<ids.count) && borders.contains(ids.count), "after \(calls) calls")
            #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
            if hasTable {
                let recorded = try fixture.fetch(Int.self, "SELECT rows_committed FROM _weir_runs")
                #expect(recorded == [ids.count], "after \(calls) calls")
            }
            seen.insert(ids.count)
            if survived {
                #expect(ids.count == 4010)
                break
            }
        }
        #expect(seen == Set(borders))
    }

    @Test("a failed run leaves no file if it stored nothing, and the last commit if it did")
    func failure() throws {
        struct Stop: Error {}
        for stopAfter in [0, 2] {
            var fixture = try SQLiteFixture()
            fixture.run.options.commit = .everyBatch
            let loaded = batches(&fixture)
            var commits = 0
            #expect(throws: Stop.self) {
                if stopAfter == 0 {
                    fixture.run.options.commit = .bytes(1 << 30)
                    let sink = SQLiteSink(fixture.settings)
                    let writer = try sink.makeWriter(
                        RunStart(RunRecord(run: RunIdentity(id: "r", pipeline: "p", startedAt: 0))))
                    try writer.open(columns: SQLiteFixture.columns)
                    let encoder = sink.makeEncoder(columns: TableColumns(SQLiteFixture.columns))
                    for batch in loaded {
                        _ = try writer.append(EncodedBatch(payload: encoder.encode(batch), checked: batch))
                    }
                    writer.abort(.interrupted)
                    throw Stop()
                }
                try fixture.run.run(SQLiteSink(fixture.settings), loaded) { _ in
                    commits += 1
                    if commits == stopAfter { throw Stop() }
                }
            }
            #expect(fixture.folder.names == (stopAfter == 0 ? [] : ["t.db"]))
            guard stopAfter > 0 else { continue }
            #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [900])
            #expect(try fixture.fetch(String.self, "SELECT state FROM _weir_runs") == ["interrupted"])
        }
    }

    @Test("rows larger than a page go to overflow pages, whatever stands around them")
    func overflow() throws {
        let columns = [
            WeirModel.ColumnInfo(name: "id", type: .integer, required: true),
            WeirModel.ColumnInfo(name: "text", type: .text, required: false),
        ]
        let sizes = [1, 32_600, 32_730, 32_740, 40_000, 65_500, 100_000, 300_000, 7] + (0..<400).map { $0 * 97 }
        var fixture = try SQLiteFixture(columns: columns)
        fixture.run.options.commit = .everyBatch
        var loaded: [CheckedBatch] = []
        for (place, size) in sizes.enumerated() {
            let text = String(repeating: Character(Unicode.Scalar(UInt8(97 + place % 26))), count: size)
            fixture.builder.add([.integer(Int64(place)), .text(text)])
            if place % 50 == 49 { loaded.append(fixture.builder.build()) }
        }
        loaded.append(fixture.builder.build())
        _ = try fixture.run.receipts(SQLiteSink(fixture.settings), loaded)
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
        #expect(try fixture.fetch(Int.self, "SELECT length(text) FROM t ORDER BY id") == sizes)
        let wrong =
            "SELECT count(*) FROM t WHERE text <> replace(hex(zeroblob(length(text) / 2)), '0', char(97 + id % 26))"
        #expect(try fixture.fetch(Int.self, wrong + " AND length(text) % 2 = 0") == [0])
    }

    @Test("the table can be changed afterwards as any other")
    func changes() throws {
        var fixture = try SQLiteFixture()
        let loaded = [fixture.batch(ids: 0..<50_000)]
        _ = try fixture.run.receipts(SQLiteSink(fixture.settings), loaded)
        try fixture.execute(
            """
            DELETE FROM t WHERE id % 3 = 0;
            INSERT INTO t (id, text) SELECT id + 100000, text || text FROM t;
            CREATE INDEX i ON t (id);
            UPDATE t SET text = 'changed' WHERE id % 7 = 1;
            VACUUM;
            """
        )
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [66_666])
    }

    @Test("a second load adds to it")
    func append() throws {
        var fixture = try SQLiteFixture()
        _ = try fixture.load([fixture.batch(ids: 0..<5000)])
        fixture.run.id = "run-2"
        _ = try fixture.load([fixture.batch(ids: 5000..<9000)])
        #expect(try fixture.fetch(Int.self, "SELECT count(DISTINCT id) FROM t") == [9000])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM _weir_runs") == [2])
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
    }

    @Test("pages are full however small the batches are")
    func density() throws {
        func pages(batchRows: Int) throws -> Int {
            var fixture = try SQLiteFixture()
            let loaded = stride(from: 0, to: 20_000, by: batchRows).map { fixture.batch(ids: $0..<$0 + batchRows) }
            _ = try fixture.run.receipts(SQLiteSink(fixture.settings), loaded)
            #expect(try fixture.fetch(Int.self, "SELECT max(rowid) FROM t") == [20_000])
            return try #require(try fixture.fetch(Int.self, "PRAGMA page_count").first ?? nil)
        }
        #expect(try pages(batchRows: 10) <= pages(batchRows: 20_000) + 2)
    }

    @Test("another program that writes between two commits is noticed, and what it wrote stays")
    func intruder() throws {
        var fixture = try SQLiteFixture()
        fixture.run.options.commit = .everyBatch
        var sink = SQLiteSink(fixture.settings)
        let path = fixture.settings.path
        sink.wrap = { file in
            IntrudedFile(file: file) {
                let queue = try DatabaseQueue(path: path)
                try queue.write { try $0.execute(sql: "CREATE TABLE other (a); INSERT INTO other VALUES (1)") }
                try queue.close()
            }
        }
        let loaded = batches(&fixture)
        let error = #expect(throws: WeirError.self) { try fixture.run.receipts(sink, loaded) }
        #expect(error?.code == .writeBusy)
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [3])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM other") == [1])
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
    }

    @Test("the page that SQLite keeps for its locks is left out")
    func lockPage() {
        var next = LeafFormat.lockPage - 1
        #expect(PageLoad.allocate(&next) == LeafFormat.lockPage - 1)
        #expect(PageLoad.allocate(&next) == LeafFormat.lockPage + 1)
        #expect(Int(LeafFormat.lockPage - 1) * LeafFormat.pageSize == 0x4000_0000)
    }
}
