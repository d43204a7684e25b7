internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOFoundationCompat
internal import NIOHTTP1
internal import NIOPosix
internal import Weir
internal import WeirModel

/// A job service as a client sees it.
struct ServiceClient: Sendable {
    private let address: String
    private let token: String?
    private let client = HTTPClient(eventLoopGroupProvider: .singleton)

    /// The ticket of a job.
    struct Ticket: Decodable { var job_id: String }

    private struct Page: Decodable { var jobs: [RemoteJob] }

    private struct Problem: Decodable {
        var title: String
        var detail: String?
        var hint: String?
        var code: String?
    }

    init(address: String, token: String?) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.token = token
    }

    /// Lets the connections go.
    func close() async { try? await client.shutdown() }

    /// Hands a file in, piece by piece.
    ///
    /// - Throws: `read.notFound`, `server.refused`, `server.unreachable`.
    func submit(_ path: String, pipeline: String?, webhook: String?, replay: String?) async throws -> Ticket {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, let file = FileHandle(forReadingAtPath: path) else {
            throw WeirError(.serverRefused, "the file \(path) cannot be read")
        }
        defer { try? file.close() }
        var query = [("file_name", (path as NSString).lastPathComponent)]
        if let pipeline { query.append(("pipeline", pipeline)) }
        if let webhook { query.append(("webhook", webhook)) }
        let place = replay.map { "/jobs/\(Self.escaped($0))/replay" } ?? "/jobs/ingest"
        var request = request("POST", place, query)
        request.headers.replaceOrAdd(name: "content-type", value: "application/octet-stream")
        request.body = .stream(FilePieces(file: file), length: .known(Int64(size)))
        // A large file may take hours.
        return try await decoded(Ticket.self, request, within: .hours(24))
    }

    /// A job.
    ///
    /// - Throws: `server.refused`, `server.unreachable`.
    func job(_ id: String) async throws -> RemoteJob {
        try await decoded(RemoteJob.self, request("GET", "/jobs/\(Self.escaped(id))"))
    }

    /// Jobs, the newest first.
    ///
    /// - Throws: `server.refused`, `server.unreachable`.
    func list(status: String?, limit: Int) async throws -> [RemoteJob] {
        var query = [("limit", String(limit))]
        if let status { query.append(("status", status)) }
        return try await decoded(Page.self, request("GET", "/jobs", query)).jobs
    }

    /// Asks for the end of a job.
    ///
    /// - Throws: `server.refused`, `server.unreachable`.
    func cancel(_ id: String) async throws {
        _ = try await decoded(RemoteJob.self, request("POST", "/jobs/\(Self.escaped(id))/cancel"))
    }

    private func request(_ method: String, _ place: String, _ query: [(String, String)] = []) -> HTTPClientRequest {
        let parameters = query.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
        var request = HTTPClientRequest(url: address + place + (parameters.isEmpty ? "" : "?" + parameters))
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "accept", value: "application/json")
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        return request
    }

    private func decoded<Value: Decodable>(
        _ type: Value.Type, _ request: HTTPClientRequest, within limit: TimeAmount = .seconds(60)
    ) async throws -> Value {
        let status: HTTPResponseStatus
        let body: Data
        do {
            let response = try await client.execute(request, timeout: limit)
            status = response.status
            body = Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        } catch {
            throw WeirError(
                .serverUnreachable, "\(address) does not answer", hint: "is it running? weir serve starts one",
                cause: error)
        }
        guard (200..<300).contains(status.code) else {
            let problem = try? JSONDecoder().decode(Problem.self, from: body)
            let words = [problem?.title, problem?.detail].compactMap(\.self).joined(separator: " ")
            throw WeirError(
                ErrorCode(rawValue: problem?.code ?? ErrorCode.serverRefused.rawValue),
                words.isEmpty ? "\(address) answered \(status.code)" : words, hint: problem?.hint)
        }
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            throw WeirError(.serverUnreachable, "\(address) is no job service of weir", cause: error)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// What RFC 3986 lets stand as it is in any part of an address.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~")
}

/// The pieces of a file, one at a time.
private struct FilePieces: AsyncSequence, Sendable {
    let file: FileHandle

    struct AsyncIterator: AsyncIteratorProtocol {
        let file: FileHandle

        mutating func next() async throws -> NIOCore.ByteBuffer? {
            let file = file
            let part = try await NIOThreadPool.singleton.runIfActive { try file.read(upToCount: 256 << 10) ?? Data() }
            return part.isEmpty ? nil : NIOCore.ByteBuffer(data: part)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(file: file) }
}
