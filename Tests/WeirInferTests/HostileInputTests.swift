import Testing
import WeirInfer
import WeirModel
import WeirParse

@Suite("Inputs that are no table, or hardly one") struct HostileInputTests {
    @Test("nothing is an error that says so")
    func empty() {
        #expect(throws: WeirError.self) { try Inferred("") }
        #expect { try Inferred("") } throws: { ($0 as? WeirError)?.code == .inferEmpty }
    }

    @Test("binary data is an error that says so")
    func binary() {
        var state: UInt64 = 1
        let noise = (0..<20_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        #expect { try Inferred(noise) } throws: { ($0 as? WeirError)?.code == .inferNoTable }
        #expect { try Inferred([UInt8](repeating: 0, count: 5000)) } throws: { $0 is WeirError }
    }

    @Test(
        "text of another kind is an error that names it",
        arguments: [
            ("[\n  {\"a\": 1}\n]\n", "JSON", ErrorCode.inferNoTable),
            ("<?xml version=\"1.0\"?>\n<a/>\n", "XML", .inferNoTable),
            ("\n<html>\n", "HTML", ErrorCode(rawValue: "decode.unsupportedFormat")),
        ])
    func otherText(text: String, kind: String, code: ErrorCode) {
        #expect {
            try Inferred(text)
        } throws: { error in
            (error as? WeirError).map { $0.code == code && $0.message.contains(kind) } ?? false
        }
    }

    @Test(
        "a lone piece of something gives a pipeline or an error, never a trap",
        arguments: [
            "\n", "\r", "\r\n\r\n", "\"", "\"\"", "a", ",", ",,,\n,,,\n", "a\n", "\u{FEFF}", "\u{FEFF}a,b\n", "'", "\\",
            "#\n#\n",
            "a,\"b\n", "\"a\n\"b\n\"c\n", "|\n||\n|||\n", "1\n2\n3\n", "=\n", "a\0b,c\n1,2\n", "\u{1F}\n", "::\n",
            "Total\n",
        ])
    func scraps(text: String) async throws {
        do {
            let inferred = try Inferred(text)
            _ = try await inferred.run()
        } catch let error as WeirError {
            #expect(error.code == .inferEmpty || error.code == .inferNoTable || error.code.rawValue.hasPrefix("parse."))
        }
    }

    @Test("every prefix and every damaged copy of a table gives a pipeline or an error")
    func damage() throws {
        let text = Array("id;name;day\n1;\"a;b\";2024-01-01\n2;c;2024-01-02\n3;\"d\"\"e\";2024-01-03\n".utf8)
        for end in stride(from: 1, to: text.count, by: 3) { _ = try? Inferred(Array(text[..<end])) }
        for (place, byte) in zip(
            stride(from: 0, to: text.count, by: 2), [0x00, 0x22, 0xFF, 0x0D, 0x3B, 0x80 as UInt8].repeated)
        {
            var damaged = text
            damaged[place] = byte
            _ = try? Inferred(damaged)
        }
    }

    @Test("one line of 1.5 MB is one row")
    func hugeLine() throws {
        let line = String(repeating: "x", count: 1_500_000)
        let inferred = try Inferred("name,text\n1,\(line)\n2,b\n")
        #expect(inferred.fields == ["name integer", "text string"])
        #expect(inferred.text.contains("limits: { recordBytes: 4MiB }"))
    }

    @Test("5,000 columns are more than a database takes, and the limit is raised")
    func manyColumns() throws {
        let labels = (0..<5_000).map { "c\($0)" }.joined(separator: ",")
        let row = (0..<5_000).map(String.init).joined(separator: ",")
        let inferred = try Inferred("\(labels)\n\(row)\n\(row)\n")
        #expect(inferred.table.schema.fields.count == 5_000)
        #expect(inferred.table.schema.fields.allSatisfy { $0.type == .integer })
        #expect(inferred.table.isWide)
        #expect(inferred.text.contains("columns: 5000"))
    }
}

extension Array {
    /// The elements over and over again.
    fileprivate var repeated: some Sequence<Element> {
        sequence(state: 0) { index in
            defer { index += 1 }
            return isEmpty ? nil : self[index % count]
        }
    }
}
