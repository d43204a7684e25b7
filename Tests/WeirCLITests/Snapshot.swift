import Foundation
import Testing

/// Texts that are kept in files beside the tests, so that a change of what people see is seen in a review.
enum Snapshot {
    /// Compares a text with the file `Snapshots/<name>.txt`; where the environment has `WEIR_UPDATE_SNAPSHOTS`, the
    /// file is written anew.
    static func expect(
        _ text: String,
        _ name: String,
        file: String = #filePath,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let path = folder.appendingPathComponent("\(name).txt")
        if ProcessInfo.processInfo.environment["WEIR_UPDATE_SNAPSHOTS"] != nil {
            try Data(text.utf8).write(to: path)
        }
        let kept = try String(contentsOf: path, encoding: .utf8)
        #expect(text == kept, sourceLocation: location)
    }
}
