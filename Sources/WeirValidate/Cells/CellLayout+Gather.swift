import WeirModel

extension CellLayout {
    /// Whether a cell of a rectangular layout is what stands between two separators, but for quotes.
    @inline(__always)
    func isPlain(cell: Int, columns: Int) -> Bool {
        cell < columns && (cell < columns - 1 || !hasCarriageReturns)
    }

    /// Gathers the texts of one cell of each row into a tile and marks those that stand for no value.
    ///
    /// A record without that cell, or with one that it says is void, gets an empty text and no validity, whatever the
    /// missing values are.
    ///
    /// - Returns: whether a row has no text.
    func gather(
        cell: Int, into tile: ColumnTile, missing: MissingValues, arena: inout TextArena
    ) -> Bool {
        switch form {
        case .rectangular(let ends, let columns) where isPlain(cell: cell, columns: columns):
            var gaps = gatherPlain(cell: cell, ends: ends, columns: columns, into: tile, missing: missing)
            guard hasQuotes, let quote else { return gaps }
            for index in 0..<tile.count where UInt8(truncatingIfNeeded: tile.words[index]) == quote {
                if gatherOne(cell: cell, index, into: tile, missing: missing, arena: &arena) { gaps = true }
            }
            return gaps
        case .rectangular:
            return gatherEach(cell: cell, into: tile, missing: missing, arena: &arena)
        case .general(let starts, let ends, let firstFields):
            var gaps = false
            var index = 0
            while index < tile.count {
                index = gatherBounded(
                    cell: cell, from: index, starts, ends, firstFields, into: tile, missing: missing, gaps: &gaps)
                guard index < tile.count else { break }
                if gatherWithCare(cell: cell, index, into: tile, missing: missing, arena: &arena) { gaps = true }
                index += 1
            }
            return gaps
        }
    }

    /// The hot loop where each cell has explicit bounds: goes on until a record lacks the cell or a text must be
    /// resolved, and returns its index.
    @inline(never)
    private func gatherBounded(
        cell: Int, from first: Int, _ starts: UnsafePointer<UInt32>, _ ends: UnsafePointer<UInt32>,
        _ firstFields: UnsafePointer<UInt32>, into tile: ColumnTile, missing: MissingValues, gaps: inout Bool
    ) -> Int {
        let (bytes, words, slices, validity) = (bytes, tile.words, tile.slices, tile.validity)
        let fields = firstFields + tile.firstRow
        var index = first
        var present: UInt8 = 1
        while index < tile.count {
            let place = Int(fields[index]) &+ cell
            guard place < Int(fields[index &+ 1]) else { break }
            let end = ends[place]
            guard end & GeneralLayout.needsUnescape == 0 else { break }
            let start = Int(starts[place])
            let count = Int(end) &- start
            let word = (bytes + start).word
            let presence = missing.presence(count: count, word: word)
            words[index] = word
            slices[index] = TextSlice(offset: start, count: count)
            validity[index] = presence
            present &= presence
            index &+= 1
        }
        if present == 0 { gaps = true }
        return index
    }

    /// The hot loop: with nothing quoted and nothing to trim a cell is what stands between two separators.
    ///
    /// It is a function of its own so that nothing else takes up the registers.
    @inline(never)
    private func gatherPlain(
        cell: Int, ends: UnsafePointer<UInt32>, columns: Int, into tile: ColumnTile, missing: MissingValues
    ) -> Bool {
        let (bytes, words, slices, validity) = (bytes, tile.words, tile.slices, tile.validity)
        var index = tile.firstRow &* columns &+ cell
        var present: UInt8 = 1
        for row in 0..<tile.count {
            let start = index == 0 ? 0 : Int(ends[index &- 1]) &+ 1
            let count = Int(ends[index]) &- start
            let word = (bytes + start).word
            let presence = missing.presence(count: count, word: word)
            words[row] = word
            slices[row] = TextSlice(offset: start, count: count)
            validity[row] = presence
            present &= presence
            index &+= columns
        }
        return present == 0
    }

    /// The careful loop, for everything else.
    private func gatherEach(
        cell: Int, into tile: ColumnTile, missing: MissingValues, arena: inout TextArena
    ) -> Bool {
        var gaps = false
        for index in 0..<tile.count
        where gatherWithCare(cell: cell, index, into: tile, missing: missing, arena: &arena) {
            gaps = true
        }
        return gaps
    }

    /// Gathers one cell, which its record may lack.
    ///
    /// - Returns: whether there is no text, or one that stands for no value.
    private func gatherWithCare(
        cell: Int, _ index: Int, into tile: ColumnTile, missing: MissingValues, arena: inout TextArena
    ) -> Bool {
        let row = tile.firstRow + index
        guard cell < cellCount(ofRow: row), !isVoid(cell: cell, row: row) else {
            tile.words[index] = 0
            tile.slices[index] = TextSlice(offset: 0, count: 0)
            tile.validity[index] = 0
            return true
        }
        return gatherOne(cell: cell, index, into: tile, missing: missing, arena: &arena)
    }

    /// Gathers one cell that its record has.
    ///
    /// - Returns: whether its text stands for no value.
    private func gatherOne(
        cell: Int, _ index: Int, into tile: ColumnTile, missing: MissingValues, arena: inout TextArena
    ) -> Bool {
        let bounds = bounds(ofCell: cell, row: tile.firstRow + index)
        let count = bounds.end - bounds.start
        var slice = TextSlice(offset: bounds.start, count: count)
        var start = bytes + bounds.start
        if bounds.needsUnescape {
            let raw = UnsafeBufferPointer(start: start, count: count)
            switch escapes {
            case .quotes:
                // Quotes are doubled inside quotes only; an unquoted cell is here for its escapes.
                let isQuoted = bounds.start > 0 && bytes[bounds.start - 1] == quote
                slice = arena.append(
                    resolving: raw, quote: quote, escape: escape, doubleQuote: doubleQuote && isQuoted)
            case .json: slice = arena.append(resolvingJSON: raw)
            }
            start = arena.base + slice.offset
        }
        let word = start.word
        let presence = missing.presence(count: Int(slice.count), word: word)
        tile.words[index] = word
        tile.slices[index] = slice
        tile.validity[index] = presence
        return presence == 0
    }
}
