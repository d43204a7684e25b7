package import Testing
package import WeirFlow

/// Expects that a stage gives the same result however its input is cut.
///
/// The outputs themselves usually do differ, so `summary` reduces them to what may not: the bytes joined, the rows, the
/// faults with their places. An error has to be the same one, after the same outputs.
///
/// ```swift
/// expectChunkingLaw(bytes, input: { Chunk(Array($0)) }, summary: { $0.flatMap(\.bytes) }) { LineSplitter() }
/// ```
///
/// - Parameters:
///   - elements: the whole input.
///   - input: makes an input of a piece; a piece is a slice, so it knows its place.
///   - summary: reduces the outputs.
///   - make: makes the stage.
package func expectChunkingLaw<Element, Stage: Transducer & ~Copyable, Summary: Equatable>(
    _ elements: [Element],
    input: (ArraySlice<Element>) -> Stage.Input,
    summary: ([Stage.Output]) -> Summary,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ make: () throws -> Stage
) {
    let whole = drain(Splitting.whole.pieces(elements).map(input), through: make)
    let expected = summary(whole.outputs)
    for splitting in Splitting.all(for: elements.count) {
        let run = drain(splitting.pieces(elements).map(input), through: make)
        let comment = Comment(rawValue: splitting.description)
        #expect(summary(run.outputs) == expected, comment, sourceLocation: sourceLocation)
        #expect(
            run.error.map { String(describing: $0) } == whole.error.map { String(describing: $0) },
            comment,
            sourceLocation: sourceLocation
        )
    }
}
