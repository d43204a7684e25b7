internal import ArgumentParser
internal import WeirSpec

/// One size, or `all` for no limit.
struct SizeLimit: ExpressibleByArgument {
    /// The size in bytes; `nil` for no limit.
    let bytes: Int?

    init(bytes: Int?) { self.bytes = bytes }

    init?(argument: String) {
        if argument == "all" {
            bytes = nil
        } else if let size = SizeList.size(argument) {
            bytes = size
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { bytes.map { ByteSize(bytes: $0).rendered } ?? "all" }
}
