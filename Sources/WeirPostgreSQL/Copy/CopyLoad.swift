import WeirModel
import WeirWrite

/// Copies the rows of batches over one connection or several at the same time.
///
/// Each batch is divided between the connections; each has a transaction of its own, and the first one, which records how
/// far the run has come, commits last. What the others had stored when a run ended in between is left out when it goes on.
final class CopyLoad {
    /// How much is sent to one connection before the next has its turn, in bytes: less than the system keeps for it.
    private static let turnBytes = 64 << 10

    private let lanes: [CopyLane]
    /// How many parts each batch has: as many as when the run began.
    private let parts: Int
    private let run: String
    /// For each part up to where its rows are stored already.
    private let stored: [Int: LaneTable.Place]
    private let refused: RefusalTable
    /// The rows that the server has refused of what is stored and not counted.
    private let uncountedRefusals: [RefusalTable.Entry]
    private let progress: LaneTable

    /// - Parameters:
    ///   - isSequential: whether one connection has to load all rows.
    ///   - mayRefuse: whether the server may refuse rows.
    init(
        _ settings: PostgreSQLSettings, command: CopyCommand, start: RunStart, main: Connection, isSequential: Bool,
        mayRefuse: Bool
    ) throws {
        run = start.run.id
        refused = RefusalTable(schema: settings.schema)
        progress = LaneTable(schema: settings.schema)
        let before = start.isResumed ? try progress.lanes(run: run, on: main) : (count: 1, stored: [:])
        stored = before.stored
        let count = isSequential ? 1 : settings.connections
        parts = start.record.hasUncounted ? before.count : count
        uncountedRefusals = start.record.hasUncounted ? try refused.entries(behind: start.record, on: main) : []
        var lanes = [CopyLane(main, command, mayRefuse: mayRefuse)]
        for _ in 1..<max(count, 1) {
            lanes.append(
                CopyLane(
                    try Connection(url: settings.url, name: TargetLock.name(start.run)), command,
                    mayRefuse: mayRefuse))
        }
        self.lanes = lanes
    }

    /// How many connections there are.
    var count: Int { lanes.count }

    /// How many rows were changed in place of being added.
    var changedRows: Int { lanes.reduce(0) { $0 + $1.changedRows } }

    /// A part of a batch on its way.
    private struct Sending {
        var part: CopyPart
        var lane: CopyLane
        var sent = 0
    }

    /// Copies a batch.
    ///
    /// - Returns: the rows that the server refuses, in order.
    func append(_ payload: Bytes, of checked: CheckedBatch) throws -> [RowRefusal] {
        let records = checked.records
        let storedParts = stored.filter { $0.value.isBehind(records) }
        return try payload.withUnsafeBufferPointer { payload in
            var refusals = storedParts.isEmpty ? [] : uncountedRefusals.compactMap { $0.refusal(in: records) }
            let sendings = CopyPart.parts(of: payload, count: parts).enumerated().compactMap { index, part in
                part.rows.isEmpty || storedParts[index] != nil
                    ? nil : Sending(part: part, lane: lanes[index % lanes.count])
            }
            // Parts that share a connection go one after another.
            var rest = sendings[...]
            while !rest.isEmpty {
                let now = rest.prefix(lanes.count)
                rest = rest.dropFirst(now.count)
                refusals += try copy(Array(now), payload, checked)
            }
            return refusals.sorted { $0.row < $1.row }
        }
    }

    private func copy(
        _ sendings: [Sending], _ payload: UnsafeBufferPointer<UInt8>, _ checked: CheckedBatch
    ) throws -> [RowRefusal] {
        var sendings = sendings
        for sending in sendings { try sending.lane.start() }
        var isSending = true
        while isSending {
            isSending = false
            for index in sendings.indices where sendings[index].sent < sendings[index].part.bytes.count {
                let bytes = sendings[index].part.bytes.dropFirst(sendings[index].sent).prefix(Self.turnBytes)
                try sendings[index].lane.send(UnsafeBufferPointer(rebasing: payload[bytes]))
                sendings[index].sent += bytes.count
                isSending = true
            }
        }
        for sending in sendings { try sending.lane.endBatch(rows: sending.part.rows.count) }
        var refusals: [RowRefusal] = []
        for sending in sendings {
            guard let error = try sending.lane.outcome() else { continue }
            let rows = UnsafeBufferPointer(rebasing: payload[sending.part.bytes])
            let found = try CopyBisection(sending.lane, rows).load(after: error).map { refusal in
                let row = checked.acceptedRow(sending.part.rows.lowerBound + refusal.row)
                return RowRefusal(row: row, reason: refusal.error.message, sqlState: refusal.error.sqlState)
            }
            try refused.store(found, of: checked.records, run: run, on: sending.lane.connection)
            refusals += found
        }
        return refusals
    }

    /// Waits until the server has taken all rows that were sent.
    func settle() throws {
        for lane in lanes { try lane.end() }
        for lane in lanes { try lane.settle() }
    }

    /// Stores what the connections but the first have copied.
    ///
    /// - Parameters:
    ///   - record: how far the run has come with that.
    ///   - prepare: does what must be stored with the first of them.
    func commitOthers(_ record: RunRecord, prepare: (Connection) throws -> Void) throws {
        for (index, lane) in lanes.enumerated().dropFirst() {
            try lane.begin()
            if index == 1 { try prepare(lane.connection) }
            for part in 1..<max(parts, 2) where part % lanes.count == index {
                try progress.store(lane: part, of: parts, upTo: record, on: lane.connection)
            }
            try lane.commit()
        }
    }

    /// Begins the transaction of the first connection, unless it has begun.
    func begin() throws { try lanes[0].begin() }

    /// Stores what the first connection has copied, and what was recorded with it.
    func commitMain() throws { try lanes[0].commit() }
}

extension CheckedBatch {
    /// The row of the batch that is the n-th accepted one, from 0.
    fileprivate func acceptedRow(_ number: Int) -> Int {
        accepted.withUnsafeBufferPointer { accepted in
            var left = number
            for (row, mark) in accepted.enumerated() where mark != 0 {
                if left == 0 { return row }
                left -= 1
            }
            return 0
        }
    }
}
