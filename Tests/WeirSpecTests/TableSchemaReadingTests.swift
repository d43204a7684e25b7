import Testing
import WeirModel
import WeirSpec

@Suite("Table Schema")
struct TableSchemaReadingTests {
    @Test("a schema with everything that is supported is read")
    func everything() throws {
        let schema = try #require(
            try sample(
                """
                read: { path: a }
                schema:
                  $schema: https://datapackage.org/profiles/2.0/tableschema.json
                  title: Flights
                  my:own: [1]
                  missingValues: ["", NA]
                  fieldsMatch: [subset]
                  fields:
                    - { name: month, type: integer, title: M, description: D, constraints: { required: true, minimum: 1, maximum: "12" } }
                    - { name: code, type: string, constraints: { minLength: 2, maxLength: 3, pattern: "[A-Z]+", enum: [AB, no, 1] } }
                    - { name: delay, type: number, decimalChar: ",", groupChar: ".", bareNumber: false, constraints: { exclusiveMinimum: 1.5, enum: ["2,5"] } }
                    - { name: ok, type: boolean, trueValues: [ja], falseValues: [nein], constraints: { enum: [true] } }
                    - { name: day, type: date, format: "fmt:%d.%m.%Y", missingValues: [], constraints: { exclusiveMaximum: 31.12.2024 } }
                    - { name: at, type: datetime, format: any, example: x, rdfType: y }
                    - { name: rest, constraints: { unique: false } }
                """
            ).schema
        )
        #expect(schema.missingValues == ["", "NA"])
        #expect(schema.fieldsMatch == .subset)
        #expect(schema.fields.map(\.type) == [.integer, .string, .number, .boolean, .date, .datetime, .any])
        let fields = schema.fields
        #expect(fields[0].constraints.required)
        #expect(fields[0].constraints.minimum == "1")
        #expect(fields[0].constraints.maximum == "12")
        #expect(fields[0].title == "M")
        #expect(fields[0].description == "D")
        #expect(fields[1].constraints.minLength == 2)
        #expect(fields[1].constraints.maxLength == 3)
        #expect(fields[1].constraints.pattern == "[A-Z]+")
        #expect(fields[1].constraints.enumeration == ["AB", "no", "1"])
        #expect(fields[2].decimalChar == ",")
        #expect(fields[2].groupChar == ".")
        #expect(!fields[2].bareNumber)
        #expect(fields[2].constraints.exclusiveMinimum == "1,5")
        #expect(fields[2].constraints.enumeration == ["2,5"])
        #expect(fields[3].trueValues == ["ja"])
        #expect(fields[3].constraints.enumeration == ["ja"])
        #expect(fields[4].format == "%d.%m.%Y")
        #expect(fields[4].missingValues == [])
        #expect(fields[4].constraints.exclusiveMaximum == "31.12.2024")
        #expect(fields[5].format == "any")
        #expect(fields[6].missingValues == nil)
    }

    @Test("a field without a type is any in version 2 and string in version 1")
    func defaultType() throws {
        func type(_ version: String) throws -> TableSchema.FieldType? {
            try sample("read: { path: a }\nschema: { \(version)fields: [{ name: a }] }").schema?.fields.first?.type
        }
        #expect(try type("") == .any)
        #expect(try type("$schema: https://datapackage.org/profiles/2.0/tableschema.json, ") == .any)
        #expect(try type("$schema: https://datapackage.org/profiles/1.0/tableschema.json, ") == .string)
    }

    @Test("foreign keys are read in the forms of both versions")
    func foreignKeys() throws {
        let schema = try #require(
            try sample(
                """
                read: { path: a }
                schema:
                  fields: [{ name: a }, { name: b }, { name: id }]
                  foreignKeys:
                    - { fields: a, reference: { resource: other, fields: key } }
                    - { fields: [a, b], reference: { fields: [b, id] } }
                    - { fields: [b], reference: { resource: "", fields: id } }
                """
            ).schema)
        #expect(
            schema.foreignKeys == [
                .init(["a"], to: "other", ["key"]), .init(["a", "b"], ["b", "id"]), .init(["b"], ["id"]),
            ])
    }

    @Test(
        "what is wrong with a foreign key is said with its place",
        arguments: [
            ("x", ": expected a foreign key, which has \"fields\" and \"reference\", found \"x\""),
            ("{ fields: a }", ": \"reference\" is missing"),
            ("{ fields: a, reference: {} }", ".reference: \"fields\" is missing"),
            ("{ fields: [], reference: { fields: a } }", ".fields: a key needs at least one field"),
            ("{ fields: aab, reference: { fields: a } }", ".fields: the schema has no field \"aab\""),
            ("{ fields: a, reference: { fields: c } }", ".reference.fields: the schema has no field \"c\""),
            (
                "{ fields: [a, b], reference: { resource: r, fields: c } }",
                ": 2 fields refer to 1: there must be as many"
            ),
            ("{ field: a, fields: a, reference: { fields: b } }", "unknown property of a foreign key \"field\""),
        ])
    func foreignKeyProblems(key: String, message: String) {
        let found = problems(
            "read: { path: a }\nschema: { fields: [{ name: a }, { name: b }], foreignKeys: [\(key)] }")
        #expect(found.count == 1)
        #expect(found.first?.contains(message) == true, "\(found)")
    }

    @Test("keys name fields of the schema")
    func keys() throws {
        let schema = try #require(
            try sample(
                """
                read: { path: a }
                schema:
                  primaryKey: id
                  uniqueKeys: [[code, part], [part]]
                  fields: [{ name: id }, { name: code, constraints: { unique: true } }, { name: part }]
                """
            ).schema
        )
        #expect(schema.primaryKey == ["id"])
        #expect(schema.uniqueKeys == [["code", "part"], ["part"]])
        #expect(schema.fields.map(\.constraints.unique) == [false, true, false])
        let text = """
            schema:
              primaryKey: [idd, id, id]
              uniqueKeys: [[], [code], id, [[id]]]
              fields: [{ name: id }, { name: code, constraints: { unique: 1 } }]
            """
        #expect(
            problems(text) == [
                "p.yaml:2:16: schema.primaryKey: the schema has no field \"idd\" (did you mean \"id\"?)",
                "p.yaml:2:25: schema.primaryKey: the field \"id\" is there twice",
                "p.yaml:3:16: schema.uniqueKeys.0: a key needs at least one field",
                "p.yaml:3:33: schema.uniqueKeys.3: expected a text, found a list",
                "p.yaml:4:63: schema.fields.1.constraints.unique: expected true or false, found \"1\"",
            ]
        )
    }

    @Test("what cannot be meant is refused where it stands")
    func invalid() {
        let text = """
            schema:
              feilds: []
              fieldsMatch: exakt
              missingValues: [a, a]
              fields:
                - { name: a, type: integr }
                - { name: b, type: boolean, decimalChar: ",", constraints: { minimum: 1, enum: [maybe] } }
                - { name: b }
                - { name: "" }
                - { type: string }
                - { name: c, type: string, constraints: { minLength: 3, maxLength: 2, pattrn: x } }
                - { name: d, type: date, format: iso, constraints: { minimum: 1.1.2024 } }
                - { name: e, type: integer, constraints: { minimum: 1.5, maxLength: -1 } }
                - f
            """
        #expect(
            problems(text) == [
                "p.yaml:2:3: unknown property of a table schema \"feilds\" in schema (did you mean \"fields\"?)",
                "p.yaml:3:16: schema.fieldsMatch: expected exact, equal, subset, superset or partial, "
                    + "found \"exakt\" (did you mean \"exact\"?)",
                "p.yaml:4:22: schema.missingValues: \"a\" is there twice",
                "p.yaml:6:24: schema.fields.0.type: expected string, integer, number, boolean, date, datetime, time, year, "
                    + "yearmonth, duration, geopoint, object, array, list, geojson or any, found \"integr\" (did you mean \"integer\"?)",
                "p.yaml:7:33: schema.fields.1: \"decimalChar\" belongs to number, not to a field of the type boolean",
                "p.yaml:7:66: schema.fields.1.constraints: \"minimum\" does not apply to the type boolean, "
                    + "only to integer, number, date, datetime, time, year, yearmonth, duration",
                "p.yaml:7:85: schema.fields.1.constraints.enum: expected one of trueValues or falseValues, found \"maybe\"",
                "p.yaml:8:15: schema.fields.2: the field name \"b\" is there twice, first at p.yaml:7:15",
                "p.yaml:9:15: schema.fields.3: the name must not be empty",
                "p.yaml:10:7: schema.fields.4: a field needs a \"name\"",
                "p.yaml:11:72: schema.fields.5.constraints: maxLength is less than minLength",
                "p.yaml:11:75: unknown constraint \"pattrn\" in schema.fields.5.constraints (did you mean \"pattern\"?)",
                "p.yaml:12:38: schema.fields.6.format: expected default, any or a pattern such as %d.%m.%Y, found \"iso\"",
                "p.yaml:12:67: schema.fields.6.constraints.minimum: expected a date such as 2024-01-31, found \"1.1.2024\"",
                "p.yaml:13:57: schema.fields.7.constraints.minimum: expected a whole number, found \"1.5\"",
                "p.yaml:13:62: schema.fields.7.constraints: \"maxLength\" does not apply to the type integer, "
                    + "only to string, object, array, list, geojson",
                "p.yaml:14:7: schema.fields.8: expected a field with a name, found \"f\"",
            ]
        )
    }

    @Test("values may have labels, which are read and change nothing")
    func labels() throws {
        let schema = try #require(
            try sample(
                """
                read: { path: a }
                schema:
                  missingValues: ["", { value: "-99", label: refused }, { value: "-98" }]
                  fields:
                    - { name: a, type: string, missingValues: [{ value: x }], categories: [low, { value: high, label: High }] }
                    - name: b
                      type: integer
                      categories: [{ value: 1, label: one }, 2, "3"]
                      categoriesOrdered: true
                      constraints: { enum: [1, "02"] }
                """
            ).schema
        )
        #expect(schema.missingValues == ["", "-99", "-98"])
        #expect(schema.fields[0].missingValues == ["x"])
        #expect(schema.fields[0].categories == [.init("low"), .init("high", label: "High")])
        #expect(schema.fields[0].categoriesOrdered == nil)
        #expect(schema.fields[1].categories == [.init("1", label: "one"), .init("2"), .init("3")])
        #expect(schema.fields[1].categoriesOrdered == true)
        #expect(schema.fields[1].constraints.enumeration == ["1", "02"])
    }

    @Test("categories and labels that cannot be meant are refused where they stand")
    func badLabels() {
        let text = """
            schema:
              missingValues: [{ value: NA, label: a }, { value: "-", label: a }, { label: b }, { value: x, name: y }]
              fields:
                - { name: a, type: string, categories: [x, y, x], constraints: { enum: [x, z] } }
                - { name: b, type: integer, categories: [one], categoriesOrdered: maybe }
                - { name: c, type: number, categories: [1] }
                - { name: d, type: string, categories: [] }
                - { name: e, type: string, format: e-mail }
                - { name: f, type: year, format: any, constraints: { minimum: 99 } }
                - { name: g, type: time, format: iso, constraints: { enum: [8:30] } }
            """
        #expect(
            problems(text) == [
                "p.yaml:2:65: schema.missingValues: the label \"a\" is there twice",
                "p.yaml:2:70: schema.missingValues: a value with a label needs \"value\"",
                "p.yaml:2:96: unknown property of a value \"name\" in schema.missingValues",
                "p.yaml:4:51: schema.fields.0.categories: \"x\" is there twice",
                "p.yaml:4:80: schema.fields.0.constraints.enum: \"z\" is not one of the categories",
                "p.yaml:5:46: schema.fields.1.categories: expected a whole number, found \"one\"",
                "p.yaml:5:71: schema.fields.1.categoriesOrdered: expected true or false, found \"maybe\"",
                "p.yaml:6:32: schema.fields.2: \"categories\" belongs to string and integer, "
                    + "not to a field of the type number",
                "p.yaml:7:44: schema.fields.3.categories: there must be at least one category",
                "p.yaml:8:40: schema.fields.4.format: expected default, email, uri, uuid or binary, "
                    + "found \"e-mail\" (did you mean \"email\"?)",
                "p.yaml:9:38: schema.fields.5.format: the type year has no format but default, found \"any\"",
                "p.yaml:9:67: schema.fields.5.constraints.minimum: expected a year such as 2024, found \"99\"",
                "p.yaml:10:38: schema.fields.6.format: expected default, any or a pattern such as %H:%M, found \"iso\"",
                "p.yaml:10:65: schema.fields.6.constraints.enum: expected a time such as 08:30:00, found \"8:30\"",
            ]
        )
    }

    @Test("objects, arrays and lists are read with what is said of them")
    func compound() throws {
        let schema = try #require(
            try sample(
                """
                read: { path: a }
                schema:
                  fields:
                    - name: o
                      type: object
                      constraints:
                        minLength: 1
                        enum: [{ a: 1, "b": [x, "2", true, null] }, '{"c": 1}']
                        jsonSchema: { type: object, properties: { a: { type: [integer, null], $ref: "#/$defs/n" } }, $defs: { n: { minimum: 0 } } }
                    - { name: a, type: array, constraints: { maxLength: 2, enum: [[1, 2], []], jsonSchema: true } }
                    - { name: l, type: list, delimiter: ";", itemType: integer, constraints: { enum: [[1, 2], "3;4"] } }
                    - { name: p, type: geopoint, constraints: { enum: ["1, 2", [3, 4]] } }
                    - { name: q, type: geopoint, format: object, constraints: { enum: [{ lon: 1, lat: 2 }] } }
                    - { name: g, type: geojson, format: topojson }
                """
            ).schema
        )
        let fields = schema.fields
        #expect(fields.map(\.type) == [.object, .array, .list, .geopoint, .geopoint, .geojson])
        #expect(
            fields[0].constraints.enumeration == [#"{"a": 1, "b": ["x", "2", true, null]}"#, #"{"c": 1}"#])
        #expect(
            fields[0].constraints.jsonSchema
                == ##"{"type": "object", "properties": {"a": {"type": ["integer", null], "$ref": "#/$defs/n"}}, "##
                + ##""$defs": {"n": {"minimum": 0}}}"##)
        #expect(fields[1].constraints.enumeration == ["[1, 2]", "[]"])
        #expect(fields[1].constraints.jsonSchema == "true")
        #expect(fields[2].delimiter == ";" && fields[2].itemType == .integer)
        #expect(fields[2].constraints.enumeration == ["1;2", "3;4"])
        #expect(fields[3].constraints.enumeration == ["1, 2", "3,4"])
        #expect(fields[4].constraints.enumeration == [#"{"lon": 1, "lat": 2}"#])
        #expect(fields[5].format == "topojson")
    }

    @Test("what a JSON Schema cannot mean is a problem where it stands")
    func badJSONSchemas() {
        let text = """
            schema:
              fields:
                - name: o
                  type: object
                  constraints:
                    jsonSchema:
                      requird: [a]
                      properties: { a: { type: strin, minimum: x, minLength: -1, uniqueItems: maybe } }
                      allOf: []
                      required: a
                      items: 1
                      multipleOf: 0
                      not: { $ref: "#/$defs/b" }
                      anyOf: [{ $ref: "b.json" }, { enum: [] }, { dependentRequired: { a: b } }]
                      unevaluatedItems: false
                      x-own: 1
                - { name: s, type: string, constraints: { jsonSchema: {} } }
                - { name: l, type: list, itemType: object, constraints: { enum: [["a,b"]] } }
                - { name: d, type: string, delimiter: ";" }
            """
        let place = "schema.fields.0.constraints.jsonSchema"
        #expect(
            problems(text) == [
                "p.yaml:7:11: unknown keyword of JSON Schema \"requird\" in \(place) (did you mean \"required\"?)",
                "p.yaml:8:36: \(place).properties.a.type: expected null, boolean, object, array, number, integer or "
                    + "string, found \"strin\" (did you mean \"string\"?)",
                "p.yaml:8:52: \(place).properties.a.minimum: expected a number, found \"x\"",
                "p.yaml:8:66: \(place).properties.a.minLength: it must not be negative",
                "p.yaml:8:83: \(place).properties.a.uniqueItems: expected true or false, found \"maybe\"",
                "p.yaml:9:18: \(place).allOf: expected a list of schemas, found a list",
                "p.yaml:10:21: \(place).required: expected a list of names, found \"a\"",
                "p.yaml:11:18: \(place).items: expected a JSON Schema, found \"1\"",
                "p.yaml:12:23: \(place).multipleOf: it must be above zero",
                "p.yaml:13:24: \(place).not.$ref: there is nothing at \"#/$defs/b\" in this schema",
                "p.yaml:14:27: \"b.json\": there is no such file",
                "p.yaml:14:47: \(place).anyOf.1.enum: expected a list with at least one value, found a list",
                "p.yaml:14:79: \(place).anyOf.2.dependentRequired.a: expected a list of names, found \"b\"",
                "p.yaml:15:11: unknown keyword of JSON Schema \"unevaluatedItems\" in \(place)",
                "p.yaml:17:47: schema.fields.1.constraints: \"jsonSchema\" does not apply to the type string, "
                    + "only to object, array",
                "p.yaml:18:40: schema.fields.2.itemType: expected string, integer, boolean, number, datetime, date or "
                    + "time, found \"object\"",
                "p.yaml:18:70: schema.fields.2.constraints.enum: expected a list of string values that do not hold "
                    + "\",\", found a list",
                "p.yaml:19:32: schema.fields.3: \"delimiter\" belongs to list, not to a field of the type string",
            ]
        )
    }

    @Test("a schema needs fields")
    func noFields() {
        #expect(problems("schema: {}") == ["p.yaml:1:9: schema: a table schema needs \"fields\""])
        #expect(
            problems("schema: { fields: [] }")
                == ["p.yaml:1:19: schema.fields: a table schema needs at least one field"]
        )
    }
}
