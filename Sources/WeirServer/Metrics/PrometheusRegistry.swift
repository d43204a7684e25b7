internal import CoreMetrics
internal import Synchronization

/// Keeps the figures that are made through `swift-metrics`, and writes them as Prometheus reads them.
///
/// The text format is version 0.0.4 of Prometheus' exposition formats.
final class PrometheusRegistry: MetricsFactory {
    /// What kind of figure a family has.
    enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    private struct Family {
        var kind: Kind
        var help = ""
        var values: [String: Double] = [:]
        var buckets: [String: Histogram] = [:]
    }

    private struct Histogram {
        var counts = [UInt64](repeating: 0, count: PrometheusRegistry.bounds.count)
        var count: UInt64 = 0
        var sum = 0.0
    }

    /// The upper bounds of durations, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

    private let families = Mutex<[String: Family]>([:])

    /// Says what a family is, for whoever reads it.
    func describe(_ name: String, _ kind: Kind, _ help: String) {
        families.withLock { $0[name, default: Family(kind: kind)].help = help }
    }

    /// Adds to a figure that only grows.
    func add(_ amount: Double, to name: String, _ labels: [(String, String)]) {
        let key = Self.text(of: labels)
        families.withLock { $0[name, default: Family(kind: .counter)].values[key, default: 0] += amount }
    }

    /// Sets a figure that goes up and down.
    func set(_ value: Double, of name: String, _ labels: [(String, String)]) {
        let key = Self.text(of: labels)
        families.withLock { $0[name, default: Family(kind: .gauge)].values[key] = value }
    }

    /// Takes a duration in seconds, or another figure that is spread.
    func observe(_ value: Double, in name: String, _ labels: [(String, String)]) {
        let key = Self.text(of: labels)
        families.withLock { families in
            var histogram = families[name, default: Family(kind: .histogram)].buckets[key] ?? Histogram()
            if let index = Self.bounds.firstIndex(where: { value <= $0 }) { histogram.counts[index] += 1 }
            histogram.count += 1
            histogram.sum += value
            families[name, default: Family(kind: .histogram)].buckets[key] = histogram
        }
    }

    /// All figures.
    var text: String {
        let families = families.withLock { $0 }
        var lines: [String] = []
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            if !family.help.isEmpty { lines.append("# HELP \(name) \(family.help)") }
            lines.append("# TYPE \(name) \(family.kind.rawValue)")
            for (labels, value) in family.values.sorted(by: { $0.key < $1.key }) {
                lines.append("\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(value))")
            }
            for (labels, histogram) in family.buckets.sorted(by: { $0.key < $1.key }) {
                let prefix = labels.isEmpty ? "" : labels + ","
                var sum: UInt64 = 0
                for (index, bound) in Self.bounds.enumerated() {
                    sum += histogram.counts[index]
                    lines.append("\(name)_bucket{\(prefix)le=\"\(Self.number(bound))\"} \(sum)")
                }
                lines.append("\(name)_bucket{\(prefix)le=\"+Inf\"} \(histogram.count)")
                let braces = labels.isEmpty ? "" : "{\(labels)}"
                lines.append("\(name)_sum\(braces) \(Self.number(histogram.sum))")
                lines.append("\(name)_count\(braces) \(histogram.count)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { String($0) } ?? String(value)
    }

    /// Labels in the order of their names, each value in quotes.
    private static func text(of labels: [(String, String)]) -> String {
        labels.sorted { $0.0 < $1.0 }.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }.joined(separator: ",")
    }

    // The port of swift-metrics.

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        PrometheusSeries(registry: self, label: label, dimensions: dimensions)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        PrometheusSeries(registry: self, label: label, dimensions: dimensions, isSpread: aggregate)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        PrometheusSeries(registry: self, label: label, dimensions: dimensions)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}

/// One series of a family, as swift-metrics hands it out.
private final class PrometheusSeries: CounterHandler, RecorderHandler, TimerHandler {
    private let registry: PrometheusRegistry
    private let label: String
    private let dimensions: [(String, String)]
    private let isSpread: Bool

    init(registry: PrometheusRegistry, label: String, dimensions: [(String, String)], isSpread: Bool = true) {
        self.registry = registry
        self.label = label
        self.dimensions = dimensions
        self.isSpread = isSpread
    }

    func increment(by amount: Int64) { registry.add(Double(amount), to: label, dimensions) }

    /// A counter of Prometheus starts at zero with its process and never goes back within it.
    func reset() {}

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        if isSpread {
            registry.observe(value, in: label, dimensions)
        } else {
            registry.set(value, of: label, dimensions)
        }
    }

    func recordNanoseconds(_ duration: Int64) { registry.observe(Double(duration) / 1e9, in: label, dimensions) }
}
