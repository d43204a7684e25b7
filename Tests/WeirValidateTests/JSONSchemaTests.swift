import Testing
import WeirModel
import WeirValidate

/// The vocabulary of JSON Schema: values that each keyword accepts and refuses.
@Suite struct JSONSchemaTests {
    /// Whether each value meets the schema; a value stands in an array, so that it can be of any type.
    private func verdicts(_ schema: String, _ values: [String]) throws -> [Bool] {
        let wrapped = field("v", .array) { $0.constraints.jsonSchema = schema }
        let rows = values.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"\n" }.joined()
        let checked = try check(rows, [wrapped])
        let failed = Set(checked.violations.map(\.row))
        #expect(checked.violations.allSatisfy { $0.constraint == .jsonSchema })
        return values.indices.map { !failed.contains($0) }
    }

    @Test(
        "each keyword accepts and refuses as its definition says",
        arguments: [
            (#"{"type":"string"}"#, [#""""#], ["1", "null", "{}"]),
            (#"{"type":"integer"}"#, ["1", "1.0", "1e2", "-0"], ["1.5", #""1""#]),
            (#"{"type":"number"}"#, ["1", "1.5"], ["true"]),
            (#"{"type":["null","boolean"]}"#, ["null", "true", "false"], ["0", "[]"]),
            (#"{"type":"object"}"#, ["{}"], ["[]"]), (#"{"type":"array"}"#, ["[]"], ["{}"]),
            (#"{"enum":[1,"a",{"b":[]}]}"#, ["1.0", #""a""#, #"{"b":[]}"#], ["2", #""A""#, "{}", "null"]),
            (#"{"const":null}"#, ["null"], ["0", "false", #""""#]),
            (#"{"minimum":1,"maximum":3}"#, ["1", "3", #""x""#], ["0.9", "3.1", "1e999"]),
            (#"{"exclusiveMinimum":1,"exclusiveMaximum":3}"#, ["1.1", "2"], ["1", "3"]),
            (#"{"multipleOf":0.1}"#, ["0.3", "1", "0", "-0.7"], ["0.35", "0.01"]),
            (#"{"multipleOf":3}"#, ["9", "0"], ["10", "1e999"]),
            (#"{"minLength":2,"maxLength":3}"#, [#""éé""#, #""\u00e9\ud83d\ude00b""#, "1"], [#""é""#, #""abcd""#]),
            (#"{"pattern":"b+c"}"#, [#""abbcd""#, #""\u0062c""#, "1"], [#""abd""#]),
            (#"{"pattern":"^(a|b)$"}"#, [#""a""#], [#""ab""#, #""""#]),
            (#"{"items":{"type":"integer"}}"#, ["[]", "[1,2]", "{}"], ["[1,\"a\"]"]),
            (
                #"{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}"#, ["[]", #"["a",1]"#],
                ["[1]", #"["a",1,2]"#]
            ),
            (#"{"items":[{"type":"string"}],"additionalItems":{"type":"integer"}}"#, [#"["a",1]"#], [#"["a","b"]"#]),
            (#"{"contains":{"const":1}}"#, ["[0,1]"], ["[]", "[0]"]),
            (
                #"{"contains":{"const":1},"minContains":2,"maxContains":3}"#, ["[1,1]", "[1,1,1,0]"],
                ["[1]", "[1,1,1,1]"]
            ),
            (#"{"minItems":1,"maxItems":2}"#, ["[1]", "[1,[2,3]]"], ["[]", "[1,2,3]"]),
            (
                #"{"uniqueItems":true}"#, ["[]", "[1,2]", #"[1,"1",true]"#, #"[{"a":1},{"a":2}]"#, "[[1],[2]]"],
                ["[1,2,1.0]", #"[{"a":1,"b":2},{"b":2,"a":1}]"#, #"["é","\u00e9"]"#, "[0,-0]"]
            ),
            (
                #"{"properties":{"a":{"type":"integer"},"é":false}}"#, ["{}", #"{"a":1,"b":"x"}"#, "[]"],
                [#"{"a":"1"}"#, #"{"\u00e9":1}"#]
            ),
            (#"{"required":["a","b"]}"#, [#"{"a":null,"b":1}"#, "[]"], ["{}", #"{"a":1}"#]),
            (
                #"{"additionalProperties":false,"properties":{"a":true},"patternProperties":{"^x-":true}}"#,
                [#"{"a":1,"x-b":2}"#], [#"{"b":1}"#]
            ),
            (#"{"additionalProperties":{"type":"integer"}}"#, [#"{"a":1}"#], [#"{"a":"x"}"#]),
            (#"{"patternProperties":{"_n$":{"type":"number"}}}"#, [#"{"a_n":1,"b":"x"}"#], [#"{"a_n":"x"}"#]),
            (
                #"{"propertyNames":{"maxLength":2,"enum":["ab","c"]}}"#, [#"{"ab":1,"c":2}"#],
                [#"{"abc":1}"#, #"{"d":1}"#]
            ),
            (#"{"minProperties":1,"maxProperties":2}"#, [#"{"a":1}"#], ["{}", #"{"a":1,"b":2,"c":3}"#]),
            (#"{"dependentRequired":{"a":["b"]}}"#, ["{}", #"{"a":1,"b":2}"#, #"{"b":1}"#], [#"{"a":1}"#]),
            (#"{"dependentSchemas":{"a":{"required":["c"]}}}"#, [#"{"a":1,"c":1}"#], [#"{"a":1}"#]),
            (
                #"{"dependencies":{"a":["b"],"c":{"maxProperties":1}}}"#, [#"{"c":1}"#],
                [#"{"a":1}"#, #"{"c":1,"d":1}"#]
            ),
            (#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, ["1", "2"], ["0", "3"]),
            (#"{"anyOf":[{"maximum":1},{"minimum":3}]}"#, ["1", "3"], ["2"]),
            (#"{"oneOf":[{"minimum":1},{"maximum":3}]}"#, ["0", "4"], ["2"]),
            (#"{"not":{"type":"string"}}"#, ["1"], [#""a""#]),
            (#"{"if":{"type":"string"},"then":{"minLength":1},"else":{"minimum":1}}"#, [#""a""#, "1"], [#""""#, "0"]),
            ("true", ["1"], []), ("false", [], ["1"]),
            (
                #"{"title":"t","description":"d","default":1,"examples":[1],"format":"email","$comment":"c","x-own":1}"#,
                ["1", #""no""#], []
            ),
        ] as [(String, [String], [String])])
    func keywords(schema: String, accepted: [String], refused: [String]) throws {
        let values = (accepted + refused).map { "[\($0)]" }
        #expect(
            try verdicts(#"{"items":\#(schema)}"#, values)
                == accepted.map { _ in true } + refused.map { _ in false })
    }

    @Test("a reference is a way through the schema")
    func references() throws {
        let named = ##"{"items":{"$ref":"#/$defs/a~1b"},"$defs":{"a/b":{"type":"integer"}}}"##
        #expect(try verdicts(named, ["[1]", #"["a"]"#]) == [true, false])
        let numbered = ##"{"prefixItems":[{"type":"string"},{"$ref":"#/prefixItems/0"}]}"##
        #expect(try verdicts(numbered, [#"["a","b"]"#, #"["a",1]"#]) == [true, false])
    }

    @Test("a schema may refer to itself, as deep as the value goes")
    func recursion() throws {
        let tree = ##"{"items":{"anyOf":[{"type":"integer"},{"type":"array","$ref":"#"}]}}"##
        #expect(try verdicts(tree, ["[1,[2,[3,[]]]]", "[1,[2,[\"x\"]]]"]) == [true, false])
        let hungry =
            ##"{"type":"array","items":{"anyOf":[{"$ref":"#"},{"$ref":"#"},{"type":"integer"}]},"minItems":1}"##
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(try verdicts(hungry, [deep, "[[1]]"]) == [false, true])
    }

    @Test(
        "what the schema says and cannot be meant is refused with its place",
        arguments: [
            (#"{"typ":"string"}"#, "#/typ: this keyword is not known"),
            (#"{"properties":{"a":{"minimum":"1"}}}"#, "#/properties/a/minimum: it must be a number"),
            (#"{"type":"text"}"#, "#/type: a type is one of"), (#"{"items":1}"#, "#/items: a schema is an object"),
            (#"{"required":[1]}"#, "#/required: it must be a list of names"),
            (#"{"minLength":-1}"#, "#/minLength: it must be a whole number"),
            (#"{"pattern":"("}"#, "#/pattern: \"(\", character"), (#"{"pattern":"^a|b"}"#, "must be in a group"),
            (#"{"allOf":[]}"#, "#/allOf: it must be a list"), (#"{"multipleOf":0}"#, "it must be above zero"),
            (##"{"$ref":"#/a"}"##, "#/$ref: there is no \"#/a\""),
            (#"{"$ref":"other.json"}"#, "only parts of the same schema"),
            (##"{"$ref":"#"}"##, "refers to itself without end"),
            (##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##, "without end"),
            (#"{"unevaluatedProperties":false}"#, "not known"), (#"{"minimum":1"#, "the text ends too early"),
            (#"{"$defs":{"unused":{"maximum":"x"}}}"#, "#/$defs/unused/maximum"),
        ] as [(String, String)])
    func badSchemas(schema: String, message: String) {
        let bad = field("v", .object) { $0.constraints.jsonSchema = schema }
        let error = #expect(throws: WeirError.self) { try ValidationPlan(schema: TableSchema(fields: [bad])) }
        #expect(error?.code == .validateBadConstraint)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("a schema is for objects and arrays only")
    func otherTypes() {
        for type in [TableSchema.FieldType.string, .list, .geojson, .integer] {
            let bad = field("v", type) { $0.constraints.jsonSchema = "{}" }
            #expect(throws: WeirError.self) { try ValidationPlan(schema: TableSchema(fields: [bad])) }
        }
    }
}
