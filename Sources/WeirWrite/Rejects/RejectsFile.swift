/// The names of the files for rejected records.
public enum RejectsFile {
    /// The name of a file, numbered from the second on: `x.rejects.csv`, `x.rejects-2.csv` and so on.
    public static func path(_ path: String, number: Int) -> String {
        guard number > 1 else { return path }
        let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[nameStart...].lastIndex(of: "."), dot > nameStart else { return "\(path)-\(number)" }
        return "\(path[..<dot])-\(number)\(path[dot...])"
    }
}
