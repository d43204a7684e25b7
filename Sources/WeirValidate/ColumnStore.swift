import WeirModel

/// The memory of all columns of a batch: one block each for values, texts and validity, cut into columns at the end.
///
/// Where nobody reads the columns it is the memory of one tile, used again and again.
struct ColumnStore: ~Copyable {
    private let rows: Int
    private var values: PooledBuffer<UInt64>
    private var slices: PooledBuffer<TextSlice>
    private var validity: PooledBuffer<UInt8>
    /// Words of one tile, and values and texts of columns that do not keep theirs.
    private let words: PooledBuffer<UInt64>
    private let passingValues: PooledBuffer<UInt64>
    private let passing: PooledBuffer<TextSlice>
    private let isKept: Bool

    init(_ plan: ValidationPlan, rows: Int, isKept: Bool, pool: BufferPool) {
        let rows = isKept ? rows : ColumnTile.rows
        self.rows = rows
        self.isKept = isKept
        values = PooledBuffer(capacity: plan.valueColumns * rows, pool: pool)
        slices = PooledBuffer(capacity: plan.sliceColumns * rows, pool: pool)
        validity = PooledBuffer(capacity: plan.fields.count * rows, pool: pool)
        words = PooledBuffer(capacity: ColumnTile.rows, pool: pool)
        passingValues = PooledBuffer(capacity: ColumnTile.rows, pool: pool)
        passing = PooledBuffer(capacity: ColumnTile.rows, pool: pool)
    }

    /// The part of a column that a tile covers.
    func tile(
        _ index: Int, _ range: Range<Int>, _ plan: ValidationPlan, bytes: UnsafePointer<UInt8>,
        arena: UnsafePointer<UInt8>
    ) -> ColumnTile {
        let field = plan.fields[index]
        let (first, count) = (isKept ? range.lowerBound : 0, range.count)
        return ColumnTile(
            firstRow: range.lowerBound, count: count, words: words.baseAddress,
            slices: field.hasSlices
                ? slices.baseAddress + (plan.slicePlaces[index] * rows + first) : passing.baseAddress,
            values: field.hasValues
                ? values.baseAddress + (plan.valuePlaces[index] * rows + first) : passingValues.baseAddress,
            validity: validity.baseAddress + (index * rows + first), bytes: bytes, arena: arena)
    }

    /// Ends writing; there are no columns where they are not kept.
    consuming func freeze(_ plan: ValidationPlan) -> [Column] {
        guard isKept else { return [] }
        values.setCount(plan.valueColumns * rows)
        slices.setCount(plan.sliceColumns * rows)
        validity.setCount(plan.fields.count * rows)
        let rows = rows
        let (values, slices, validity) = (values.freeze(), slices.freeze(), validity.freeze())
        func part<Element>(_ array: PooledArray<Element>, _ place: Int) -> PooledArray<Element> {
            array[place * rows..<(place + 1) * rows]
        }
        return plan.fields.indices.map { index in
            let field = plan.fields[index]
            return Column(
                type: field.type,
                values: field.hasValues ? part(values, plan.valuePlaces[index]) : PooledArray(),
                slices: field.hasSlices ? part(slices, plan.slicePlaces[index]) : PooledArray(),
                validity: part(validity, index), isCanonical: field.isCanonical)
        }
    }
}
