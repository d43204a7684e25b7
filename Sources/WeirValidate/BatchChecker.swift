import WeirModel

/// Checks one batch: tile by tile, and in each tile column by column, so that both the text of a tile and the loop over a
/// column stay where the processor has them at hand.
struct BatchChecker: ~Copyable {
    let plan: ValidationPlan
    private let match: HeaderMatch
    let layout: CellLayout
    private let rowCount: Int
    private let recordStart: (Int) -> Int
    let mayHoldNUL: Bool
    private var columns: ColumnStore
    var arena: TextArena
    /// For each row of a tile whose texts were mended, whether it is left without a value.
    let isNull: PooledBuffer<UInt8>
    private var log: ViolationLog
    private let rules: RuleMachine?
    private let usesVectors: Bool

    init(
        _ batch: RecordBatch, layout: CellLayout, plan: ValidationPlan, match: HeaderMatch, keepsColumns: Bool,
        usesVectors: Bool, pool: BufferPool
    ) {
        self.usesVectors = usesVectors
        self.plan = plan
        self.match = match
        self.layout = layout
        rowCount = batch.rowCount
        recordStart = { batch.recordRange(ofRow: $0).lowerBound }
        mayHoldNUL = batch.mayHoldNUL && layout.mayHoldNUL
        columns = ColumnStore(plan, rows: batch.rowCount, isKept: keepsColumns, pool: pool)
        isNull = PooledBuffer(capacity: ColumnTile.rows, pool: pool)
        arena = TextArena(expected: batch.bytes.count, pool: pool)
        log = ViolationLog(batch, settings: plan.settings, fieldOfCell: match.fieldOfCell, pool: pool)
        rules = plan.rules.isEmpty ? nil : RuleMachine(plan.rules.map(\.program), pool: pool)
    }

    /// Checks all rows.
    mutating func run() {
        var row = 0
        while row < rowCount {
            let rows = row..<min(row + ColumnTile.rows, rowCount)
            log.beginTile(endingAt: rows.upperBound)
            checkCellCounts(rows)
            for field in plan.fields.indices { check(field, rows) }
            if !plan.rules.isEmpty { checkRules(rows) }
            log.endTile()
            row = rows.upperBound
        }
    }

    /// Ends the check.
    ///
    /// - Parameter marks: makes the generated columns, if there are any.
    consuming func finish(_ batch: RecordBatch, marks: RowMarks?, pool: BufferPool) -> CheckedBatch {
        var columns = columns.freeze(plan)
        if let marks { columns += marks.columns(of: batch, arena: &arena, pool: pool) }
        let (accepted, violations) = log.finish()
        let acceptedCount = accepted.withUnsafeBufferPointer { $0.reduce(0) { $0 &+ Int($1) } }
        let arena = arena.freeze()
        var checked = CheckedBatch(
            records: batch, columns: columns, arena: arena, accepted: accepted, acceptedCount: acceptedCount,
            violations: violations)
        let keys = plan.gathered
        if !keys.isEmpty {
            checked.keys = KeyGatherer(hasher: plan.hasher, pool: pool).keys(
                keys, of: columns, rows: rowCount, bytes: batch.bytes, arena: arena)
        }
        return checked
    }

    private mutating func check(_ index: Int, _ rows: Range<Int>) {
        let field = plan.fields[index]
        let cell = match.cells[index]
        var tile = columns.tile(index, rows, plan, bytes: layout.bytes, arena: arena.base)
        guard cell >= 0 else {
            if let text = field.filling { checkFilled(index, tile, text) } else { checkAbsent(index, tile) }
            return
        }
        if usesVectors, let gaps = field.shortIntegers?.read(cell: cell, of: layout, into: tile),
            !(gaps && field.isRequired)
        {
            if field.hasFurtherChecks { checkFurther(index, cell, tile) }
            return
        }
        var gaps = layout.gather(cell: cell, into: tile, missing: field.missing, arena: &arena)
        if field.type.isWritten, plan.loadsMisencoded, !log.misencoded.isEmpty { repair(tile) }
        if let mending = field.repair { return checkMended(index, cell, tile, mending) }
        tile.arena = arena.base
        if field.missing.applyOthers(to: tile) { gaps = true }
        let trouble = field.converter.convert(tile, mayHoldNUL: mayHoldNUL)
        if trouble || (gaps && field.isRequired) { report(index, cell, tile) }
        if field.hasFurtherChecks { checkFurther(index, cell, tile) }
    }

    /// A field that the data does not have: no value in any row.
    private mutating func checkAbsent(_ index: Int, _ tile: ColumnTile) {
        tile.validity.update(repeating: 0, count: tile.count)
        tile.slices.update(repeating: TextSlice(offset: 0, count: 0), count: tile.count)
        guard plan.fields[index].isRequired else { return }
        for row in tile.firstRow..<tile.firstRow + tile.count {
            let start = recordStart(row)
            log.add(
                Violation(
                    row: row, column: index, code: .constraintError, constraint: .required, valueRange: start..<start))
        }
    }

