/// Reads a `multipart/form-data` body piece by piece, as it comes.
///
/// It holds at most a piece and the headers of one part. RFC 7578 and RFC 2046 say what such a body looks like.
struct MultipartReader {
    /// What comes next.
    enum Event: Equatable {
        /// A part begins.
        case part(name: String, fileName: String?)
        /// Bytes of it.
        case bytes([UInt8])
        /// It has ended.
        case partEnd
        /// The last part has ended; what follows means nothing.
        case end
    }

    private enum Phase {
        case preamble
        case headers
        case content
        case afterBoundary
        case ended
    }

    /// The most parts.
    private static let mostParts = 16
    /// The most bytes of the headers of a part.
    private static let mostHeaderBytes = 8 << 10
    private static let mostHeaders = 16

    private let delimiter: [UInt8]
    private var buffer: [UInt8]
    private var start = 0
    private var phase = Phase.preamble
    private var parts = 0

    /// - Parameter boundary: as the content type has it.
    /// - Throws: `server.badRequest`.
    init(boundary: String) throws(ServiceProblem) {
        guard (1...70).contains(boundary.utf8.count) else {
            throw .badRequest("The boundary of the multipart body must have 1 to 70 characters.")
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line end before it.
        buffer = [0x0D, 0x0A]
    }

    /// Takes a piece.
    mutating func push(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// What is next in the bytes that have come; `nil` if more are needed.
    ///
    /// - Throws: `server.badRequest`.
    mutating func next() throws(ServiceProblem) -> Event? {
        while true {
            switch phase {
            case .preamble:
                guard let place = find(delimiter) else {
                    // A preamble means nothing; only the start of a boundary must be kept.
                    start = max(start, buffer.count - delimiter.count)
                    return nil
                }
                start = place + delimiter.count
                phase = .afterBoundary
            case .afterBoundary:
                guard buffer.count - start >= 2 else { return nil }
                let (first, second) = (buffer[start], buffer[start + 1])
                start += 2
                if first == 0x2D, second == 0x2D {
                    phase = .ended
                    return .end
                }
                guard first == 0x0D, second == 0x0A else {
                    throw .badRequest("A boundary is not at the end of its line.")
                }
                parts += 1
                guard parts <= Self.mostParts else { throw .badRequest("There are more than \(Self.mostParts) parts.") }
                phase = .headers
            case .headers:
                guard let end = headerEnd() else {
                    guard buffer.count - start <= Self.mostHeaderBytes else {
                        throw .badRequest("The headers of a part are longer than \(Self.mostHeaderBytes) bytes.")
                    }
                    return nil
                }
                let event = try part(buffer[start..<end])
                start = end + 2
                phase = .content
                return event
            case .content:
                if let place = find(delimiter) {
                    if place > start {
                        let bytes = Array(buffer[start..<place])
                        start = place
                        return .bytes(bytes)
                    }
                    start = place + delimiter.count
                    phase = .afterBoundary
                    return .partEnd
                }
                // The end may be the start of a boundary.
                let sure = buffer.count - start - delimiter.count
                guard sure > 0 else { return nil }
                let bytes = Array(buffer[start..<start + sure])
                start += sure
                return .bytes(bytes)
            case .ended: return nil
            }
        }
    }

    /// Where a text that begins with a carriage return occurs first.
    private func find(_ text: [UInt8]) -> Int? {
        var place = start
        while place + text.count <= buffer.count {
            guard let next = buffer[place...(buffer.count - text.count)].firstIndex(of: 0x0D) else { return nil }
            if buffer[next..<next + text.count].elementsEqual(text) { return next }
            place = next + 1
        }
        return nil
    }

    /// Where the last line of the headers ends: behind it is the empty line.
    private func headerEnd() -> Int? {
        if buffer.count - start >= 2, buffer[start] == 0x0D, buffer[start + 1] == 0x0A { return start }
        return find([0x0D, 0x0A, 0x0D, 0x0A]).map { $0 + 2 }
    }

    private func part(_ headers: ArraySlice<UInt8>) throws(ServiceProblem) -> Event {
        guard headers.count <= Self.mostHeaderBytes, let text = String(validating: headers, as: UTF8.self) else {
            throw .badRequest("The headers of a part are too long, or not UTF-8.")
        }
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)
        guard lines.count <= Self.mostHeaders else {
            throw .badRequest("A part has more than \(Self.mostHeaders) headers.")
        }
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else {
                continue
            }
            let disposition = HeaderParameters(line[line.index(after: colon)...])
            guard disposition.value.lowercased() == "form-data", let name = disposition["name"] else { break }
            return .part(
                name: name,
                fileName: disposition["filename*"].flatMap(HeaderParameters.decoded) ?? disposition["filename"])
        }
        throw .badRequest("A part has no Content-Disposition: form-data with a name.")
    }
}
