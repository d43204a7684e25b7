import Testing
import WeirModel
import WeirValidate

/// Objects, arrays, lists, points in JSON and GeoJSON: texts that are taken, and texts that are refused.
@Suite struct CompoundTypeTests {
    struct Table: Sendable, CustomTestStringConvertible {
        var type: TableSchema.FieldType
        var format = "default"
        var itemType = TableSchema.FieldType.string
        var delimiter = ","
        var accepted: [String]
        var refused: [String]
        var testDescription: String { "\(type.rawValue) \(format) \(itemType.rawValue)" }
    }

    private static func deep(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    static let tables: [Table] = [
        Table(
            type: .object,
            accepted: [
                "{}", "{ }", #"{"a":1}"#, #" {"a" : [1, -2.5e+3, true, false, null], "b":{"c":"x"}} "#,
                #"{"a":1,"a":2}"#,
                #"{"\u00e9\n\"\\\/":"\ud83d\ude00"}"#, "{\"a\":\n1}", #"{"é":"日本"}"#,
            ],
            refused: [
                "", "[]", "1", "null", "{", "}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{a:1}", "{'a':1}", #"{"a":1} x"#,
                #"{"a":1}{"b":2}"#, #"{"a":01}"#, #"{"a":.5}"#, #"{"a":1.}"#, #"{"a":+1}"#, #"{"a":NaN}"#,
                #"{"a":tru}"#,
                #"{"a":"\x"}"#, #"{"a":"\u12g4"}"#, #"{"a":"b}"#, "{\"a\":\"\t\"}", #"{"a":1 "b":2}"#, #"{"a":[1}"#,
                #"{"a":-}"#, #"{"a":1e}"#, "{\"a\":\0}",
            ]),
        Table(
            type: .array, accepted: ["[]", "[ ]", "[1]", #"["a",{"b":[]}]"#, deep(64)],
            refused: [
                "{}", "[1,]", "[,]", "[1 2]", "[", "]", "", "1,2", "[]]", deep(65), String(repeating: "[", count: 5000),
            ]),
        Table(type: .list, accepted: ["", "a", "a,b", "a,,b", ",", " a , b "], refused: ["a\0b"]),
        Table(
            type: .list, itemType: .integer, delimiter: ";", accepted: ["", "1", "1;-2;+3", "007"],
            refused: ["1,2", "1;", ";", "1; 2", "1.0", "a", "99999999999999999999"]),
        Table(
            type: .list, itemType: .number, delimiter: "||", accepted: ["1.5||2", "NaN"], refused: ["1|2", "1||", "x"]),
        Table(type: .list, itemType: .boolean, accepted: ["true,0,FALSE"], refused: ["true,maybe", "true,"]),
        Table(
            type: .list, itemType: .date, delimiter: " ", accepted: ["2024-02-29 2024-03-01"],
            refused: ["2023-02-29", "2024-02-29  2024-03-01"]),
        Table(type: .list, itemType: .time, accepted: ["08:30:00,09:00:00"], refused: ["08:30", "08:30:00,24:00:00"]),
        Table(
            type: .list, itemType: .datetime, accepted: ["2024-01-01T00:00:00Z,2024-01-01T00:00:00"],
            refused: ["2024-01-01"]),
        Table(
            type: .geopoint, format: "array", accepted: ["[90.50, 45.50]", "[-180,90]", "[1e1,0]"],
            refused: [
                "90.5, 45.5", "[90.5]", "[1,2,3]", #"["1","2"]"#, "[181, 0]", "[0, 91]", "[[1,2]]", "[1e999,0]", "{}",
            ]),
        Table(
            type: .geopoint, format: "object", accepted: [#"{"lon": 90.5, "lat": 45.5}"#, #"{"lat":-90,"lon":180}"#],
            refused: [
                "[1,2]", #"{"lon":1}"#, #"{"lon":1,"lat":2,"alt":3}"#, #"{"lon":"1","lat":2}"#, #"{"lon":1,"lat":91}"#,
                #"{"lng":1,"lat":2}"#,
            ]),
        Table(
            type: .geojson,
            accepted: [
                #"{"type":"Point","coordinates":[1,2]}"#, #"{"coordinates":[1,2,3],"type":"Point","bbox":[1,2,3,4]}"#,
                #"{"type":"MultiPoint","coordinates":[]}"#, #"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#,
                #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0.0,0]]]}"#,
                #"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}"#,
                #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#,
                #"{"type":"Feature","geometry":null,"properties":null}"#,
                #"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":1}}"#,
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]}"#,
            ],
            refused: [
                "{}", "[1,2]", #"{"type":"point","coordinates":[1,2]}"#, #"{"type":"Point"}"#,
                #"{"type":"Point","coordinates":[1]}"#, #"{"type":"Point","coordinates":["1","2"]}"#,
                #"{"type":"LineString","coordinates":[[0,0]]}"#,
                #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#,
                #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
                #"{"type":"Feature","geometry":null}"#,
                #"{"type":"Feature","properties":{},"geometry":{"type":"Feature"}}"#,
                #"{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]}]}"#,
                #"{"type":"Topology","objects":{},"arcs":[]}"#, "x",
            ]),
        Table(
            type: .geojson, format: "topojson",
            accepted: [
                #"{"type":"Topology","objects":{},"arcs":[]}"#,
                #"{"type":"Topology","objects":{"a":{"type":"Polygon","arcs":[[0]]}},"arcs":[[[0,0],[1,1]]]}"#,
            ],
            refused: [
                #"{"type":"Topology","objects":{}}"#, #"{"type":"Point","coordinates":[1,2]}"#,
                #"{"type":"Topology","objects":{"a":1},"arcs":[]}"#, #"{"type":"Topology","objects":{},"arcs":[[1]]}"#,
            ]),
    ]

    private func csv(_ texts: [String]) -> String {
        texts.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"\n" }.joined()
    }

