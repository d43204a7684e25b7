internal import Foundation

/// The folder of a job: the file that was handed in, and what its runs write.
struct JobFolder: Sendable {
    /// The folder.
    let path: String

    /// The folder of a job in the data folder of the server.
    init(of job: String, in data: String) { path = "\(data)/jobs/\(job)" }

    /// The file that was handed in.
    func input(_ job: JobRecord) -> String { "\(path)/\(job.storedName)" }

    /// Where rejected rows are asked to go: lines of JSON, or delimited text.
    func rejects(of job: JobRecord) -> String { "\(path)/rejects.\(job.isJSONLines ? "jsonl" : "csv")" }

    /// Where issues are asked to go.
    var issues: String { "\(path)/rejects.issues.ndjson" }

    /// Where the report goes.
    var report: String { "\(path)/report.json" }

    /// The rejected rows in the form for spreadsheets.
    var spreadsheet: String { "\(path)/spreadsheet.csv" }

    /// The path of a file that is named by its name alone; `nil` for any other name.
    func file(_ name: String) -> String? {
        name.isEmpty || name.contains("/") || name.hasPrefix(".") ? nil : "\(path)/\(name)"
    }

    /// A text without the paths of the server: the input has the name that its owner gave it, and of any other file the
    /// name alone is left.
    func hidden(_ text: String, of job: JobRecord) -> String {
        let words = text.replacing(input(job), with: job.fileName).split(
            separator: " ", omittingEmptySubsequences: false)
        return words.map { word in
            guard let start = word.firstIndex(of: "/"), word[..<start].allSatisfy({ !$0.isLetter && !$0.isNumber })
            else {
                return String(word)
            }
            return "\(word[..<start])\(word.split(separator: "/").last ?? "")"
        }.joined(separator: " ")
    }

    /// The name of a file of this folder; `nil` for a file that is elsewhere.
    func name(of file: String) -> String? {
        let name = (file as NSString).lastPathComponent
        return (file as NSString).deletingLastPathComponent == path ? name : nil
    }
}
