/// Which lines are comments.
///
/// Lines that start with a comment sign are comments if they do not have the cells of a record. A single one on top that
/// has them is a header with a sign before it.
enum CommentGuess {
    /// What comments start with, the longer sign first.
    static let signs = ["##", "#", "//", "%"]

    /// The sign, if there are comments.
    static func sign(in split: SplitText, width: Int) -> String? {
        for sign in signs {
            let mark = Array(sign.utf8)
            let marked = split.records.indices.filter { index in
                split.bytes[split.records[index].range].starts(with: mark)
            }
            guard !marked.isEmpty, marked.count < split.records.count else { continue }
            let wide = marked.filter { split.records[$0].cells.count == width }
            let isOnTop = marked.last.map { $0 == marked.count - 1 } ?? false
            if width == 1 {
                if isOnTop { return sign }
            } else if wide.isEmpty {
                return sign
            } else if sign.count == 1, isOnTop, wide.count == 1, wide.first == marked.last {
                // "#id,name": a header, whatever stands above it.
                continue
            } else if wide.count * 4 <= marked.count {
                return sign
            }
        }
        return nil
    }
}
