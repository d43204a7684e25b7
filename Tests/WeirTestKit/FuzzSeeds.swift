import Foundation

/// The seeds of a test on random input: a few in every run of the tests, and as many as there is time for where that is
/// asked for.
///
/// `WEIR_FUZZ_SECONDS` is how long to go on, and `WEIR_FUZZ_SEED` the seed to begin with. Then the number of seeds is
/// printed, so that one can see how much was tried.
package struct FuzzSeeds: Sequence {
    /// Hands out seeds until there have been enough.
    package struct Iterator: IteratorProtocol {
        private let name: String
        private let first: UInt64
        private let least: UInt64
        private let end: Date?
        private var upcoming: UInt64

        fileprivate init(_ seeds: FuzzSeeds) {
            let environment = ProcessInfo.processInfo.environment
            name = seeds.name
            least = seeds.least
            first = environment["WEIR_FUZZ_SEED"].flatMap { UInt64($0) } ?? 0
            end = environment["WEIR_FUZZ_SECONDS"].flatMap(Double.init).map { Date().addingTimeInterval($0) }
            upcoming = first
        }

        package mutating func next() -> UInt64? {
            if upcoming - first >= least, end.map({ Date() >= $0 }) ?? true {
                if end != nil { print("\(name): \(upcoming - first) seeds") }
                return nil
            }
            defer { upcoming &+= 1 }
            return upcoming
        }
    }

    private let name: String
    private let least: UInt64

    /// Makes seeds.
    ///
    /// - Parameters:
    ///   - name: what is tried, to be printed.
    ///   - least: how many there are in any case.
    package init(_ name: String, least: UInt64) {
        self.name = name
        self.least = least
    }

    package func makeIterator() -> Iterator { Iterator(self) }
}
