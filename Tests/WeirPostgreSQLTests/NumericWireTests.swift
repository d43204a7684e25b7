import Testing
import WeirTestKit

@testable import WeirPostgreSQL

@Suite("Decimal digits in the server's form") struct NumericWireTests {
    private func wire(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { digits in
            let room = UnsafeMutablePointer<UInt8>.allocate(capacity: NumericWire.room(forDigits: digits.count))
            defer { room.deallocate() }
            return NumericWire.write(digits, to: room).map { Array(UnsafeBufferPointer(start: room, count: $0)) }
        }
    }

    @Test("known numbers have the known form")
    func known() {
        // The number of digits, the weight, the sign, the scale, the digits.
        #expect(wire("0") == [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(wire("12345.678") == [0, 3, 0, 1, 0, 0, 0, 3, 0, 1, 9, 41, 26, 124])
        #expect(wire("-0.50") == [0, 1, 0xFF, 0xFF, 0x40, 0, 0, 2, 0x13, 0x88])
        #expect(wire("1e-7") == [0, 1, 0xFF, 0xFE, 0, 0, 0, 7, 0, 10])
        #expect(wire("1e4") == [0, 1, 0, 1, 0, 0, 0, 0, 0, 1])
        #expect(wire("-0") == [0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("a number that numeric has no room for is refused", arguments: ["1e131073", "1e-16384", "1e999999999999"])
    func outOfRange(_ text: String) { #expect(wire(text) == nil) }

    @Test("the largest numbers that numeric has room for are not", arguments: ["1e131071", "1e-16383"])
    func atTheBound(_ text: String) { #expect(wire(text) != nil) }
}
