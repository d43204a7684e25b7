import WeirModel
import WeirWrite

/// A connection that rows are copied over, in a transaction of its own.
///
/// Where the server may refuse rows, those of each batch are a COPY of their own behind a savepoint. Where it cannot, all
/// rows up to a commit are one COPY, which waits for nothing.
final class CopyLane {
    /// What a binary COPY begins with: a signature, no flags, no extension.
    private static let head: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
    /// What it ends with.
    private static let tail: [UInt8] = [0xFF, 0xFF]

    let connection: Connection
    private let command: CopyCommand
    /// Whether the server may refuse rows.
    private let mayRefuse: Bool
    private var isPrepared = false
    private var isInTransaction = false
    private var hasSavepoint = false
    private var isCopying = false
    /// How many rows were sent in the COPY that goes on.
    private var sentRows = 0
    /// How many rows were changed in place of being added.
    private(set) var changedRows = 0

    init(_ connection: Connection, _ command: CopyCommand, mayRefuse: Bool) {
        self.connection = connection
        self.command = command
        self.mayRefuse = mayRefuse
    }

    /// Begins a transaction, unless there is one.
    func begin() throws {
        if !isPrepared, let prepare = command.prepare { try connection.execute(prepare) }
        isPrepared = true
        guard !isInTransaction else { return }
        // What is to be checked at the commit would be told too late to say which row it is about.
        try connection.execute("BEGIN; SET CONSTRAINTS ALL IMMEDIATE")
        isInTransaction = true
        hasSavepoint = false
    }

    /// Stores what was copied; the copy has ended.
    func commit() throws {
        guard isInTransaction else { return }
        try connection.execute("COMMIT")
        isInTransaction = false
    }

    /// Begins to copy rows, unless a copy goes on.
    func start() throws {
        guard !isCopying else { return }
        try begin()
        if mayRefuse {
            let before = hasSavepoint ? "RELEASE SAVEPOINT weir; " : ""
            hasSavepoint = false
            try connection.beginCopy(before + "SAVEPOINT weir; " + command.copy)
            hasSavepoint = true
        } else {
            try connection.beginCopy(command.copy)
        }
        isCopying = true
        try Self.head.withUnsafeBufferPointer(connection.send)
    }

    /// Sends rows.
    func send(_ rows: UnsafeBufferPointer<UInt8>) throws { try connection.send(rows) }

    /// Tells that a batch has ended, without waiting.
    ///
    /// - Parameter rows: how many rows were sent of it.
    func endBatch(rows: Int) throws {
        sentRows += rows
        if mayRefuse { try end() }
    }

    /// Tells that there are no more rows, without waiting.
    func end() throws {
        guard isCopying else { return }
        try Self.tail.withUnsafeBufferPointer(connection.send)
        try connection.endSending()
    }

    /// Waits until the server has taken the rows of a batch, if it may refuse some.
    ///
    /// - Returns: what the server has against them; they are undone then.
    func outcome() throws -> ServerError? {
        guard mayRefuse else { return nil }
        do {
            try settle()
            return nil
        } catch let error as ServerError where error.isRefusal {
            try connection.execute("ROLLBACK TO SAVEPOINT weir; RELEASE SAVEPOINT weir")
            hasSavepoint = false
            return error
        }
    }

    /// Waits until the server has taken all rows; it was told that there are no more.
    func settle() throws {
        guard isCopying else { return }
        let count = sentRows
        isCopying = false
        sentRows = 0
        var taken = try connection.endCopy()
        if let place = command.place {
            let told = try connection.query(place).first?.map { $0.flatMap { Int($0) } ?? 0 } ?? []
            guard told.count == 2 else { throw ServerError(message: "the server does not say what it has written") }
            taken -= told[1]
            if taken == count { changedRows += count - told[0] }
        }
        if let clear = command.clear { try connection.execute(clear) }
        guard taken == count else {
            throw ServerError(
                sqlState: "01000", message: "the table ignored \(count - taken) of \(count) rows (a trigger or a rule)")
        }
    }

    /// Copies rows at once.
    ///
    /// - Returns: what the server has against them; they are undone then.
    func copy(_ rows: UnsafeBufferPointer<UInt8>, count: Int) throws -> ServerError? {
        try start()
        try send(rows)
        try endBatch(rows: count)
        return try outcome()
    }
}
