import WeirModel

/// What is wrong with a record, in one sentence that a person can act on.
struct IssueMessage {
    private let violation: Violation
    private let value: [UInt8]
    private let field: TableSchema.Field?
    private let badByte: UInt8?
    private let told: String?

    /// Prepares a message.
    ///
    /// - Parameters:
    ///   - value: the offending bytes.
    ///   - told: what may be told of them; `nil` for nothing.
    ///   - badByte: the byte that is not valid in its encoding, where it is still in the text.
    init(_ violation: Violation, value: [UInt8], told: String?, field: TableSchema.Field?, badByte: UInt8? = nil) {
        self.violation = violation
        self.value = value
        self.field = field
        self.badByte = badByte
        self.told = told
    }

    /// The sentence.
    ///
    /// - Parameters:
    ///   - cells: how many cells the record has.
    ///   - expected: how many it should have.
    ///   - isMember: whether the record is a JSON object.
    func text(cells: Int, expected: Int, isMember: Bool = false) -> String {
        switch violation.code {
        case .missingCell where isMember: return "no member of the object is a field of the schema"
        case .extraCell where isMember: return "there is no field for the member \(named)"
        case .duplicateMember: return "the member \(named) occurs more than once"
        case .jsonError: return JSONLineMessage.text(value)
        case .typeError: return typeMessage
        case .constraintError: return constraintMessage
        case .rowConstraint: return "a rule does not hold"
        case .uniqueError, .primaryKey: return "the key occurs in an earlier record"
        case .foreignKey: return "the record refers to one that is not there"
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
        case .cellError: return "\(quoted) is an error of the spreadsheet, not a value"
        case .cellUnreadable: return "the cell cannot be read: \(quoted) is not what a cell of its type holds"
        case .duplicateCell: return "the row has a second value for cell \(violation.column + 1)"
        case .misplacedCell: return "the cell says that it is in another row; it was read where it stands"
        case .formulaWithoutValue:
            return
                "the formula has no stored value and is read as empty; a spreadsheet program that opens and saves the "
                + "workbook adds it"
        case .recordTooLong: return "the record is longer than the limit"
        case .targetError: return "the target does not take the row"
        }
    }

    private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

    /// The value as it may be told.
    private var shown: String { told ?? "the value" }
    private var named: String { told.map { "\"\($0)\"" } ?? "of the object" }
    private var quoted: String { told.map { "\"\($0)\"" } ?? "the value" }

    private var typeMessage: String {
        guard let field else { return "\(quoted) does not have the type of its field" }
        switch field.type {
        case .any: return "the text holds a NUL byte"
        case .string:
            return switch field.format {
            case "email": "\(quoted) is not an email address such as name@example.org"
            case "uri": "\(quoted) is not a URI such as https://example.org/a, with a scheme and without spaces"
            case "uuid": "\(quoted) is not a UUID, which has 8-4-4-4-12 hexadecimal digits"
            case "binary": "\(quoted) is not base64, which has four characters for three bytes, padded with ="
            default: "the text holds a NUL byte"
            }
        case .integer where isWholeNumber: return "\(shown) does not fit into 64 bits"
        case .object: return "\(quoted) is not a JSON object such as {\"a\": 1}"
        case .array: return "\(quoted) is not a JSON array such as [1, 2]"
        case .list:
            return "\(quoted) is not a list of \(field.itemType.rawValue) values with \"\(field.delimiter)\" between"
        case .geojson where field.format == "topojson": return "\(quoted) is not a TopoJSON topology"
        case .geojson: return "\(quoted) is not a GeoJSON geometry, feature or collection"
        case .geopoint where field.format == "array": return "\(quoted) is not a point such as [90.5, 45.5]"
        case .geopoint where field.format == "object":
            return "\(quoted) is not a point such as {\"lon\": 90.5, \"lat\": 45.5}"
        case .year: return "\(quoted) is not a year such as 2024"
        case .yearmonth: return "\(quoted) is not a year with a month such as 2024-01"
        case .duration: return "\(quoted) is not a duration such as P1Y2M3DT4H5M6S"
        case .geopoint:
            return "\(quoted) is not a longitude (-180 to 180) and a latitude (-90 to 90) such as \"90.5, 45.5\""
        case .time where field.format == "default": return "\(quoted) is not a time of day such as 08:30:00"
        case .date, .datetime, .time:
            let isNamed = field.format == "default" || field.format == "any"
            let form = isNamed ? "" : " of the form \"\(field.format)\""
            return "\(quoted) is not \(field.type.phrase)\(form)"
        default: return "\(quoted) is not \(field.type.phrase)"
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
        case .minLength: "\(quoted) has fewer than \(constraints?.minLength ?? 0) \(parts)"
        case .maxLength: "\(quoted) has more than \(constraints?.maxLength ?? 0) \(parts)"
        case .jsonSchema: "\(quoted) does not meet the jsonSchema of the field"
        case .pattern: "\(quoted) does not match the pattern \"\(constraints?.pattern ?? "")\""
        case .enum where constraints?.enumeration == nil: "\(quoted) is not one of the categories"
        case .enum: "\(quoted) is not one of the allowed values"
        case .unique: "\(quoted) occurs more than once"
        case nil: "a constraint is not met"
        }
    }
}
