import WeirModel

/// What is wrong with a record, in one sentence that a person can act on.
struct IssueMessage {
    private let violation: Violation
    private let value: [UInt8]
    private let field: TableSchema.Field?
    private let badByte: UInt8?

    /// Prepares a message.
    ///
    /// - Parameters:
    ///   - value: the offending bytes.
    ///   - badByte: the byte that is not valid in its encoding, where it is still in the text.
    init(_ violation: Violation, value: [UInt8], field: TableSchema.Field?, badByte: UInt8? = nil) {
        self.violation = violation
        self.value = value
        self.field = field
        self.badByte = badByte
    }

    /// The sentence.
    ///
    /// - Parameters:
    ///   - cells: how many cells the record has.
    ///   - expected: how many it should have.
    func text(cells: Int, expected: Int) -> String {
        switch violation.code {
        case .typeError: return typeMessage
        case .constraintError: return constraintMessage
        case .rowConstraint: return "a rule does not hold"
        case .missingCell:
            let missing = field.map { "; \"\($0.name)\" is missing" } ?? ""
            return "the record has \(Self.cells(cells)) instead of \(expected)\(missing)"
        case .extraCell: return "surplus cell \(violation.column + 1): the record should have \(Self.cells(expected))"
        case .quoteError: return "a quote stands where it does not open or close a cell; the line was read as it shows"
        case .encodingError:
            // Where the input was converted, the place of the bad bytes holds U+FFFD instead.
            guard let badByte else {
                return "the bytes at offset \(violation.byteOffset) are not valid in the encoding of the input"
            }
            return "byte 0x\(ShownText.hexadecimal(badByte)) at offset \(violation.byteOffset) is not valid UTF-8"
        case .recordTooLong: return "the record is longer than the limit"
        }
    }

    private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

    private var shown: String { ShownText(value).text }

    private var typeMessage: String {
        guard let field else { return "\"\(shown)\" does not have the type of its field" }
        switch field.type {
        case .any: return "the text holds a NUL byte"
        case .string:
            return switch field.format {
            case "email": "\"\(shown)\" is not an email address such as name@example.org"
            case "uri": "\"\(shown)\" is not a URI such as https://example.org/a, with a scheme and without spaces"
            case "uuid": "\"\(shown)\" is not a UUID, which has 8-4-4-4-12 hexadecimal digits"
            case "binary": "\"\(shown)\" is not base64, which has four characters for three bytes, padded with ="
            default: "the text holds a NUL byte"
            }
        case .integer where isWholeNumber: return "\(shown) does not fit into 64 bits"
        case .object: return "\"\(shown)\" is not a JSON object such as {\"a\": 1}"
        case .array: return "\"\(shown)\" is not a JSON array such as [1, 2]"
        case .list:
            return "\"\(shown)\" is not a list of \(field.itemType.rawValue) values with \"\(field.delimiter)\" between"
        case .geojson where field.format == "topojson": return "\"\(shown)\" is not a TopoJSON topology"
        case .geojson: return "\"\(shown)\" is not a GeoJSON geometry, feature or collection"
        case .geopoint where field.format == "array": return "\"\(shown)\" is not a point such as [90.5, 45.5]"
        case .geopoint where field.format == "object":
            return "\"\(shown)\" is not a point such as {\"lon\": 90.5, \"lat\": 45.5}"
        case .year: return "\"\(shown)\" is not a year such as 2024"
        case .yearmonth: return "\"\(shown)\" is not a year with a month such as 2024-01"
        case .duration: return "\"\(shown)\" is not a duration such as P1Y2M3DT4H5M6S"
        case .geopoint:
            return "\"\(shown)\" is not a longitude (-180 to 180) and a latitude (-90 to 90) such as \"90.5, 45.5\""
        case .time where field.format == "default": return "\"\(shown)\" is not a time of day such as 08:30:00"
        case .date, .datetime, .time:
            let isNamed = field.format == "default" || field.format == "any"
            let form = isNamed ? "" : " of the form \"\(field.format)\""
            return "\"\(shown)\" is not \(field.type.phrase)\(form)"
        default: return "\"\(shown)\" is not \(field.type.phrase)"
        }
    }

    /// What a length counts.
    private var parts: String {
        switch field?.type {
        case .object, .geojson: "members"
        case .array, .list: "items"
        default: "characters"
        }
    }

    private var isWholeNumber: Bool {
        let digits =
            value.first == UInt8(ascii: "-") || value.first == UInt8(ascii: "+") ? value.dropFirst() : value[...]
        return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
    }

    private var constraintMessage: String {
        let constraints = field?.constraints
        return switch violation.constraint {
        case .required: "a value is required"
        case .minimum: "\(shown) is less than the minimum \(constraints?.minimum ?? "")"
        case .maximum: "\(shown) is greater than the maximum \(constraints?.maximum ?? "")"
        case .exclusiveMinimum: "\(shown) is not greater than \(constraints?.exclusiveMinimum ?? "")"
        case .exclusiveMaximum: "\(shown) is not less than \(constraints?.exclusiveMaximum ?? "")"
        case .minLength: "\"\(shown)\" has fewer than \(constraints?.minLength ?? 0) \(parts)"
        case .maxLength: "\"\(shown)\" has more than \(constraints?.maxLength ?? 0) \(parts)"
        case .jsonSchema: "\"\(shown)\" does not meet the jsonSchema of the field"
        case .pattern: "\"\(shown)\" does not match the pattern \"\(constraints?.pattern ?? "")\""
        case .enum where constraints?.enumeration == nil: "\"\(shown)\" is not one of the categories"
        case .enum: "\"\(shown)\" is not one of the allowed values"
        case .unique: "\"\(shown)\" occurs more than once"
        case nil: "a constraint is not met"
        }
    }
}
