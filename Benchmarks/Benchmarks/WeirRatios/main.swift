import Foundation

// swift run -c release --package-path Benchmarks ratios [WORD]
//
// Measures ratios of speeds on this machine and compares them with thresholds.txt; exits with 1 if one is too low. With
// a word only those with the word in their names.

let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
let thresholds = try Thresholds(path: folder + "/thresholds.txt")
let cores = ProcessInfo.processInfo.activeProcessorCount
let word = CommandLine.arguments.dropFirst().first

#if DEBUG
    print("this is a debug build, whose speeds say nothing: swift run -c release --package-path Benchmarks ratios")
    exit(2)
#endif

var failures = 0
for ratio in Ratio.all where word.map({ ratio.name.contains($0) }) ?? true {
    guard let least = thresholds[ratio.name] else {
        print("missing   \(ratio.name): thresholds.txt has no line for it")
        failures += 1
        continue
    }
    guard cores >= ratio.leastCores else {
        print("skipped   \(ratio.name): needs \(ratio.leastCores) cores")
        continue
    }
    let found = try await Contest.ratio(ratio.fast, ratio.reference)
    let isEnough = found >= least
    if !isEnough { failures += 1 }
    let figures = String(format: "%6.2f, at least %.2f", found, least)
    print("\(isEnough ? "ok      " : "too low ")  \(figures)  \(ratio.name)")
}
if failures > 0 {
    print("\(failures) of the ratios do not hold")
    exit(1)
}
