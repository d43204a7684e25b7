internal import CWeirKernels
import WeirModel

/// Reads the cells of a column of whole numbers where they stand, without gathering their texts first.
///
/// It serves the usual case at a third of the cost: a number of at most eight bytes in each row, or one of the usual
/// texts for no value. Whatever else a tile holds, the whole tile is gathered and converted in two steps, which come to
/// the same values and can say what is wrong.
struct ShortIntegers: Sendable {
    // Numbers only: it is picked up for every tile, and nothing is to be counted then.
    private let lowest: Int64
    private let highest: Int64
    private let missing: weir_missing
    private let kernel = weir_best_kernel()

    /// Makes a reader, unless the texts of the field are to be mended first or its texts for no value are unusual ones.
    init?(_ converter: IntegerConverter, missing: MissingValues) {
        guard converter.cleaner == nil, missing.others == nil else { return nil }
        (lowest, highest) = (converter.bounds.lowest, converter.bounds.highest)
        self.missing = weir_missing(
            empty_count: Int64(missing.emptyCount), short_count: Int64(missing.shortCount),
            short_mask: missing.shortMask, short_word: missing.shortWord)
    }

    /// Reads one cell of each row into a tile.
    ///
    /// - Returns: whether a row has no value; `nil` if a cell needs a closer look, and the tile is to be filled again.
    func read(cell: Int, of layout: CellLayout, into tile: ColumnTile) -> Bool? {
        var column = weir_integer_column()
        switch layout.form {
        case .rectangular(let ends, let columns):
            let index = tile.firstRow &* columns &+ cell
            // The first cell of all has no separator before it.
            guard layout.isPlain(cell: cell, columns: columns), layout.quotesNoDigit, index > 0 else { return nil }
            column.ends = ends + (index &- 1)
            column.place = columns
        case .general(let starts, let ends, let firstFields):
            column.ends = ends
            column.starts = starts
            column.first_fields = firstFields + tile.firstRow
            column.place = cell
        }
        column.bytes = layout.bytes
        column.missing = missing
        (column.lowest, column.highest) = (lowest, highest)
        (column.values, column.validity) = (tile.values, tile.validity)
        switch weir_integers(kernel, &column, tile.count) {
        case WEIR_CELLS_ALL: return false
        case WEIR_CELLS_SOME: return true
        default: return nil
        }
    }
}

extension CellLayout {
    /// Whether no number can be taken for a quoted text.
    fileprivate var quotesNoDigit: Bool {
        guard hasQuotes, let quote else { return true }
        return quote != UInt8(ascii: "-") && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(quote)
    }
}
