internal import NIOHTTP1
internal import WeirModel
internal import WeirRead

/// A file on a web server, as it was when it was looked at.
struct HTTPFile: RemoteFile {
    /// How many bytes are read to look at a file.
    static let headBytes = 64 << 10

    let url: RemoteURL
    let access: HTTPAccess
    let byteCount: Int?
    let head: [UInt8]
    let isDivisible: Bool
    let validator: FileVersion

    var name: String { url.name }

    var identity: String { url.text }

    var version: String? { validator.isEmpty ? nil : (validator.tag ?? validator.date) }

    /// Looks at a file: asks for its first bytes, and learns its size, its version and whether it can be read in parts.
    ///
    /// Not by HEAD, which many servers answer otherwise than GET, or not at all.
    ///
    /// - Throws: `read.notFound`, `read.unreadable`, `read.unreachable`, `read.badAnswer`, `read.privateAddress`.
    init(_ url: RemoteURL, access: HTTPAccess) throws(WeirError) {
        self.url = url
        self.access = access
        do {
            var answer = try Self.answer(url, access, [("range", "bytes=0-\(Self.headBytes - 1)")])
            defer { answer.exchange.close() }
            // An empty file has no first byte.
            if answer.status == 416 {
                answer.exchange.close()
                answer = try Self.answer(url, access, [])
            }
            if let error = HTTPRefusal.error(answer.head, at: url, access) { throw error }
            try HTTPRefusal.checkCoding(answer.head, at: url)
            validator = FileVersion(answer.head.headers)
            let length = answer.head.headers.first(name: "content-length").flatMap { Int($0) }
            if answer.status == 206 {
                let field = answer.head.headers.first(name: "content-range")
                guard let field, let place = ContentRange(field), let range = place.range, range.lowerBound == 0,
                    length.map({ $0 == range.count }) ?? true
                else { throw Self.wrongRange(field, wanted: 0, at: url) }
                byteCount = place.total
                isDivisible = place.total != nil
            } else {
                byteCount = length
                isDivisible = false
            }
            head = try Self.head(of: answer, at: url)
        } catch let error as WeirError {
            throw error
        } catch let fault as HTTPFault {
            throw fault.error
        } catch {
            throw HTTPFault(error, at: url).error
        }
    }

    func stream(_ range: Range<Int>?) -> any RemoteStream { HTTPFileStream(self, range) }

    /// The answer to a request, after as many attempts as it takes.
    private static func answer(
        _ url: RemoteURL, _ access: HTTPAccess, _ conditions: [(String, String)]
    ) throws -> HTTPAccess.Answer {
        var failures = 0
        while true {
            do {
                guard let answer = try access.get(url, conditions, isStopped: { false }) else {
                    throw CancellationError()
                }
                if answer.status != 416, let fault = HTTPRefusal.error(answer.head, at: url, access) as? HTTPFault {
                    answer.exchange.close()
                    throw fault
                }
                return answer
            } catch let fault as HTTPFault {
                failures += 1
                // A host that is not there at all is more often a slip of the pen than a fault of the moment.
                guard !fault.isSilent || failures < 3,
                    let pause = access.retries.pause(afterFailure: failures, asked: fault.pause)
                else { throw fault }
                access.retries.wait(pause) { false }
            }
        }
    }

    /// The first bytes of an answer; fewer if it is cut, for the whole is read by another request.
    private static func head(of answer: HTTPAccess.Answer, at url: RemoteURL) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: headBytes)
        var count = 0
        reading: while count < headBytes {
            let step = bytes.withUnsafeMutableBytes { room in
                answer.exchange.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...])) { false }
            }
            switch step {
            case .bytes(let read): count += read
            case .end, .stopped, .failure: break reading
            }
        }
        return Array(bytes[..<count])
    }

    /// An answer with another part of the file than was asked for.
    static func wrongRange(_ field: String?, wanted: Int, at url: RemoteURL) -> WeirError {
        WeirError(
            .readBadAnswer,
            "The server was asked for the bytes from \(wanted) on and says that it sends \(field ?? "some others").",
            hint: "Download the file first.", position: WeirError.Position(file: url.name, byteOffset: wanted))
    }
}
