import Foundation
import WeirDecode
import WeirModel
import WeirParse
import WeirRead
import WeirSpec

extension Workload {
    /// The file of the flights table, read and thrown away.
    static let read = Workload("read, a file") {
        let folder = try TemporaryFolder()
        let file = try folder.write(Flights.csv, to: "flights.csv")
        let pool = BufferPool()
        var settings = ReadSettings()
        settings.path = [file]
        let sources = try settings.resolve()
        return {
            withExtendedLifetime(folder) {}
            var source = FileSource(sources, pool: pool)
            while try source.next() != nil {}
        }
    }

    /// Plain UTF-8, checked.
    static let decode = Workload("decode, plain text") {
        let chunks = Prepared.flights.chunks
        return { try decode(chunks) }
    }

    /// A compressed file of real flights.
    static let decodeGzip = Workload("decode, gzip") {
        let samples = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
        let stored = try Data(contentsOf: URL(fileURLWithPath: samples + "/Pipelines/samples/flights.csv.gz"))
        let bytes = Bytes(copying: [UInt8](stored))
        let chunk = ByteChunk(bytes: bytes, source: 0, offset: 0, endsSource: true)
        return { try decode([chunk]) }
    }

    private static func decode(_ chunks: [ByteChunk]) throws {
        let sources = [SourceInfo(name: "flights", byteCount: nil)]
        var stage = try DecodeStage(DecodeSettings(), sources: sources, pool: Prepared.flights.pool)
        for chunk in chunks {
            try stage.push(chunk)
            while try stage.next() != nil {}
        }
        try stage.finish()
        while try stage.next() != nil {}
    }

    /// The structural scan with what parse does around it, by each kernel that this processor runs.
    static var kernels: [Workload] { ScanKernel.available.map(kernel) }

    /// The same by one kernel.
    public static func kernel(_ kernel: ScanKernel) -> Workload {
        Workload("parse, kernel \(kernel.rawValue)") {
            let chunks = Prepared.flights.chunks
            return { try Prepared.flights.parse(chunks, kernel: kernel) { _ in } }
        }
    }
}
