public import WeirModel

extension TableSchema.Field {
    /// How the values of the field are held.
    public var columnType: ColumnType {
        switch type {
        case .integer, .year: .integer
        case .number: .number
        case .boolean: .boolean
        case .date: .date
        case .datetime: .datetime
        case .time: .time
        case .geopoint: format == "default" ? .text : .json
        case .object, .array, .geojson: .json
        case .list: .list
        case .string, .any, .yearmonth, .duration: .text
        }
    }
}
