import WeirModel

/// An input that is being read: a descriptor of the system, or a stream from elsewhere.
enum OpenSource {
    /// A file, a pipe or a device.
    case descriptor(Int32)
    /// A file elsewhere.
    case stream(any RemoteStream)
}
