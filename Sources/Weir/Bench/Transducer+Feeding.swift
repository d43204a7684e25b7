internal import WeirFlow

extension Transducer where Self: ~Copyable {
    /// Takes one input and hands on all outputs that are then ready, as the engine does, on the caller's thread.
    mutating func feed(_ input: consuming Input, _ take: (Output) throws -> Void) throws {
        try push(input)
        while let output = try next() { try take(output) }
    }

    /// Says that there is no more input, and hands on the rest.
    mutating func end(_ take: (Output) throws -> Void) throws {
        try finish()
        while let output = try next() { try take(output) }
    }
}
