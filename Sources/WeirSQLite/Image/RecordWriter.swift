import WeirModel
import WeirWrite

/// Writes one row after another in SQLite's record format: serial types, then values.
///
/// Source of the format: sqlite.org/fileformat2.html, section 2.1. Integers take the fewest bytes that hold them, as SQLite
/// itself stores them; numbers are 8-byte doubles; texts are UTF-8.
struct RecordWriter: ~Copyable {
    /// The longest record that a leaf page of `DatabaseImage.pageSize` holds without overflow pages, in bytes.
    static let longestRecord = DatabaseImage.pageSize - 35

    /// Values are written 8 or 16 bytes at a time, beyond their end.
    static let slack = 64

    private let header: UnsafeMutablePointer<UInt8>
    private let body: UnsafeMutablePointer<UInt8>
    private let columnCount: Int
    /// The longest record that there is room for, in bytes.
    let longest: Int
    private(set) var headerCount = 0
    private(set) var bodyCount = 0

    /// Makes a writer for rows with that many columns.
    init(columns: Int, longest: Int = Self.longestRecord) {
        columnCount = columns
        self.longest = longest
        header = .allocate(capacity: columns * 9 + Self.slack)
        body = .allocate(capacity: longest + Self.slack)
    }

    deinit {
        header.deallocate()
        body.deallocate()
    }

    /// The length of the header with the varint that tells it, in bytes.
    var headerSize: Int { headerCount &+ (headerCount < 127 ? 1 : headerCount < 16_382 ? 2 : 3) }

    /// The length of the record, in bytes.
    var count: Int { headerSize &+ bodyCount }

    /// Writes a row.
    ///
    /// - Returns: whether it fits a page.
    mutating func write(row: Int, of view: BatchView) -> Bool {
        var types = header
        var values = body
        let end = body + longest
        for column in view.columns {
            guard column.validity[row] != 0 else {
                types.pointee = 0
                types += 1
                continue
            }
            switch column.type {
            case .integer, .boolean:
                guard values + 8 <= end else { return false }
                Self.write(Int64(bitPattern: column.values[row]), &types, &values)
            case .number:
                guard values + 8 <= end else { return false }
                let bits = column.values[row]
                guard !Double(bitPattern: bits).isNaN else {
                    types.pointee = 0
                    types += 1
                    continue
                }
                UnsafeMutableRawPointer(values).storeBytes(of: bits.bigEndian, as: UInt64.self)
                types.pointee = 7
                types += 1
                values += 8
            case .text, .json, .list:
                guard Self.write(view.text(column.slices[row]), &types, &values, end) else { return false }
            case .date, .datetime, .time:
                if column.isCanonical {
                    guard Self.write(view.text(column.slices[row]), &types, &values, end) else { return false }
                } else {
                    guard values + ISOText.maximumLength <= end else { return false }
                    let count = ISOText.write(Int64(bitPattern: column.values[row]), as: column.type, to: values)
                    Self.writeTextType(count, &types)
                    values += count
                }
            }
        }
        headerCount = types - header
        bodyCount = values - body
        return count <= longest
    }

    /// Copies the record to where it belongs.
    func copy(to target: UnsafeMutablePointer<UInt8>) {
        var place = target
        place += Varint.write(UInt64(headerSize), to: place)
        place.update(from: header, count: headerCount)
        (place + headerCount).update(from: body, count: bodyCount)
    }

    @inline(__always)
    private static func write(
        _ value: Int64,
        _ types: inout UnsafeMutablePointer<UInt8>,
        _ values: inout UnsafeMutablePointer<UInt8>
    ) {
        if value == 0 || value == 1 {
            types.pointee = 8 &+ UInt8(truncatingIfNeeded: value)
            types += 1
            return
        }
        // The magnitude's bits and the sign, in whole bytes.
        let bits = 65 &- (value < 0 ? ~value : value).leadingZeroBitCount
        let (type, bytes): (UInt8, Int) =
            switch bits {
            case ...8: (1, 1)
            case ...16: (2, 2)
            case ...24: (3, 3)
            case ...32: (4, 4)
            case ...48: (5, 6)
            default: (6, 8)
            }
        let shifted = (UInt64(bitPattern: value) &<< UInt64(64 &- 8 &* bytes)).bigEndian
        UnsafeMutableRawPointer(values).storeBytes(of: shifted, as: UInt64.self)
        types.pointee = type
        types += 1
        values += bytes
    }

    @inline(__always)
    private static func write(
        _ text: UnsafeBufferPointer<UInt8>,
        _ types: inout UnsafeMutablePointer<UInt8>,
        _ values: inout UnsafeMutablePointer<UInt8>,
        _ end: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        let count = text.count
        guard count <= end - values else { return false }
        writeTextType(count, &types)
        guard let source = text.baseAddress else { return true }
        if count <= 16 {
            // Both sides have room behind them.
            let head = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
            let tail = UnsafeRawPointer(source + 8).loadUnaligned(as: UInt64.self)
            UnsafeMutableRawPointer(values).storeBytes(of: head, as: UInt64.self)
            UnsafeMutableRawPointer(values + 8).storeBytes(of: tail, as: UInt64.self)
        } else {
            values.update(from: source, count: count)
        }
        values += count
        return true
    }

    @inline(__always)
    private static func writeTextType(_ count: Int, _ types: inout UnsafeMutablePointer<UInt8>) {
        let type = 13 &+ 2 &* count
        if type < 128 {
            types.pointee = UInt8(truncatingIfNeeded: type)
            types += 1
        } else {
            types += Varint.write(UInt64(type), to: types)
        }
    }
}

/// SQLite's variable-length integers: seven bits a byte, the highest first.
enum Varint {
    /// Writes a number below 2^56.
    ///
    /// - Returns: the number of bytes written.
    static func write(_ value: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if value < 0x80 {
            target[0] = UInt8(truncatingIfNeeded: value)
            return 1
        }
        let count = length(value)
        var rest = value
        for index in stride(from: count - 1, through: 0, by: -1) {
            target[index] = UInt8(truncatingIfNeeded: rest & 0x7F) | (index == count - 1 ? 0 : 0x80)
            rest >>= 7
        }
        return count
    }

    /// The number of bytes that a number takes.
    static func length(_ value: UInt64) -> Int {
        max((64 - value.leadingZeroBitCount + 6) / 7, 1)
    }
}
