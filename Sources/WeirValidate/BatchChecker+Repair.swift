import WeirModel

extension BatchChecker {
    /// Checks a tile of a field whose texts are mended first.
    ///
    /// It is apart so that a field that declares nothing costs nothing.
    mutating func checkMended(_ index: Int, _ cell: Int, _ tile: ColumnTile, _ repair: FieldRepair) {
        let field = plan.fields[index]
        var tile = tile
        tile.arena = arena.base
        let layout = layout
        var gaps = repair.mend(
            tile, missing: field.missing, arena: &arena, isNull: isNull.baseAddress,
            hasCell: { cell < layout.cellCount(ofRow: $0) })
        tile.arena = arena.base
        var trouble = field.converter.convert(tile, mayHoldNUL: mayHoldNUL)
        if repair.hasNullValues {
            let taken = repair.takeNullValues(tile, arena: &arena, isNull: isNull.baseAddress)
            tile.arena = arena.base
            if taken.gaps { gaps = true }
            if taken.replaced, field.converter.convert(tile, mayHoldNUL: mayHoldNUL) { trouble = true }
        }
        if trouble || (gaps && field.isRequired) { report(index, cell, tile) }
        if field.hasFurtherChecks { checkFurther(index, cell, tile) }
    }

    /// Checks a tile of a field that has the same text in every row, whatever the data has.
    mutating func checkFilled(_ index: Int, _ tile: ColumnTile, _ text: [UInt8]) {
        let field = plan.fields[index]
        let slice = arena.append(text)
        var tile = tile
        tile.arena = arena.base
        tile.slices.update(repeating: slice, count: tile.count)
        tile.words.update(repeating: (arena.base + slice.offset).word, count: tile.count)
        tile.validity.update(repeating: 1, count: tile.count)
        if field.converter.convert(tile, mayHoldNUL: false) { report(index, -1, tile) }
        if field.hasFurtherChecks { checkFurther(index, -1, tile) }
    }
}
