import WeirTestKit

/// Seeded random files in which much is wrong.
enum MessyFile {
    static let header = "id,name,qty,note"
    static let fields = [
        "name: id, type: integer, constraints: { required: true, minimum: 0 }",
        "name: name, type: string, constraints: { maxLength: 12 }",
        "name: qty, type: number",
        "name: note, type: string",
    ]

    /// What a few of the good rows break.
    static let rules = "[{ name: small, expression: qty < 980 }]"

    /// Good rows with faults between them: quotes, encodings, cells, lengths, and all line ends.
    static func rows(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var bytes = Array((header + "\n").utf8)
        for row in 0..<count {
            bytes += fault(row, &random) ?? good(row, &random)
            bytes += Array(["\n", "\n", "\n", "\r\n", "\r", "\n\n"].randomElement(using: &random, else: "\n").utf8)
        }
        return bytes
    }

    /// Bytes in any order: mostly not a table at all.
    static func soup(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let pieces: [[UInt8]] =
            ["\"", "\"", ",", ",", ",", "\n", "\r", "\r\n", "\"\"", "\",", ",\"", "7", "ab", "é"]
            .map { Array($0.utf8) } + [[0xFF], [0xC3], [0x00]]
        var bytes = Array((header + "\n").utf8)
        for _ in 0..<count { bytes += pieces.randomElement(using: &random, else: []) }
        return bytes
    }

    private static func good(_ row: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let name = ["Ann", "\"O\"\"Hara\"", "\"a, b\"", "Zoë", ""].randomElement(using: &random, else: "")
        let note = ["", "plain", "\"two\nlines\"", "\"two\r\nlines\"", "\"q\"\"\""].randomElement(
            using: &random, else: "")
        return Array("\(row),\(name),\(Int.random(in: 0..<1000, using: &random)).5,\(note)".utf8)
    }

    private static func fault(_ row: Int, _ random: inout SeededGenerator) -> [UInt8]? {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: Array("\(row),\"5\" disk\",1,x".utf8)
        case 1: Array("\(row),\"never closed,1,x".utf8)
        case 2: Array("\(row),caf".utf8) + [0xE9] + Array(",1,x".utf8)
        case 3: Array("\(row),few".utf8)
        case 4: Array("\(row),a,1,b,more,and more".utf8)
        case 5: Array("x\(row),a,one,b".utf8)
        case 6: Array("\(row),\(String(repeating: "long ", count: 1000)),1,x".utf8)
        case 7: Array("\(row),\"a\"b,1,\"x\"".utf8)
        default: nil
        }
    }
}

extension Array {
    fileprivate func randomElement(using random: inout SeededGenerator, else other: Element) -> Element {
        randomElement(using: &random) ?? other
    }
}
