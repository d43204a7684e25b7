import Testing
import WeirModel

@testable import WeirParse

@Suite("JSON Lines become records")
struct JSONLinesParserTests {
    @Test("members are found by their names, and null and a member that is not there are no values")
    func members() throws {
        let table = try JSONLinesTable.parse(
            """
            {"id": 1, "name": "Ann", "tags": [1, {"x": "}"}]}
            {"name":"B\\u00f6\\ud83d\\ude00\\n\\/","id":2,"ok":true}\r

              {"ok": null , "tags" : {} }\u{20}
            {}
            """, labels: ["id", "name", "tags", "ok"])
        #expect(
            table.rows == [
                ["1", "Ann", "[1, {\"x\": \"}\"}]", nil], ["2", "Bö😀\n/", nil, "true"], [nil, nil, "{}", nil],
                [nil, nil, nil, nil],
            ])
        #expect(table.lines == [1, 2, 4, 5])
        #expect(table.blankLines == 1)
        #expect(table.faults.isEmpty)
        #expect(table.sourcesEnded == 1)
        #expect(table.records[1] == "{\"name\":\"B\\u00f6\\ud83d\\ude00\\n\\/\",\"id\":2,\"ok\":true}\r\n")
    }

    @Test("a carriage return within a line is white space and ends no line")
    func carriageReturns() throws {
        let table = try JSONLinesTable.parse("{\"a\":\r1}\n{\"a\":\r\r2}\r\n{\"a\":3}\n", labels: ["a"])
        #expect(table.rows == [["1"], ["2"], ["3"]])
        #expect(table.lines == [1, 2, 3])
    }

    @Test("an input without a schema that begins with no object is refused, and not rejected row by row")
    func noObject() throws {
        let blank = String(repeating: "\n", count: 1_100_000)
        for start in [blank, String(repeating: "{}\n", count: 400_000)] {
            let error = #expect(throws: WeirError.self) { try JSONLinesTable.parse(start + "{\"a\":1}\n") }
            #expect(error?.code == .parseNoObject)
        }
        #expect(try JSONLinesTable.parse(blank + "{\"a\":1}\n", labels: ["a"]).rows == [["1"]])
        #expect(try JSONLinesTable.parse("\n\n{\"a\":1}\n").rows == [["1"]])
        let long = String(repeating: "x", count: 1_200_000) + "\n"
        #expect(try JSONLinesTable.parse(long + "{\"a\":1}\n").rows == [[], ["1"]])
    }

    static let broken: [(line: String, place: Int)] = [
        ("[1]", 0), ("1", 0), ("\"a\"", 0), ("null", 0), ("x", 0), (" {", 2), ("{", 1), ("{]", 1), ("{\"a\"", 4),
        ("{\"a\" 1}", 5), ("{\"a\":}", 5), ("{\"a\":1", 6), ("{\"a\":1,}", 7), ("{\"a\":1 \"b\":2}", 7), ("{a:1}", 1),
        ("{\"a\":1}}", 7), ("{\"a\":1} {\"a\":2}", 8), ("{\"a\":01}", 7), ("{\"a\":1.}", 7), ("{\"a\":-}", 6),
        ("{\"a\":1e}", 7), ("{\"a\":+1}", 5), ("{\"a\":.5}", 5), ("{\"a\":tru}", 8), ("{\"a\":nul", 8),
        ("{\"a\":NaN}", 5), ("{\"a\":\"x}", 8), ("{\"a\":\"\\x\"}", 7), ("{\"a\":\"\\u12g4\"}", 10),
        ("{\"a\":\"\u{1}\"}", 6), ("{\"a\":\"\t\"}", 6), ("{\"a\":\"\\ud800\"}", 7), ("{\"a\":\"\\udc00\"}", 7),
        ("{\"a\":\"\\ud800\\u0041\"}", 7), ("{'a':1}", 1), ("{\"a\":[1,]}", 8), ("{\"a\":[1 2]}", 8),
        ("{\"a\":{\"b\"}}", 9), ("{\"a\":{\"b\":1,}}", 12), ("{\"a\":[}", 6), ("{\"a\":\"\\", 7), ("// note", 0),
    ]

    @Test("a line that is no object is a record with an issue at its first wrong byte", arguments: broken)
    func brokenLines(line: String, place: Int) throws {
        let before = "{\"a\":1}\n"
        let table = try JSONLinesTable.parse(before + line + "\n{\"a\":2}\n", labels: ["a"])
        #expect(table.rows == [["1"], [], ["2"]])
        #expect(
            table.faults == [
                JSONLinesTable.Fault(
                    record: 1, column: -1, code: .jsonError, text: line, byteOffset: before.utf8.count + place)
            ])
    }

    @Test("objects and arrays may be nested 64 deep, the record included")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(try JSONLinesTable.parse(nested(63), labels: ["a"]).faults.isEmpty)
        let deeper = try JSONLinesTable.parse(nested(64), labels: ["a"])
        #expect(deeper.faults.map(\.byteOffset) == [5 + 63])
        #expect(try JSONLinesTable.parse(nested(100_000), labels: ["a"]).faults.map(\.code) == [.jsonError])
    }

    @Test("a member that occurs twice is an issue of its field, and the last one counts")
    func repeated() throws {
        let table = try JSONLinesTable.parse("{\"b\":1,\"a\":2,\"\\u0061\":3}", labels: ["a", "b"])
        #expect(table.rows == [["3", "1"]])
        #expect(table.faults.map(\.code) == [.duplicateMember])
        #expect(table.faults.map(\.column) == [0])
        #expect(table.faults.map(\.text) == ["\\u0061"])
    }

    @Test("a member without a field is an issue, or is left out; an object of nothing else is one anyway")
    func surplus() throws {
        let text = "{\"a\":1,\"x\":2}\n{\"x\":1}\n{}\n"
        let strict = try JSONLinesTable.parse(text, labels: ["a"])
        #expect(strict.faults.map(\.code) == [.extraCell, .extraCell])
        #expect(strict.faults.map(\.text) == ["x", "x"])
        let loose = try JSONLinesTable.parse(text, labels: ["a"], refusesOthers: false)
        #expect(loose.rows == [["1"], [nil], [nil]])
        #expect(loose.faults.map(\.code) == [.missingCell])
        #expect(loose.faults.map(\.record) == [1])
    }

    @Test("without fields the members of the first objects are taken, in the order in which they are met")
    func learned() throws {
        let text = "{\"b\":1}\nbad {\"z\":1}\n{\"c\":[],\"b\":2}\n{\"x\":1\n"
        let table = try JSONLinesTable.parse(text)
        #expect(table.labels == ["b", "c"])
        #expect(table.rows == [["1", nil], [], ["2", "[]"], []])

        let long =
            String(repeating: "{\"a\":\"\(String(repeating: "x", count: 1000))\"}\n", count: 1100) + "{\"late\":1}\n"
        let cut = try JSONLinesTable.parse(long)
        #expect(cut.labels == ["a"])
        #expect(cut.faults.map(\.code) == [.extraCell])
        #expect(cut.faults.map(\.record) == [1100])
    }

    @Test("the members of the first input with an object are those of all inputs")
    func manySources() throws {
        let sources = ["\n", "{\"a\":1}", "{\"b\":2,\"a\":3}\n", ""].map { Array($0.utf8) }
        let table = try JSONLinesTable.parse(sources)
        #expect(table.labels == ["a"])
        #expect(table.rows == [["1"], ["3"]])
        #expect(table.faults.map(\.text) == ["b"])
        #expect(table.sourcesEnded == 4)
    }

    @Test("more members than the limit are refused")
    func tooManyMembers() throws {
        let text = "{" + (0..<11).map { "\"m\($0)\":1" }.joined(separator: ",") + "}"
        #expect(try JSONLinesTable.parse(text, limits: ParseLimits(columns: 11)).labels.count == 11)
        let error = #expect(throws: WeirError.self) {
            try JSONLinesTable.parse(text, limits: ParseLimits(columns: 10))
        }
        #expect(error?.code == .parseTooManyColumns)
        #expect(error?.position?.file == "0.jsonl")
    }

    @Test("a line that is too long is rejected, and the next one is untouched")
    func tooLong() throws {
        let long = "{\"a\":\"\(String(repeating: "x", count: 40))\"}"
        for ending in ["\n", "\r\n"] {
            for batch in [1, 16, 1 << 20] {
                let limits = ParseLimits(batchBytes: batch, recordBytes: 20)
                let table = try JSONLinesTable.parse(
                    "{\"a\":1}\(ending)\(long)\(ending){\"a\":12345678901234}\(ending)", labels: ["a"], limits: limits,
                    chunks: 3)
                #expect(table.rows == [["1"], [], ["12345678901234"]])
                #expect(table.faults.map(\.code) == [.recordTooLong])
                #expect(table.lines == [1, 2, 3])
            }
        }
    }

    @Test("an input without a line has no record", arguments: ["", "\n", " \r\n\t\n"])
    func empty(text: String) throws {
        let table = try JSONLinesTable.parse(text)
        #expect(table.rows.isEmpty)
        #expect(table.sourcesEnded == 1)
        #expect(table.blankLines == text.count { $0.isNewline })
    }

    @Test("names that differ in their bytes are different members, also where Swift takes them for the same text")
    func spellings() throws {
        let text = Array("{\"caf\u{E9}\":1,\"cafe\u{301}\":2}\n".utf8)
        let table = try JSONLinesTable.parse([text])
        #expect(table.labels.map { $0.unicodeScalars.count } == [4, 5])
        #expect(table.rows == [["1", "2"]])
        #expect(table.faults.isEmpty)
    }

    @Test(
        "an array of objects is refused by what it is, however it is laid out",
        arguments: ["[{\"a\":1}]", "[\n{\"a\":1}\n]\n"])
    func array(text: String) throws {
        let error = #expect(throws: WeirError.self) { try JSONLinesTable.parse([Array(text.utf8)]) }
        #expect(error?.code == .parseNoObject)
        #expect(error?.message.contains("array") == true)
    }
}
