internal import CZlib

/// The zlib library that this program runs with.
public enum ZlibLibrary {
    /// Its version.
    public static var version: String { String(cString: zlibVersion()) }
}
