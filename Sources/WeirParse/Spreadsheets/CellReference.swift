/// The place of a cell, such as `C17`.
struct CellReference: Equatable {
    /// The most columns of a sheet: `XFD`.
    static let mostColumns = 16_384
    /// The most rows of a sheet.
    static let mostRows = 1_048_576

    /// The column, from 0.
    var column: Int
    /// The row, from 1.
    var row: Int

    /// Reads a place: letters of either case, then digits; `nil` for what is none, or lies outside of any sheet.
    @inline(__always)
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var place = 0
        var column = 0
        while place < text.count {
            let letter = (text[place] | 0x20) &- UInt8(ascii: "a")
            guard letter < 26 else { break }
            column = column &* 26 &+ Int(letter) &+ 1
            place &+= 1
            guard column <= Self.mostColumns else { return nil }
        }
        guard column > 0, place < text.count, text[place] != UInt8(ascii: "0") else { return nil }
        var row = 0
        while place < text.count {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            row = row &* 10 &+ Int(digit)
            place &+= 1
            guard row <= Self.mostRows else { return nil }
        }
        self.column = column &- 1
        self.row = row
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The number that digits stand for, white space around them left out; `nil` for anything else.
    @inline(__always)
    var wholeNumber: Int? {
        var place = 0
        var end = count
        while place < end, self[place].isXMLSpace { place &+= 1 }
        while end > place, self[end &- 1].isXMLSpace { end &-= 1 }
        guard place < end, end &- place <= 18 else { return nil }
        var value = 0
        while place < end {
            let digit = self[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
            place &+= 1
        }
        return value
    }
}

extension UInt8 {
    /// Whether it is white space to XML.
    @inline(__always)
    var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
