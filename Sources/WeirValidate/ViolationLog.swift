import WeirModel

/// The violations of a batch and the rows that they spoil, put in order tile by tile.
struct ViolationLog: ~Copyable {
    /// The violations, in order up to the last finished tile.
    private(set) var violations: [Violation] = []
    private let faults: [RecordFault]
    private let keepsRows: Bool
    private let severities: SeveritySettings
    private let fieldOfCell: [Int: Int]
    private var nextFault = 0
    private var tileStart = 0
    private var spoiled: Set<Int> = []
    /// The rows of the current tile with bytes that are not valid in their encoding.
    private(set) var misencoded: Set<Int> = []
    /// 1 for each row that goes on.
    private var accepted: PooledBuffer<UInt8>

    /// Begins the log of a batch.
    ///
    /// - Parameter fieldOfCell: the field of each cell, where fields are matched by name; `nil` where they are the same.
    init(_ batch: RecordBatch, settings: ValidateSettings, fieldOfCell: [Int: Int], pool: BufferPool) {
        faults = batch.faults
        keepsRows = settings.onViolation == .keep
        severities = settings.severity
        self.fieldOfCell = fieldOfCell
        accepted = PooledBuffer(capacity: batch.rowCount, pool: pool)
        accepted.baseAddress.update(repeating: 1, count: batch.rowCount)
        accepted.setCount(batch.rowCount)
    }

    /// Notes a violation.
    mutating func add(_ violation: Violation) {
        var violation = violation
        // The severity of a rule is its own.
        if violation.rule == nil { violation.severity = severities[violation.code, violation.constraint] }
        if keepsRows, !violation.code.spoilsRecord { violation.severity = .warning }
        if violations.count == violations.capacity {
            // By half: what an array has room for travels with the batch.
            violations.reserveCapacity(violations.count + max(violations.count / 2, 8))
        }
        violations.append(violation)
        if violation.severity == .error { accepted[violation.row] = 0 }
    }

    /// Whether one of the fields of a row of the current tile could not be read.
    func hasUnreadable(_ fields: [Int], row: Int) -> Bool {
        violations[tileStart...].contains { violation in
            violation.row == row && (violation.code == .typeError || violation.code == .missingCell)
                && fields.contains(violation.column)
        }
    }

    /// Takes in what parse found wrong with the rows before `end`.
    mutating func beginTile(endingAt end: Int) {
        while nextFault < faults.count, faults[nextFault].row < end {
            var fault = faults[nextFault]
            nextFault += 1
            if fault.column >= 0, fault.code != .extraCell { fault.column = fieldOfCell[fault.column] ?? -1 }
            if fault.code.spoilsRecord { spoiled.insert(fault.row) }
            if fault.code == .encodingError { misencoded.insert(fault.row) }
            add(fault)
        }
    }

    /// Puts the violations of the tile in the order of rows and columns.
    mutating func endTile() {
        defer {
            tileStart = violations.count
            misencoded.removeAll(keepingCapacity: true)
        }
        guard violations.count > tileStart else { return }
        if !spoiled.isEmpty {
            // What was kept of such a record says nothing about its cells.
            let rows = spoiled
            let kept = violations[tileStart...].filter { !rows.contains($0.row) || $0.code.spoilsRecord }
            violations.replaceSubrange(tileStart..., with: kept)
            spoiled.removeAll(keepingCapacity: true)
        }
        // The order is kept among those of one place: sorting is stable.
        violations[tileStart...].sort { ($0.row, $0.order) < ($1.row, $1.order) }
    }

    /// Ends the log: which rows go on, and what was found wrong.
    consuming func finish() -> (accepted: PooledArray<UInt8>, violations: [Violation]) {
        (accepted.freeze(), violations)
    }
}

extension Violation {
    /// The place among the violations of its row: first the record as a whole, then the fields, then the rules.
    fileprivate var order: Int { rule == nil ? column : .max }
}
