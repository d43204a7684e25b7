#if canImport(Glibc)
    import Glibc
#endif

/// A conversion of the platform into UTF-8, with what it remembers between two calls.
///
/// It is a class because iconv must be told when it is not needed any more.
final class PlatformConverter {
    /// Why a conversion came to a stop.
    enum Stop {
        /// All input was converted.
        case done
        /// There is no more room.
        case full
        /// What is left is the start of a character.
        case incomplete
        /// What is left does not start with a character.
        case invalid
    }

    /// What one byte stands for.
    enum Single {
        /// A character.
        case character(UInt32)
        /// Part of one, several of them, or a change of state.
        case part
    }

    #if canImport(Glibc)
        private let handle: iconv_t

        /// Begins a conversion; `nil` if the platform does not know the encoding.
        init?(from name: String) {
            let opened = iconv_open("UTF-8", name)
            // The manual: (iconv_t) -1 is a failure.
            guard let opened, Int(bitPattern: opened) != -1 else { return nil }
            handle = opened
        }

        deinit { iconv_close(handle) }

        /// Converts bytes.
        ///
        /// - Returns: how many bytes were read and written, and why no more.
        func convert(
            _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>
        ) -> (read: Int, written: Int, stop: Stop) {
            var (inLeft, outLeft) = (input.count, output.count)
            var code: Int32 = 0
            let isDone = output.withMemoryRebound(to: CChar.self) { output in
                input.withMemoryRebound(to: CChar.self) { input in
                    var from = input.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
                    var to = output.baseAddress
                    let result = iconv(handle, &from, &inLeft, &to, &outLeft)
                    code = errno
                    return result != Int.max && result != -1
                }
            }
            let (read, written) = (input.count - inLeft, output.count - outLeft)
            if isDone { return (read, written, .done) }
            switch code {
            case E2BIG: return (read, written, .full)
            case EINVAL: return (read, written, .incomplete)
            default: return (read, written, .invalid)
            }
        }

        /// Writes what the conversion has kept for a character to come.
        func flush(to output: UnsafeMutableBufferPointer<UInt8>) -> Int {
            var left = output.count
            output.withMemoryRebound(to: CChar.self) { output in
                var to = output.baseAddress
                _ = iconv(handle, nil, nil, &to, &left)
            }
            return output.count - left
        }
    #else
        init?(from name: String) { return nil }

        func convert(
            _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>
        ) -> (read: Int, written: Int, stop: Stop) { (0, 0, .invalid) }

        func flush(to output: UnsafeMutableBufferPointer<UInt8>) -> Int { 0 }
    #endif

    /// What a byte stands for by itself; `nil` for no character.
    func scalar(of byte: UInt8) -> Single? {
        var room = [UInt8](repeating: 0, count: 16)
        let (read, written, stop) = [byte].withUnsafeBufferPointer { input in
            room.withUnsafeMutableBufferPointer { convert(input, to: $0) }
        }
        let kept = room.withUnsafeMutableBufferPointer { room in
            flush(to: UnsafeMutableBufferPointer(rebasing: room[written...]))
        }
        switch stop {
        case .invalid: return nil
        case .incomplete, .full: return .part
        case .done:
            let text = String(decoding: room[..<(written + kept)], as: UTF8.self)
            guard read == 1, let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
                return .part
            }
            return .character(scalar.value)
        }
    }
}