    /// Goes through a tile again, now to say what is wrong with which row.
    mutating func report(_ index: Int, _ cell: Int, _ tile: ColumnTile) {
        let field = plan.fields[index]
        for place in 0..<tile.count {
            let row = tile.firstRow + place
            if tile.validity[place] != 0 {
                for kind in field.converter.failedBounds(tile.values[place]) { add(kind, row, index, cell) }
            } else if cell >= layout.cellCount(ofRow: row) {
                continue
            } else if field.repair == nil
                ? !isVoid(cell, row) && !field.missing.contains(tile.text(at: place)) : isNull.baseAddress[place] == 0
            {
                log.add(Violation(row: row, column: index, code: .typeError, valueRange: valueRange(row, cell)))
            } else if field.isRequired {
                add(.required, row, index, cell)
            }
        }
    }

    private func isVoid(_ cell: Int, _ row: Int) -> Bool { cell >= 0 && layout.isVoid(cell: cell, row: row) }

    mutating func checkFurther(_ index: Int, _ cell: Int, _ tile: ColumnTile) {
        let field = plan.fields[index]
        if let lengths = field.lengths {
            for place in 0..<tile.count where tile.validity[place] != 0 {
                let verdict = lengths.check(tile.text(at: place))
                if !verdict.isLongEnough { add(.minLength, tile.firstRow + place, index, cell) }
                if !verdict.isShortEnough { add(.maxLength, tile.firstRow + place, index, cell) }
            }
        }
        if let pattern = field.pattern {
            var mismatches: [Int] = []
            pattern.forEachMismatch(in: tile) { mismatches.append($0) }
            for place in mismatches { add(.pattern, tile.firstRow + place, index, cell) }
        }
        if let compound = field.compound {
            var failures: [(place: Int, kind: ConstraintKind)] = []
            compound.forEachFailure(in: tile) { failures.append(($0, $1)) }
            for (place, kind) in failures { add(kind, tile.firstRow + place, index, cell) }
        }
        if let allowed = field.allowed {
            var place = allowed.firstForbidden(in: tile, from: 0)
            while place < tile.count {
                add(.enum, tile.firstRow + place, index, cell)
                place = allowed.firstForbidden(in: tile, from: place + 1)
            }
        }
    }

    private mutating func add(_ kind: ConstraintKind, _ row: Int, _ column: Int, _ cell: Int) {
        log.add(
            Violation(
                row: row, column: column, code: .constraintError, constraint: kind, valueRange: valueRange(row, cell)))
    }

    private func valueRange(_ row: Int, _ cell: Int) -> Range<Int> {
        guard cell >= 0 else { return recordStart(row)..<recordStart(row) }
        let bounds = layout.bounds(ofCell: cell, row: row)
        return bounds.start..<bounds.end
    }

    /// Replaces what is not UTF-8 in the texts of the rows where decode has found such bytes.
    private mutating func repair(_ tile: ColumnTile) {
        for place in 0..<tile.count where log.misencoded.contains(tile.firstRow + place) {
            var current = tile
            current.arena = arena.base
            let text = String(decoding: current.text(at: place), as: UTF8.self)
            guard !current.text(at: place).elementsEqual(text.utf8) else { continue }
            tile.slices[place] = arena.append(text.utf8)
            tile.words[place] = (arena.base + tile.slices[place].offset).word
        }
    }

    /// Asks the rules, which need the values of all columns.
    ///
    /// A rule says nothing of a row where a field that it uses could not be read: that is an issue of its own.
    private mutating func checkRules(_ rows: Range<Int>) {
        for (index, rule) in plan.rules.enumerated() {
            let broken = brokenRows(rule, rows)
            for row in broken where !log.hasUnreadable(rule.program.fields, row: row) {
                let start = recordStart(row)
                var violation = Violation(
                    row: row, column: -1, code: .rowConstraint, rule: index, valueRange: start..<start)
                violation.severity = rule.severity
                log.add(violation)
            }
        }
    }

    private func brokenRows(_ rule: RowRule, _ rows: Range<Int>) -> [Int] {
        guard
            let verdict = rules?.run(
                rule.program, count: rows.count,
                tile: { [plan, layout] field in
                    columns.tile(field, rows, plan, bytes: layout.bytes, arena: arena.base)
                })
        else { return [] }
        var broken: [Int] = []
        for place in 0..<rows.count where verdict.known[place] & ~verdict.bits[place] & 1 != 0 {
            broken.append(rows.lowerBound + place)
        }
        return broken
    }

    /// Notes the cells that a record has too few or too many.
    private mutating func checkCellCounts(_ rows: Range<Int>) {
        for row in rows {
            let count = layout.cellCount(ofRow: row)
            guard count != match.expectedCells else { continue }
            for cell in match.expectedCells..<max(count, match.expectedCells) {
                log.add(Violation(row: row, column: cell, code: .extraCell, valueRange: valueRange(row, cell)))
            }
            guard count < match.expectedCells else { continue }
            let end = count > 0 ? valueRange(row, count - 1).upperBound : recordStart(row)
            var isOfField = false
            for (index, cell) in match.cells.enumerated() where cell >= count {
                log.add(Violation(row: row, column: index, code: .missingCell, valueRange: end..<end))
                isOfField = true
            }
            if !isOfField { log.add(Violation(row: row, column: -1, code: .missingCell, valueRange: end..<end)) }
        }
    }
}