    @Test("each text is taken or refused as the rules of its type say", arguments: tables)
    func texts(table: Table) throws {
        let fields = [
            field("v", table.type) {
                $0.format = table.format
                $0.itemType = table.itemType
                $0.delimiter = table.delimiter
            }
        ]
        let texts = table.accepted + table.refused
        for rectangular in [false, true] {
            let checked = try check(csv(texts), fields, missingValues: [], policy: .keep, rectangular: rectangular)
            #expect(checked.findings == (table.accepted.count..<texts.count).map { "\($0) 0 type-error -" })
            #expect(texts.indices.map { checked.value($0, 0) } == table.accepted + table.refused.map { _ in nil })
        }
    }

    @Test("lengths count members and items")
    func lengths() throws {
        let tables: [(TableSchema.FieldType, [String])] = [
            (.object, ["{}", #"{"a":1}"#, #"{"a":1,"b":[1,2,3]}"#, #"{"a":1,"b":2,"c":3}"#]),
            (.array, ["[]", "[[1,2,3]]", "[1,2]", "[1,2,3]"]), (.list, ["", "a", "a,b", "a,b,c"]),
        ]
        for (type, texts) in tables {
            let sized = field("v", type) {
                $0.missingValues = []
                $0.constraints.minLength = 1
                $0.constraints.maxLength = 2
            }
            #expect(
                try check(csv(texts), [sized]).findings
                    == ["0 0 constraint-error minLength", "3 0 constraint-error maxLength"], "\(type)")
        }
    }

    @Test("enum compares values, however they are written")
    func enumeration() throws {
        let tables: [(TableSchema.FieldType, String, [String], allowed: [String], others: [String])] = [
            (
                .object, "default", [#"{"a":1,"b":["é",null]}"#],
                [#"{ "b" : ["\u00e9", null], "a": 1.0 }"#, #"{"a":10e-1,"b":["é",null]}"#],
                ["{}", #"{"a":1}"#, #"{"a":1,"b":[null,"é"]}"#, #"{"a":"1","b":["é",null]}"#, #"{"a":1,"a":1}"#]
            ),
            (.array, "default", ["[1,true]", "[]"], ["[1.0, true]", "[ ]"], ["[true,1]", "[1]", "[1,1]"]),
            (.geopoint, "array", ["[1,2]"], ["[1.0,2e0]"], ["[2,1]"]),
            (.geopoint, "object", [#"{"lon":1,"lat":2}"#], [#"{"lat":2.0,"lon":1}"#], [#"{"lat":1,"lon":2}"#]),
            (
                .geojson, "default", [#"{"type":"Point","coordinates":[1,2]}"#],
                [#"{"coordinates":[1.0,2],"type":"Point"}"#], [#"{"type":"Point","coordinates":[2,1]}"#]
            ),
        ]
        for (type, format, values, allowed, others) in tables {
            let listed = field("v", type) {
                $0.format = format
                $0.constraints.enumeration = values
            }
            #expect(
                try check(csv(allowed + others), [listed]).findings
                    == others.indices.map { "\($0 + allowed.count) 0 constraint-error enum" }, "\(type)")
        }
        let lists = field("v", .list) {
            $0.itemType = .number
            $0.constraints.enumeration = ["1,2.0", "0"]
        }
        #expect(
            try check(csv(["1.0,2", "-0", "2,1", "1", "1,2,3"]), [lists]).findings
                == [2, 3, 4].map { "\($0) 0 constraint-error enum" })
    }

    @Test("a column says how its values are held")
    func held() throws {
        func type(_ type: TableSchema.FieldType, _ format: String = "default") throws -> ColumnType {
            let plan = try ValidationPlan(schema: TableSchema(fields: [field("v", type) { $0.format = format }]))
            return try #require(plan.columns.first).type
        }
        #expect(try type(.object) == .json && type(.geojson) == .json && type(.geopoint, "array") == .json)
        #expect(try type(.geopoint) == .text && type(.list) == .list)
        let list = field("v", .list) {
            $0.delimiter = ";"
            $0.itemType = .integer
        }
        #expect(
            try ValidationPlan(schema: TableSchema(fields: [list])).columns.first?.items
                == ListItems(delimiter: ";", type: .integer))
    }

    @Test("any text at all is taken or refused, and nothing traps")
    func hostile() throws {
        var random = SeededRandom(seed: 11)
        let pieces = [
            "{", "}", "[", "]", "\"", "a", ":", ",", "1", "-", "\\", "\\u12", "\\ud800", "true", " ", "e", ".", "é",
        ]
        let texts = (0..<3000).map { _ in
            (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        for type in [TableSchema.FieldType.object, .array, .geojson, .list, .geopoint, .duration, .yearmonth, .year] {
            let fields = [field("v", type) { $0.constraints.minLength = type == .object ? 1 : nil }]
            let whole = try check(csv(texts), fields, missingValues: [], policy: .keep)
            let other = try check(csv(texts), fields, missingValues: [], policy: .keep, rectangular: true)
            #expect(whole.findings == other.findings)
        }
    }
}
