import WeirModel

/// A table of one kind of values, eight columns of it: what validate does with it is mostly the conversion.
public struct Conversion: Sendable {
    /// What is converted.
    public let name: String
    /// The field, without its name.
    let field: TableSchema.Field
    /// The values, repeated.
    public let cells: [String]

    private static let columns = 8
    private static let rows = 20_000

    init(
        _ name: String, _ type: TableSchema.FieldType, _ cells: [String],
        constraints: (inout TableSchema.Constraints) -> Void = { _ in }
    ) {
        self.name = name
        var field = TableSchema.Field(name: "", type: type)
        constraints(&field.constraints)
        self.field = field
        self.cells = cells
    }

    /// One for each converter, and for texts one for each constraint with work of its own.
    public static let all: [Conversion] = [
        integer, number,
        Conversion("boolean", .boolean, ["true", "false", "True", "0", "1"]),
        date,
        Conversion("datetime", .datetime, (0..<50).map { "2024-0\(1 + $0 % 9)-1\($0 % 10)T0\($0 % 10):\(10 + $0)Z" }),
        text,
        Conversion("text with length", .string, ["short", "a longer text with accents: é à ü", "x"]) {
            $0.maxLength = 40
        },
        Conversion("enum", .string, ["open", "shipped", "cancelled", "returned"]) {
            $0.enumeration = ["open", "shipped", "cancelled", "returned", "lost"]
        },
        pattern,
    ]

    /// Whole numbers of one to eight digits.
    public static let integer = Conversion("integer", .integer, (0..<97).map { "\($0 * $0 * $0 * ($0 + 1))" })
    /// Decimals of a price list.
    public static let number = Conversion("number", .number, (0..<97).map { "\($0 * 13).\(10 + $0 % 90)" })
    /// Dates in the default format.
    public static let date = Conversion("date", .date, (0..<97).map { "20\(10 + $0 % 20)-0\(1 + $0 % 9)-1\($0 % 10)" })
    /// Texts without any constraint.
    public static let text = Conversion("text", .string, ["short", "a longer text", "x", "something in between"])
    /// Codes that a pattern describes.
    public static let pattern = Conversion("pattern", .string, (0..<97).map { "ABC-\(1000 + $0)" }) {
        $0.pattern = "[A-Z]{3}-[0-9]{4}"
    }

    /// The table.
    var prepared: Prepared {
        let names = (0..<Self.columns).map { "c\($0)" }
        let fields = names.map { name in
            var field = field
            field.name = name
            return field
        }
        var text = names.joined(separator: ",") + "\n"
        for row in 0..<Self.rows {
            let start = row * Self.columns
            text += names.indices.map { cells[(start + $0) % cells.count] }.joined(separator: ",") + "\n"
        }
        return Prepared(schema: TableSchema(fields: fields), csv: Array(text.utf8))
    }

    /// The cells in the order of the table, as texts, for a reference that works on these.
    public var texts: [String] { (0..<Self.rows * Self.columns).map { cells[$0 % cells.count] } }
}
