import WeirModel

/// Makes the keys of the rows of a checked batch, in the worker that has checked it.
struct KeyGatherer {
    let hasher: KeyHasher
    let pool: BufferPool

    /// The keys of a batch.
    ///
    /// - Parameter bytes: where the texts are that are not in the arena.
    func keys(_ plans: [KeyPlan], of columns: [Column], rows: Int, bytes: Bytes, arena: Bytes) -> [KeyColumn] {
        plans.map { plan in
            guard plan.fields.count == 1, !columns[plan.fields[0]].values.isEmpty else {
                return hashed(plan.fields.map { columns[$0] }, rows: rows, bytes: bytes, arena: arena)
            }
            let column = columns[plan.fields[0]]
            return column.type == .number ? numbers(column, rows: rows) : values(column)
        }
    }

    /// The values of a column as they are.
    private func values(_ column: Column) -> KeyColumn {
        KeyColumn(words: column.values, extras: PooledArray(), validity: column.validity, byteCount: 0)
    }

    /// Numbers in one form each: zero has two, and "not a number" many.
    private func numbers(_ column: Column, rows: Int) -> KeyColumn {
        var words = PooledBuffer<UInt64>(capacity: rows, pool: pool)
        let target = words.baseAddress
        column.values.withUnsafeBufferPointer { values in
            for row in 0..<rows { target[row] = Self.canonical(values[row]) }
        }
        words.setCount(rows)
        let array = words.freeze()
        return KeyColumn(
            words: array, extras: PooledArray(), validity: column.validity, byteCount: array.byteCount)
    }

    fileprivate static func canonical(_ bits: UInt64) -> UInt64 {
        let value = Double(bitPattern: bits)
        if value == 0 { return 0 }
        return value.isNaN ? Double.nan.bitPattern : bits
    }

    /// Hashes over the values of several columns, or over texts.
    private func hashed(_ columns: [Column], rows: Int, bytes: Bytes, arena: Bytes) -> KeyColumn {
        var words = PooledBuffer<UInt64>(capacity: rows, pool: pool)
        var extras = PooledBuffer<UInt32>(capacity: rows, pool: pool)
        var validity = ByteBuffer(capacity: rows, pool: pool)
        let (word, extra, isValid) = (words.baseAddress, extras.baseAddress, validity.baseAddress)
        isValid.update(repeating: 1, count: rows)
        for column in columns {
            column.validity.withUnsafeBufferPointer { marks in
                for row in 0..<rows { isValid[row] &= marks[row] }
            }
        }
        LentPart.lend(columns[...], bytes: bytes, arena: arena) { parts in
            for row in 0..<rows where isValid[row] != 0 {
                var state = hasher.begin()
                for part in parts { part.combine(row, into: &state) }
                (word[row], extra[row]) = state.finish()
            }
        }
        words.setCount(rows)
        extras.setCount(rows)
        validity.setCount(rows)
        let (hashes, more, complete) = (words.freeze(), extras.freeze(), validity.freeze())
        return KeyColumn(
            words: hashes, extras: more, validity: complete,
            byteCount: hashes.byteCount + more.byteCount + complete.byteCount)
    }

    /// One field of a key, lent: its values, or its texts where it has no values.
    private struct LentPart {
        let isNumber: Bool
        let values: UnsafeBufferPointer<UInt64>
        let slices: UnsafeBufferPointer<TextSlice>
        let bytes: UnsafeBufferPointer<UInt8>
        let arena: UnsafeBufferPointer<UInt8>

        static func lend(
            _ columns: ArraySlice<Column>, _ lent: [LentPart] = [], bytes: Bytes, arena: Bytes,
            _ body: ([LentPart]) -> Void
        ) {
            guard let column = columns.first else { return body(lent) }
            column.values.withUnsafeBufferPointer { values in
                column.slices.withUnsafeBufferPointer { slices in
                    bytes.withUnsafeBufferPointer { text in
                        arena.withUnsafeBufferPointer { resolved in
                            let part = LentPart(
                                isNumber: column.type == .number, values: values, slices: slices, bytes: text,
                                arena: resolved)
                            lend(columns.dropFirst(), lent + [part], bytes: bytes, arena: arena, body)
                        }
                    }
                }
            }
        }

        @inline(__always)
        func combine(_ row: Int, into state: inout KeyHasher.State) {
            if values.isEmpty {
                let slice = slices[row]
                let source = slice.isInArena ? arena : bytes
                state.combine(UnsafeBufferPointer(rebasing: source[slice.offset..<slice.offset + Int(slice.count)]))
            } else {
                state.combine(isNumber ? KeyGatherer.canonical(values[row]) : values[row])
            }
        }
    }
}
