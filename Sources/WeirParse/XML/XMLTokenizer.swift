import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads XML as it arrives and tells a receiver of its elements and its text.
///
/// It reads UTF-8, goes over each byte once, and can stop at any byte and go on with the next chunk: what it tells does
/// not depend on how the text is cut. Whole tags are read where they lie; only one that crosses the end of a chunk is
/// put together in a buffer of its own. Names are told without their prefix.
///
/// There are no entities but the five predefined ones, and a DTD is refused. The nesting and the length of a tag are
/// limited. Comments and processing instructions are left out.
struct XMLTokenizer<Receiver: XMLReceiver & ~Copyable>: ~Copyable {
    /// What the next byte belongs to.
    enum Mode {
        /// Text between tags.
        case text
        /// A tag, or the start of something else, of which a part is in `held`; the quote that is open, or 0.
        case markup(quote: UInt8)
        /// A comment; how many of its last bytes are hyphens, at most 2.
        case comment(hyphens: Int)
        /// A processing instruction; whether its last byte is a question mark.
        case instruction(question: Bool)
        /// Character data; how many of its last bytes are brackets, at most 2. They are not told yet.
        case characterData(brackets: Int)
        /// A reference, of which a part is in `held`.
        case reference
    }

    /// The most elements within each other.
    static var mostDepth: Int { 64 }
    /// The longest tag, in bytes.
    static var mostTagBytes: Int { 64 << 10 }

    /// What is told of the document.
    var receiver: Receiver
    /// The document, for messages.
    private let name: String
    private let file: String
    var mode = Mode.text
    var held: [UInt8] = []
    /// The names of the open elements, packed.
    var names: [UInt64] = []
    private var contexts: [Receiver.Context] = []
    private var context = Receiver.Context.document
    var hasRoot = false
    /// Whether the last byte of text was a CR, with which an LF is one line end.
    var isAfterReturn = false
    /// How many bytes were read in earlier chunks.
    private var offset = 0

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - name: the part, for messages.
    ///   - file: the file that it is in, for messages.
    init(_ receiver: consuming Receiver, name: String, file: String) {
        self.receiver = receiver
        self.name = name
        self.file = file
        held.reserveCapacity(256)
        names.reserveCapacity(Self.mostDepth)
        contexts.reserveCapacity(Self.mostDepth)
    }

    /// Where in the document the first byte of the current chunk is.
    var chunkOffset: Int { offset }

    /// Says that the current chunk has been read, and another will follow.
    mutating func endChunk(byteCount: Int) { offset += byteCount }

    /// Reads from a place of the current chunk to its end, or until the receiver is paused.
    ///
    /// - Returns: how far it came.
    /// - Throws: `parse.badXML`, and what the receiver throws.
    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(WeirError) -> Int {
        var place = start
        while place < bytes.count, !receiver.isPaused {
            switch mode {
            case .text: place = try readText(bytes, from: place)
            case .markup(let quote): place = try continueMarkup(bytes, from: place, quote: quote)
            case .comment(let hyphens): place = try skipComment(bytes, from: place, hyphens)
            case .instruction(let question): place = try skipInstruction(bytes, from: place, question)
            case .characterData(let brackets): place = try readCharacterData(bytes, from: place, brackets)
            case .reference: place = try continueReference(bytes, from: place)
            }
        }
        return place
    }

    /// Ends the document.
    ///
    /// - Throws: `parse.badXML` if it ends in the middle.
    mutating func finish() throws(WeirError) {
        guard case .text = mode, names.isEmpty, hasRoot else {
            throw fault(hasRoot ? "it ends in the middle" : "it has no element", at: 0)
        }
    }

