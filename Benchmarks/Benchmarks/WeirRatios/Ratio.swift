import WeirParse
import WeirWorkloads

/// How many times as fast one piece of work must be as another that gives the same.
struct Ratio: Sendable {
    /// What it is called in the file of thresholds.
    let name: String
    /// What must be fast.
    let fast: Workload
    /// What it is compared with.
    let reference: Workload
    /// The cores that the comparison needs to make sense.
    var leastCores = 1

    /// All that must hold on any machine.
    static var all: [Ratio] {
        var ratios: [Ratio] = []
        for kernel in ScanKernel.available where kernel != .portable {
            ratios.append(
                Ratio(
                    name: "parse: kernel \(kernel.rawValue) against portable", fast: .kernel(kernel),
                    reference: .kernel(.portable)))
        }
        if ScanKernel.best == .avx2 {
            ratios.append(
                Ratio(
                    name: "validate: flights with vectors against none", fast: .validate(usesVectors: true),
                    reference: .validate(usesVectors: false)))
        }
        return ratios + [
            Ratio(
                name: "validate: integers against Int(String)", fast: .convert(.integer),
                reference: .naive("Int(String)", .integer) { Int($0) != nil }),
            Ratio(
                name: "validate: numbers against Double(String)", fast: .convert(.number),
                reference: .naive("Double(String)", .number) { Double($0) != nil }),
            Ratio(
                name: "validate: a pattern against plain text", fast: .convert(.pattern),
                reference: .convert(.text)),
            Ratio(
                name: "write: database pages, encoded and appended, against a prepared statement", fast: .writePages,
                reference: .writeStatement),
            // Of a whole run it would say less: reading and parsing go on beside a single worker.
            Ratio(
                name: "validate: 2 workers against 1", fast: .validate(workers: 2), reference: .validate(workers: 1),
                leastCores: 2),
        ]
    }
}

extension Workload {
    /// What a program does that has each cell as a text: the conversion alone, without finding or storing the cell.
    static func naive(
        _ name: String, _ conversion: Conversion, _ converts: @escaping @Sendable (String) -> Bool
    ) -> Workload {
        Workload(name) {
            // Each cell is made from bytes, as it would be when it comes out of a file.
            let cells = conversion.texts.map { Array($0.utf8) }
            return {
                var count = 0
                for cell in cells where converts(String(decoding: cell, as: UTF8.self)) { count += 1 }
                precondition(count == cells.count, "a cell is not read")
            }
        }
    }
}
