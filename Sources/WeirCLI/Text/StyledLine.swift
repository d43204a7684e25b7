/// A line made of pieces of different tones, so that it can be cut by what is seen and not by what is sent.
struct StyledLine {
    private var pieces: [(text: String, tone: Tone)] = []

    /// An empty line.
    init() {}

    /// A line of one piece.
    init(_ text: String, _ tone: Tone = .plain) { append(text, tone) }

    /// Adds a piece.
    mutating func append(_ text: String, _ tone: Tone = .plain) { pieces.append((text, tone)) }

    /// How many characters are seen.
    var count: Int { pieces.reduce(0) { $0 + $1.text.count } }

    /// The line in colours if there are any, cut to `width` characters.
    func rendered(_ style: TextStyle, width: Int) -> String {
        var room = width
        var text = ""
        for piece in pieces where room > 0 {
            let part = String(piece.text.prefix(room))
            room -= part.count
            text += piece.tone.paint(part, style)
        }
        return text
    }
}