    /// Reads all of a chunk; for a receiver that does not pause.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(WeirError) {
        _ = try run(bytes, from: 0)
        endChunk(byteCount: bytes.count)
    }

    /// Hands over what was told of the document.
    consuming func takeReceiver() -> Receiver { receiver }

    /// Reads text and the tags between it.
    private mutating func readText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(WeirError) -> Int {
        var place = start
        guard let base = bytes.baseAddress else { return place }
        let end = bytes.count
        while place < end {
            if base[place] != UInt8(ascii: "<") {
                place = try takeText(bytes, from: place)
                if place == end { return end }
                if base[place] == UInt8(ascii: "&") {
                    held.removeAll(keepingCapacity: true)
                    mode = .reference
                    return place + 1
                }
            }
            isAfterReturn = false
            guard let stop = tagEnd(base, from: place + 1, to: min(end, place + Self.mostTagBytes)) else {
                held.removeAll(keepingCapacity: true)
                held.append(UInt8(ascii: "<"))
                mode = .markup(quote: 0)
                return place + 1
            }
            try takeTag(UnsafeBufferPointer(start: base + place, count: stop + 1 - place), at: place)
            place = stop + 1
            if receiver.isPaused { return place }
        }
        return place
    }

    /// Takes text up to the next `<` or, where text is wanted, the next `&`.
    private mutating func takeText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(WeirError) -> Int {
        let end = bytes.count
        var place = start
        guard context.takesText else {
            guard let base = bytes.baseAddress else { return end }
            let found = memchr(base + start, Int32(UInt8(ascii: "<")), end - start)
            let stop = found.map { UnsafeRawPointer(base).distance(to: $0) } ?? end
            if names.isEmpty, let junk = (start..<stop).first(where: { bytes[$0] > 0x20 }) {
                throw fault("text stands outside of all elements", at: junk)
            }
            return stop
        }
        while place < end {
            var first = place
            if isAfterReturn {
                isAfterReturn = false
                if bytes[place] == 0x0A { first += 1 }
            }
            place = first
            while place < end {
                let byte = bytes[place]
                if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == 0x0D { break }
                place += 1
            }
            if place > first { try receiver.text(UnsafeBufferPointer(rebasing: bytes[first..<place]), in: context) }
            guard place < end, bytes[place] == 0x0D else { return place }
            try tell(lineFeed)
            isAfterReturn = true
            place += 1
        }
        return place
    }

    /// Where the `>` of a tag is that starts before `start`; `nil` if it is not in the chunk or this is no plain tag.
    @inline(__always)
    private func tagEnd(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
        guard start < end, base[start] != UInt8(ascii: "!"), base[start] != UInt8(ascii: "?") else { return nil }
        var place = start
        while place < end {
            let byte = base[place]
            if byte == UInt8(ascii: ">") { return place }
            if byte == UInt8(ascii: "<") { return nil }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                place += 1
                while place < end, base[place] != byte { place += 1 }
            }
            place += 1
        }
        return nil
    }

    /// Goes on with a tag, or with something that starts like one, byte by byte.
    private mutating func continueMarkup(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, quote: UInt8
    ) throws(WeirError) -> Int {
        var place = start
        var quote = quote
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            held.append(byte)
            if held.count > Self.mostTagBytes {
                throw fault("a tag is longer than \(Self.mostTagBytes) bytes", at: place)
            }
            if held[1] == UInt8(ascii: "?") {
                mode = .instruction(question: false)
                return place
            }
            if held[1] == UInt8(ascii: "!") {
                if try isSpecial(at: place) { return place }
                continue
            }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "<") {
                throw fault("a tag begins within another", at: place)
            } else if byte == UInt8(ascii: ">") {
                mode = .text
                let tag = held
                try tag.withUnsafeBufferPointer { (tag) throws(WeirError) in try takeTag(tag, at: place) }
                return place
            }
        }
        mode = .markup(quote: quote)
        return place
    }

    /// Whether what is held is the whole start of a comment or of character data; what can be neither is refused.
    private mutating func isSpecial(at place: Int) throws(WeirError) -> Bool {
        let comment: [UInt8] = Array("<!--".utf8)
        let data: [UInt8] = Array("<![CDATA[".utf8)
        if held == comment {
            mode = .comment(hyphens: 0)
            return true
        }
        if held == data {
            guard !names.isEmpty else { throw fault("text stands outside of all elements", at: place) }
            isAfterReturn = false
            mode = .characterData(brackets: 0)
            return true
        }
        guard comment.starts(with: held) || data.starts(with: held) else {
            throw fault("it declares a document type, which is not allowed", at: place)
        }
        return false
    }

    private var lineFeed: [UInt8] { [0x0A] }

    /// Tells of text that does not lie in the chunk.
    mutating func tell(_ text: [UInt8]) throws(WeirError) {
        guard context.takesText else { return }
        try text.withUnsafeBufferPointer { (text) throws(WeirError) in try receiver.text(text, in: context) }
    }

    func fault(_ what: String, at place: Int) -> WeirError {
        WeirError(
            .parseBadXML, "The part \(name) cannot be read: \(what) (byte \(offset + place)).",
            position: WeirError.Position(file: file))
    }
}

extension XMLTokenizer where Receiver: ~Copyable {
    /// Takes a whole tag, from its `<` to its `>`.
    @inline(__always)
    private mutating func takeTag(_ tag: UnsafeBufferPointer<UInt8>, at place: Int) throws(WeirError) {
        let isEnd = tag[1] == UInt8(ascii: "/")
        let first = isEnd ? 2 : 1
        var stop = first
        var local = first
        var packed: UInt64 = 0
        while true {
            let byte = tag[stop]
            if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
            if byte == UInt8(ascii: ":") { local = stop + 1 }
            // Seven bytes are kept as they are; of longer names this is a hash.
            packed = stop < first + 7 ? packed << 8 | UInt64(byte) : (packed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            stop += 1
        }
        guard stop > local else { throw fault("a tag has no name", at: place) }
        if isEnd {
            guard let open = names.popLast(), open == packed else {
                throw fault("the tag that ends an element does not fit the one that starts it", at: place)
            }
            let ended = context
            context = contexts.popLast() ?? .document
            try receiver.end(ended)
            return
        }
        if names.isEmpty {
            guard !hasRoot else { throw fault("a second element follows the outermost one", at: place) }
            hasRoot = true
        }
        guard names.count < Self.mostDepth else {
            throw fault("more than \(Self.mostDepth) elements are within each other", at: place)
        }
        let isEmpty = tag[tag.count - 2] == UInt8(ascii: "/")
        let attributes = stop..<max(tag.count - (isEmpty ? 2 : 1), stop)
        let inner = try receiver.start(XMLTag(tag, name: local..<stop, attributes: attributes), in: context)
        if isEmpty {
            try receiver.end(inner)
        } else {
            names.append(packed)
            contexts.append(context)
            context = inner
        }
    }
}
