internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirPostgreSQL
internal import WeirSQLite
internal import WeirSpec
internal import WeirValidate
internal import WeirWrite

/// A hash of the settings that decide which rows there are and what becomes of them: two runs that have it in common give
/// the same rows of the same input.
///
/// Limits on memory, budgets, events and paths of outputs are not among them: they may change before a run goes on.
enum SettingsDigest {
    static func of(_ spec: PipelineSpec, limit: Int?) -> String {
        var text = ""
        append(spec.decode, to: &text)
        append(spec.parse, to: &text)
        append(spec.validate.schema as Any, to: &text)
        append(spec.validate.rules, to: &text)
        append(spec.validate.header, to: &text)
        append(spec.validate.severity, to: &text)
        append(spec.validate.onViolation, to: &text)
        append(spec.write.generated, to: &text)
        append(spec.write.sqlite.map { ($0.table, $0.mode, $0.key) } as Any, to: &text)
        append(spec.write.csv.map { settings in without(settings) { $0.path = "" } } as Any, to: &text)
        append(spec.write.ndjson.map { settings in without(settings) { $0.path = "" } } as Any, to: &text)
        if let postgres = spec.write.postgres {
            append((postgres.schema, postgres.table, postgres.mode, postgres.key), to: &text)
        }
        append((spec.limits.recordBytes, spec.limits.columns, limit), to: &text)
        return SHA256.hash(Array(text.utf8)).hexadecimal
    }

    private static func without<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
        var changed = value
        change(&changed)
        return changed
    }

    /// Appends the value with everything in it; sets and dictionaries in an order of their own.
    private static func append(_ value: Any, to text: inout String) {
        if let path = value as? SpecPath {
            // Where the command was started makes no difference.
            text += path.text.debugDescription
            return
        }
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty || mirror.displayStyle != nil else {
            text += String(describing: value).debugDescription
            return
        }
        if mirror.displayStyle == .enum, mirror.children.isEmpty {
            text += String(describing: value).debugDescription
            return
        }
        var parts = mirror.children.map { child in
            var part = (child.label ?? "") + ":"
            append(child.value, to: &part)
            return part
        }
        if mirror.displayStyle == .set || mirror.displayStyle == .dictionary { parts.sort() }
        text += "(" + parts.joined(separator: ",") + ")"
    }
}

extension [UInt8] {
    /// Two digits for each byte.
    var hexadecimal: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
