import Foundation
import Testing
import WeirModel
import WeirTestKit

@Suite struct JSONTextTests {
    @Test("any bytes become a JSON string that reads back as their repaired text")
    func anyBytes() throws {
        var random = SeededGenerator(seed: 1)
        let alphabet: [UInt8] =
            [0x00, 0x09, 0x0A, 0x1F, 0x22, 0x5C, 0x41, 0x7F, 0x80, 0xBF, 0xC2, 0xC3, 0xE0, 0xED]
            + [0xA0, 0x9F, 0xE2, 0x82, 0xAC, 0xF0, 0x90, 0xF4, 0x8F, 0xF5, 0xFF]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            var json: [UInt8] = []
            bytes.withUnsafeBufferPointer { JSONText.append(utf8: $0, to: &json) }
            let read = try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
            #expect(read as? String == String(decoding: bytes, as: UTF8.self), "\(bytes)")
        }
    }

    @Test("control characters have their short or hexadecimal escapes")
    func escapes() {
        var json: [UInt8] = []
        JSONText.append("a\"b\\c\u{8}\t\n\u{C}\r\u{1f}é", to: &json)
        #expect(String(decoding: json, as: UTF8.self) == #""a\"b\\c\b\t\n\f\r\u001fé""#)
    }

    @Test("a number that JSON cannot write is null")
    func numbers() {
        var json: [UInt8] = []
        JSONText.append(0.1, to: &json)
        JSONText.append(Double.infinity, to: &json)
        JSONText.append(Int.min, to: &json)
        #expect(String(decoding: json, as: UTF8.self) == "0.1null-9223372036854775808")
    }
}
