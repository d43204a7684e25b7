import GRDB
import WeirModel
import WeirWrite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes a new database page by page: the fastest way, for a file that does not exist yet.
///
/// Others can read it from the first commit on, and cannot write to it before the load is done; a load of a database that
/// is in use goes through SQLite's own statements (`SQLiteWriter`).
final class PageWriter: TableWriter {
    private static let patience = 5.0

    private let settings: SQLiteSettings
    private let start: RunStart
    private let database: DatabaseQueue
    private let file: any PageFile
    /// What the table is called until the end, in mode `replace`.
    private let staged: StagedTable?
    private var definition: TableDefinition?
    private var template: TableTemplate?
    private var load: PageLoad?
    /// Whether the database remembers the run.
    private var isRemembered = false
    private var isClosed = false

    /// Makes the database and takes it.
    ///
    /// - Parameter wrap: puts something around the calls to the file, for tests.
    init(
        _ settings: SQLiteSettings, start: RunStart,
        wrap: @escaping @Sendable (any PageFile) -> any PageFile
    ) throws {
        self.settings = settings
        self.start = start
        staged = settings.mode == .replace ? StagedTable(settings.table) : nil
        var configuration = Configuration()
        configuration.label = "weir.sqlite.pages"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = 0") }
        (database, file) = try WeirError.mapping(path: settings.path) {
            let database = try DatabaseQueue(path: settings.path, configuration: configuration)
            let file = try database.writeWithoutTransaction {
                wrap(try ConnectionFile($0, path: settings.path, patience: Self.patience))
            }
            try file.lock()
            return (database, file)
        }
        guard try file.size() == 0 else {
            file.unlock()
            throw WeirError(
                .writeBusy, "\(settings.path) was made by another program just now",
                hint: "run again: the rows are then added to it")
        }
    }

    var isAtomic: Bool { staged != nil }

    func open(columns: [WeirModel.ColumnInfo]) throws {
        let definition = try TableDefinition(table: settings.table, columns: columns, key: settings.key)
        self.definition = definition
        try mapping {
            let template = try TableTemplate(definition, staged: staged)
            self.template = template
            load = try PageLoad(
                file, root: template.root, firstPages: template.pageCount, nonce: .random(in: 1...UInt32.max))
        }
    }

    func append(_ batch: EncodedBatch) throws -> [RowRefusal] {
        switch batch.payload {
        case .bytes(let run):
            try mapping { try load?.append(run) }
        case .columns:
            guard let definition, let refused = ForbiddenNull.first(in: batch.checked, definition.columns) else {
                return []
            }
            throw RowRefusal(
                row: refused.row, reason: "NOT NULL constraint failed: \(settings.table).\(refused.column)")
        }
        return []
    }

    func commit(_ record: RunRecord) throws {
        try mapping {
            guard let pages = try template?.pages(record) else {
                throw WeirError(.writeFailed, "\(settings.path): the record of the run does not fit a page")
            }
            try load?.commit(pages)
        }
        isRemembered = true
    }

    func finish() throws {
        isClosed = true
        load = nil
        file.unlock()
        try mapping { try database.close() }
    }

    func abort(_ state: RunState) {
        guard !isClosed else { return }
        isClosed = true
        let isClean = load?.rollBack() ?? true
        load = nil
        file.unlock()
        if isRemembered, isClean {
            try? database.write { db in
                if state == .failed { try staged?.drop(in: db) }
                try RunTable.end(start.record, state, emptied: state == .failed && staged != nil, in: db)
            }
        }
        try? database.close()
        if !isRemembered, isClean { unlink(settings.path) }
    }

    private func mapping(_ body: () throws -> Void) throws {
        try WeirError.mapping(path: settings.path, body)
    }
}
