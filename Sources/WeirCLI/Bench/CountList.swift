internal import ArgumentParser

/// Numbers of workers on the command line: `1,2,4`.
struct CountList: ExpressibleByArgument {
    /// The numbers, each once.
    let counts: [Int]

    init?(argument: String) {
        var counts: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let count = Int(part), (1...256).contains(count) else { return nil }
            if !counts.contains(count) { counts.append(count) }
        }
        self.counts = counts
    }
}
