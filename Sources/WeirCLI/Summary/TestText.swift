internal import Weir

/// The results of tests for a person.
struct TestText {
    private let style: TextStyle
    private var files = 0
    private var passed = 0
    private var failed = 0

    /// Nothing has been told yet.
    init(style: TextStyle) { self.style = style }

    /// The results of one file.
    mutating func lines(_ path: String, _ results: [PipelineTestResult]) -> String {
        files += 1
        var lines = [Tone.strong.paint(PrintableText.visible(path), style)]
        for result in results {
            let name = PrintableText.visible(result.name)
            if result.hasPassed {
                passed += 1
                lines.append("  \(Tone.good.paint("ok", style))    \(name)")
                continue
            }
            failed += 1
            let place = PrintableText.visible("\(result.file):\(result.line)")
            lines.append("  \(Tone.bad.paint("FAIL", style))  \(name) (\(place))")
            for difference in result.differences {
                lines.append("        \(PrintableText.visible(difference.message))")
                for detail in difference.details { lines.append("          \(paint(PrintableText.visible(detail)))") }
            }
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// The last line.
    func total(isBroken: Bool) -> String {
        var parts = ["\(Figure.count(passed + failed, "test")) in \(Figure.count(files, "file"))"]
        if failed > 0 { parts.append(Tone.bad.paint("\(Figure.count(failed)) failed", style)) }
        if failed == 0, passed > 0, !isBroken { parts.append(Tone.good.paint("all passed", style)) }
        if isBroken { parts.append(Tone.bad.paint("not all files could be read", style)) }
        return parts.joined(separator: ", ") + "\n"
    }

    /// What was expected and is not there stands out from what is there and was not expected.
    private func paint(_ detail: String) -> String {
        switch detail.first {
        case "-": Tone.bad.paint(detail, style)
        case "+": Tone.doubtful.paint(detail, style)
        default: detail
        }
    }
}
