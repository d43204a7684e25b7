/// A bar that is filled in part.
enum Bar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// Draws a bar.
    ///
    /// - Parameters:
    ///   - fraction: how much of it is full, from 0 to 1.
    ///   - width: how many characters it has.
    ///   - isUnicode: whether blocks may be used; else it is drawn in ASCII.
    static func text(_ fraction: Double, width: Int, isUnicode: Bool) -> String {
        guard width > 0 else { return "" }
        let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
        guard isUnicode else {
            let full = Int(share * Double(width))
            return String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
        }
        let parts = Int(share * Double(width * 8))
        let text = String(repeating: "█", count: parts / 8) + eighths[parts % 8]
        return text + String(repeating: "░", count: width - text.count)
    }

    /// Draws a bar for what has no known end: a block that moves with the time.
    ///
    /// - Parameters:
    ///   - step: where it is; one further for each redraw.
    ///   - width: how many characters the bar has.
    ///   - isUnicode: whether blocks may be used; else it is drawn in ASCII.
    static func moving(step: Int, width: Int, isUnicode: Bool) -> String {
        guard width > 0 else { return "" }
        let block = max(width / 5, 1)
        let room = width - block
        let place = room == 0 ? 0 : abs((step % (2 * room)) - room)
        let (full, empty) = isUnicode ? ("█", "░") : ("#", ".")
        return String(repeating: empty, count: place) + String(repeating: full, count: block)
            + String(repeating: empty, count: room - place)
    }
}
