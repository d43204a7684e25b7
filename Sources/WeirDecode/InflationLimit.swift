/// How many bytes compressed data may become before it is taken for a bomb.
///
/// What counts is what has come out, while it comes out; what the data says of its own size is not asked.
public enum InflationLimit: Sendable, Hashable {
    /// So many bytes for each source.
    case bytes(Int)
    /// So many bytes in any case, and so many times the compressed bytes that were read.
    case ratio(least: Int, times: Int)

    /// 1 GiB, or 250 times the compressed bytes: text becomes 3 to 30 times as long, and what gzip can do at most is
    /// 1,030 times.
    public static var usual: InflationLimit { .ratio(least: 1 << 30, times: 250) }

    /// The most bytes that may have come out of so many compressed ones.
    func most(of stored: Int) -> Int {
        switch self {
        case .bytes(let most): return most
        case .ratio(let least, let times):
            let (product, isTooMuch) = stored.multipliedReportingOverflow(by: times)
            return max(least, isTooMuch ? .max : product)
        }
    }
}
