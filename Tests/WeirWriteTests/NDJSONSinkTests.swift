import Foundation
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@Suite struct NDJSONSinkTests {
    private static let columns = [
        ColumnInfo(name: "id", type: .integer, required: true),
        ColumnInfo(name: "say \"hi\"", type: .text, required: false),
        ColumnInfo(name: "ok", type: .boolean, required: false),
        ColumnInfo(name: "n", type: .number, required: false),
        ColumnInfo(name: "day", type: .date, required: false),
    ]

    private func written(_ fill: (inout BatchBuilder) -> Void) throws -> String? {
        let folder = try TemporaryFolder()
        var settings = NDJSONSinkSettings()
        settings.path = folder("out.ndjson")
        var builder = BatchBuilder(columns: Self.columns)
        fill(&builder)
        let sink = NDJSONSink(settings, pool: BufferPool())
        _ = try WriteRun(columns: Self.columns).receipts(sink, [builder.build()])
        return folder.text("out.ndjson")
    }

    @Test("each type has its JSON form")
    func types() throws {
        let text = try written { builder in
            builder.add([
                .integer(.min), .text("a\"\n\u{1}é"), .boolean(false), .number(1, "1.0e0"), .moment(3, "4.1.70"),
            ])
            builder.add([.integer(2), .null, .null, .null, .null])
            builder.add([.integer(3), .text(""), .boolean(true), .number(.infinity, "INF"), .moment(0, "1.1.70")])
            builder.add([.integer(4), .null, .null, .number(0.5, "0,5"), .null], rejectedFor: .typeError)
        }
        #expect(
            text == #"""
                {"id":-9223372036854775808,"say \"hi\"":"a\"\n\u0001é","ok":false,"n":1.0e0,"day":"1970-01-04"}
                {"id":2,"say \"hi\"":null,"ok":null,"n":null,"day":null}
                {"id":3,"say \"hi\"":"","ok":true,"n":"INF","day":"1970-01-01"}

                """#
        )
    }

    @Test("JSON values stay what they are on one line, and lists become arrays of their items")
    func compound() throws {
        let columns = [
            ColumnInfo(name: "o", type: .json, required: false),
            list("t", ","), list("i", ";", .integer), list("n", " | ", .number), list("b", ",", .boolean),
            list("d", ",", .date),
        ]
        let folder = try TemporaryFolder()
        var settings = NDJSONSinkSettings()
        settings.path = folder("out.ndjson")
        var builder = BatchBuilder(columns: columns)
        builder.add([
            .text("{\"a\":\r\n [1, \"x\\n\"]}"), .text("a,\"b\",,é"), .text("1;-02;+3"), .text("1.50 | .5 | NaN | +2"),
            .text("TRUE,0,1,False"), .text("2024-02-29"),
        ])
        builder.add([.text("[]"), .text(""), .text(""), .null, .null, .null])
        _ = try WriteRun(columns: columns).receipts(NDJSONSink(settings, pool: BufferPool()), [builder.build()])
        #expect(
            folder.text("out.ndjson") == #"""
                {"o":{"a":   [1, "x\n"]},"t":["a","\"b\"","","é"],"i":[1,-2,3],"n":[1.50,0.5,"NaN",2.0],"b":[true,false,true,false],"d":["2024-02-29"]}
                {"o":[],"t":[],"i":[],"n":null,"b":null,"d":null}

                """#
        )
    }

    private func list(
        _ name: String, _ delimiter: String, _ type: TableSchema.FieldType = .string
    ) -> ColumnInfo {
        var column = ColumnInfo(name: name, type: .list, required: false)
        column.items = ListItems(delimiter: delimiter, type: type)
        return column
    }

    @Test("a number is copied only when it is a JSON number, so each line can be read")
    func numbers() throws {
        let texts = ["0", "-0", "01", "+1", "1.", ".5", "1e5", "1E-5", "1e", "-", "1.5", "1,5", "0x1p3", "1_0", ""]
        let text = try written { builder in
            for text in texts {
                builder.add([.integer(1), .null, .null, .number(2.5, text), .null])
            }
        }
        let lines = (text ?? "").split(separator: "\n")
        #expect(lines.count == texts.count)
        for (line, text) in zip(lines, texts) {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let isCopied = ["0", "-0", "1e5", "1E-5", "1.5"].contains(text)
            #expect(object?["n"] as? Double == (isCopied ? Double(text) : 2.5), "\(text)")
        }
    }
}
