public import WeirDecode
public import WeirFlow
public import WeirSpec

/// The `limits` section: what bounds a run.
public struct LimitSettings: Settings {
    /// The memory for data on its way.
    public var memory = ByteSize(bytes: 64 << 20)
    /// How many batches are checked at once.
    public var workers = AutoOr<Int>.auto
    /// How many bytes of records make a batch.
    public var batchBytes = AutoOr<ByteSize>.auto
    /// The longest record.
    public var recordBytes = ByteSize(bytes: 1 << 20)
    /// The most bytes that a compressed input may become.
    public var inflatedBytes = AutoOr<ByteSize>.auto
    /// The most columns.
    public var columns = 4096
    /// The memory for keys that must be told apart.
    public var keyMemory = AutoOr<ByteSize>.auto
    /// The folder for the keys that memory has no room for.
    public var spillFolder: SpecPath?
    /// The most room on disk that they may take.
    public var spillBytes = ByteSize(bytes: 16 << 30)
    /// The most lines in the issues file.
    public var issues = 1_000_000
    /// The most records in the rejects file.
    public var rejects: Int?

    /// What the section is for.
    public static let summary = "What bounds the run."

    /// The settings.
    public static let settings: [Setting<LimitSettings>] = [
        Setting("memory", \.memory, "The memory for data on its way through the stages."),
        Setting("workers", \.workers, "How many batches are checked at once; `auto` is as many as there are cores."),
        Setting(
            "batchBytes", \.batchBytes,
            "How many bytes of records make a batch; `auto` is a 128th of `memory`, from 16 KiB to 512 KiB."
        ),
        Setting("recordBytes", \.recordBytes, "The longest record; a longer one is rejected."),
        Setting(
            "inflatedBytes", \.inflatedBytes,
            "The most bytes that a compressed input may become; `auto` is 1 GiB, or 250 times the bytes that were read of "
                + "it if that is more."
        ),
        Setting("columns", \.columns, "The most columns a header may have."),
        Setting(
            "keyMemory", \.keyMemory,
            """
            The memory for the keys of `unique`, `primaryKey`, `uniqueKeys` and `foreignKeys` together; more go to temporary \
            files. `auto` is half of `memory`. A schema without keys needs none.
            """
        ),
        Setting(
            "spillFolder", \.spillFolder,
            "The folder for these files, which have no name and vanish with the run; `TMPDIR` or /var/tmp if left out."
        ),
        Setting("spillBytes", \.spillBytes, "The most room on disk that these files may take."),
        Setting("issues", \.issues, "The most lines in the issues file; the counts in the report stay exact."),
        Setting("rejects", \.rejects, "The most records in the rejects file; no limit if left out."),
    ]

    /// All defaults.
    public init() {}

    /// Values that cannot be meant.
    public func problems() -> [SettingProblem] {
        var found: [SettingProblem] = []
        if memory.bytes < 1 << 20 { found.append(SettingProblem("memory", "must be at least 1 MiB")) }
        if case .value(let count) = workers, !(1...256).contains(count) {
            found.append(SettingProblem("workers", "must be between 1 and 256"))
        }
        if case .value(let size) = batchBytes, !(1...(1 << 28)).contains(size.bytes) {
            found.append(SettingProblem("batchBytes", "must be between 1 byte and 256 MiB"))
        }
        if !(1...(1 << 28)).contains(recordBytes.bytes) {
            found.append(SettingProblem("recordBytes", "must be between 1 byte and 256 MiB"))
        }
        if case .value(let size) = inflatedBytes, size.bytes < 1 {
            found.append(SettingProblem("inflatedBytes", "must be at least 1 byte"))
        }
        if !(1...100_000).contains(columns) {
            found.append(SettingProblem("columns", "must be between 1 and 100000"))
        }
        if case .value(let size) = keyMemory, !((64 << 10)...(1 << 40)).contains(size.bytes) {
            found.append(SettingProblem("keyMemory", "must be between 64 KiB and 1 TiB"))
        }
        if issues < 0 { found.append(SettingProblem("issues", "must not be negative")) }
        if let rejects, rejects < 0 { found.append(SettingProblem("rejects", "must not be negative")) }
        return found
    }

    /// How many bytes of records make a batch.
    public var bytesPerBatch: Int {
        switch batchBytes {
        case .auto: min(max(memory.bytes / 128, 16 << 10), 512 << 10)
        case .value(let size): size.bytes
        }
    }

    /// What compressed inputs may become.
    public var inflation: InflationLimit {
        switch inflatedBytes {
        case .auto: .usual
        case .value(let size): .bytes(size.bytes)
        }
    }

    /// The limits of the flow.
    ///
    /// - Parameter cores: how many cores there are.
    public func flowLimits(cores: Int) -> FlowLimits {
        let workers =
            switch workers {
            case .auto: cores
            case .value(let count): count
            }
        return FlowLimits(edgeBytes: max(memory.bytes / 16, 64 << 10), workers: workers)
    }
}
