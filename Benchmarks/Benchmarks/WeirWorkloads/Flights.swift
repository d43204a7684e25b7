import WeirModel

/// A table in the shape of the flights table, made from a seed: 19 columns, mostly short integers, a few `NA`.
public enum Flights {
    /// How many rows.
    public static let rows = 50_000

    /// The schema.
    public static let schema: TableSchema = {
        let integers = [
            "year", "month", "day", "dep_time", "sched_dep_time", "dep_delay", "arr_time", "sched_arr_time",
            "arr_delay",
        ]
        var fields = integers.map { TableSchema.Field(name: $0, type: .integer) }
        fields.append(TableSchema.Field(name: "carrier", type: .string))
        fields.append(TableSchema.Field(name: "flight", type: .integer))
        fields += ["tailnum", "origin"].map { TableSchema.Field(name: $0, type: .string) }
        fields.append(TableSchema.Field(name: "dest", type: .string))
        fields += ["air_time", "distance", "hour", "minute"].map { TableSchema.Field(name: $0, type: .integer) }
        fields.append(TableSchema.Field(name: "time_hour", type: .datetime))
        for index in fields.indices where fields[index].type == .integer {
            fields[index].constraints.minimum = "-1000"
            fields[index].constraints.maximum = "10000"
        }
        return TableSchema(fields: fields, missingValues: ["", "NA"])
    }()

    /// The file.
    public static let csv: [UInt8] = {
        var state: UInt64 = 1
        func random(_ range: Range<Int>) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return range.lowerBound + Int(state >> 33) % range.count
        }
        var text = schema.fields.map(\.name).joined(separator: ",") + "\n"
        for _ in 0..<rows {
            let isCancelled = random(0..<40) == 0
            func time() -> String { isCancelled ? "NA" : "\(random(0..<2360))" }
            text += "2013,\(random(1..<13)),\(random(1..<29)),\(time()),\(random(0..<2360)),\(random(-20..<300)),"
            text += "\(time()),\(random(0..<2360)),\(random(-60..<300)),"
            text += "UA,\(random(1..<9000)),N\(random(10000..<99999)),"
            text += "EWR,IAH,\(time()),\(random(80..<5000)),\(random(0..<24)),\(random(0..<60)),2013-01-01T10:00:00Z\n"
        }
        return Array(text.utf8)
    }()
}
