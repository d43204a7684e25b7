import WeirModel

/// How the texts of a field are mended before they are checked: what the schema declares, compiled.
///
/// In this order: white space is trimmed; what is missing, or among `nullIf`, becomes no value; letters change their
/// case; the default takes the place of no value; the text is read; a value that `nullIf` has by its value becomes no
/// value, or the default.
struct FieldRepair: Sendable {
    private let trim: TableSchema.Trim?
    private let letterCase: LetterFolding?
    private let nullTexts: TextSet?
    private let nullValues: AllowedValues?
    private let fallback: [UInt8]?

    /// Compiles what a field declares; `nil` if it declares nothing.
    ///
    /// - Throws: `validate.badMapping` for a default or a constant that the type of the field cannot read.
    init?(_ field: TableSchema.Field, missing: MissingValues) throws(WeirError) {
        let mapping = field.mapping
        for (name, text) in [("default", mapping.fallback), ("constant", mapping.constant)] {
            guard let text else { continue }
            func problem(_ reason: String) -> WeirError {
                WeirError(.validateBadMapping, "field \"\(field.name)\", \(name): \"\(text)\" \(reason)")
            }
            let bytes = Array(text.utf8)
            if bytes.contains(0) { throw problem("has a NUL character") }
            if Self.plan([text], of: field) == nil { throw problem("is not \(field.type.phrase)") }
            let isMissing = bytes.withPadding { missing.contains($0) }
            if isMissing { throw problem("is one of the missing values") }
        }
        guard
            mapping.trim != nil || mapping.letterCase != nil || !mapping.nullIf.isEmpty || mapping.fallback != nil
        else { return nil }
        trim = mapping.trim
        letterCase = mapping.letterCase.map(LetterFolding.init)
        nullTexts = mapping.nullIf.isEmpty ? nil : TextSet(mapping.nullIf.map { Array($0.utf8) })
        // A text of the list that the type cannot read is one that the data has in place of a value.
        let readable = mapping.nullIf.filter { Self.values([$0], of: field) != nil }
        nullValues = field.type == .string || field.type == .any ? nil : Self.values(readable, of: field)
        fallback = mapping.fallback.map { Array($0.utf8) }
    }

    /// Whether there are values to be looked for once the texts are read.
    var hasNullValues: Bool { nullValues != nil }

    /// Mends the texts of a tile before they are read.
    ///
    /// - Parameters:
    ///   - missing: what stands for no value in the field.
    ///   - hasCell: whether the record of a row has the cell; one without it is left alone.
    ///   - isNull: set to 1 for each row without a value, to 0 for the others.
    /// - Returns: whether a row has no value.
    func mend(
        _ tile: ColumnTile, missing: MissingValues, arena: inout TextArena, isNull: UnsafeMutablePointer<UInt8>,
        hasCell: (Int) -> Bool
    ) -> Bool {
        var gaps = false
        let spare = fallback.map { arena.append($0) }
        for place in 0..<tile.count {
            isNull[place] = 0
            guard hasCell(tile.firstRow + place) else {
                gaps = true
                continue
            }
            var current = tile
            current.arena = arena.base
            var slice = tile.slices[place]
            var text = current.text(at: place)
            var isMissing = tile.validity[place] == 0 || missing.contains(text)
            if let trim {
                slice = Self.trimmed(slice, text, trim)
                tile.slices[place] = slice
                text = current.text(at: place)
                isMissing = isMissing || missing.contains(text)
            }
            isMissing = isMissing || nullTexts?.contains(text) ?? false
            if isMissing {
                guard let spare else {
                    tile.validity[place] = 0
                    isNull[place] = 1
                    gaps = true
                    continue
                }
                slice = spare
            } else if let letterCase {
                slice = letterCase.fold(text, at: slice, into: &arena)
            }
            tile.slices[place] = slice
            tile.validity[place] = 1
            current.arena = arena.base
            if let start = current.text(at: place).baseAddress { tile.words[place] = start.word }
        }
        return gaps
    }

    /// Looks for values that stand for no value, and puts the default in their place if there is one.
    ///
    /// - Returns: whether a value was taken away, and whether a text has to be read anew.
    func takeNullValues(
        _ tile: ColumnTile, arena: inout TextArena, isNull: UnsafeMutablePointer<UInt8>
    ) -> (gaps: Bool, replaced: Bool) {
        var (gaps, replaced) = (false, false)
        guard let nullValues else { return (gaps, replaced) }
        for place in 0..<tile.count where tile.validity[place] != 0 && nullValues.contains(place, of: tile) {
            if let fallback {
                tile.slices[place] = arena.append(fallback)
                tile.words[place] = (arena.base + tile.slices[place].offset).word
                replaced = true
            } else {
                tile.validity[place] = 0
                isNull[place] = 1
                gaps = true
            }
        }
        return (gaps, replaced)
    }

    /// The values that texts stand for in a field; `nil` if the type does not read one of them.
    private static func values(_ texts: [String], of field: TableSchema.Field) -> AllowedValues? {
        texts.isEmpty ? nil : plan(texts, of: field)?.allowed
    }

    /// A plan that allows these texts and nothing else; `nil` if the type does not read one of them.
    private static func plan(_ texts: [String], of field: TableSchema.Field) -> FieldPlan? {
        // An enum of these texts and nothing else: its values are read like all values of the field.
        var probe = field
        probe.mapping = TableSchema.Mapping()
        probe.constraints = TableSchema.Constraints()
        probe.constraints.enumeration = texts
        return try? FieldPlan(probe, missingValues: [])
    }

    private static func trimmed(
        _ slice: TextSlice, _ text: UnsafeBufferPointer<UInt8>, _ trim: TableSchema.Trim
    ) -> TextSlice {
        var (start, end) = (0, text.count)
        if trim != .right {
            while start < end, let width = WhiteSpace.width(in: text, at: start) { start += width }
        }
        if trim != .left {
            while start < end, let width = WhiteSpace.width(in: text, before: end, from: start) { end -= width }
        }
        return TextSlice(offset: slice.offset + start, count: end - start, inArena: slice.isInArena)
    }
}

extension [UInt8] {
    /// Lends the bytes with room behind them, as those who read whole words need it.
    fileprivate func withPadding<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let padded = self + [UInt8](repeating: 0, count: 64)
        return padded.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
    }
}
