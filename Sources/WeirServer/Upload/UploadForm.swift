internal import Foundation

/// A form with a file in it: its small fields are read, its file is passed on.
struct UploadForm {
    /// What comes of the file.
    enum Event {
        /// It begins; this is its name.
        case file(String)
        /// A piece of it.
        case bytes([UInt8])
    }

    /// What the fields before the file say.
    var wishes: UploadIntake.Wishes
    /// Whether the form has come to its end.
    private(set) var hasEnded = false

    private enum Part {
        case none
        case file
        case field(String, [UInt8])
    }

    private static let mostFieldBytes = 2000

    private var reader: MultipartReader
    private var part = Part.none

    init(boundary: String, wishes: UploadIntake.Wishes) throws(ServiceProblem) {
        reader = try MultipartReader(boundary: boundary)
        self.wishes = wishes
    }

    mutating func push(_ bytes: some Sequence<UInt8>) { reader.push(bytes) }

    /// What is next of the file in the bytes that have come.
    ///
    /// - Throws: `server.badRequest`.
    mutating func next() throws(ServiceProblem) -> Event? {
        while let event = try reader.next() {
            switch event {
            case .part("file", let fileName):
                guard let fileName else { throw .badRequest("The part file has no file name.") }
                part = .file
                return .file(fileName)
            case .part(let name, _):
                guard ["pipeline", "webhook"].contains(name) else {
                    throw .badRequest(
                        "The form has no field \(String(name.prefix(50)).debugDescription).",
                        hint: "Its fields are pipeline, webhook and, last, file.")
                }
                part = .field(name, [])
            case .bytes(let bytes):
                switch part {
                case .file: return .bytes(bytes)
                case .field(let name, let before):
                    guard before.count + bytes.count <= Self.mostFieldBytes else {
                        throw .badRequest("The field \(name) is longer than \(Self.mostFieldBytes) bytes.")
                    }
                    part = .field(name, before + bytes)
                case .none: break
                }
            case .partEnd:
                if case .field(let name, let bytes) = part { try note(name, bytes) }
                part = .none
            case .end: hasEnded = true
            }
        }
        return nil
    }

    private mutating func note(_ name: String, _ bytes: [UInt8]) throws(ServiceProblem) {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw .badRequest("The field \(name) is not UTF-8 text.")
        }
        guard !text.isEmpty else { return }
        if name == "pipeline" { wishes.pipeline = text } else { wishes.webhook = text }
    }
}
