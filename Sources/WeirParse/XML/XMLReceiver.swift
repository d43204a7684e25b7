import WeirModel

/// Where in a document an element stands, as far as its reader cares.
protocol XMLContext: BitwiseCopyable, Sendable {
    /// Outside of all elements.
    static var document: Self { get }
    /// Whether the text of such an element is wanted.
    var takesText: Bool { get }
}

/// What an `XMLTokenizer` tells of a document.
protocol XMLReceiver: ~Copyable {
    associatedtype Context: XMLContext

    /// Whether the tokenizer should return at the end of the next element.
    var isPaused: Bool { get }

    /// An element starts; the result is what its children get as `parent`.
    mutating func start(_ tag: XMLTag, in parent: Context) throws(WeirError) -> Context

    /// A piece of the text of an element that takes text, its references resolved.
    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) throws(WeirError)

    /// An element has ended.
    mutating func end(_ context: Context) throws(WeirError)
}

extension XMLReceiver where Self: ~Copyable {
    /// Most read to the end.
    var isPaused: Bool { false }
}
