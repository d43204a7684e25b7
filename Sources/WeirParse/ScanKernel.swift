internal import CWeirKernels

/// Which implementation of the structural scan runs.
///
/// All give the same answer.
public enum ScanKernel: String, Sendable, CaseIterable {
    /// General registers, eight bytes at a time; every processor.
    case portable
    /// 128-bit vectors of x86-64.
    case sse2
    /// 256-bit vectors of x86-64.
    case avx2
    /// 128-bit vectors of 64-bit ARM.
    case neon

    /// The fastest one that this processor runs.
    public static var best: ScanKernel {
        switch weir_best_kernel() {
        case WEIR_KERNEL_SSE2: .sse2
        case WEIR_KERNEL_AVX2: .avx2
        case WEIR_KERNEL_NEON: .neon
        default: .portable
        }
    }

    /// The ones that this processor runs.
    public static var available: [ScanKernel] {
        switch best {
        case .avx2: [.portable, .sse2, .avx2]
        case .sse2: [.portable, .sse2]
        case .neon: [.portable, .neon]
        case .portable: [.portable]
        }
    }

    /// The one to use: the fastest, or the portable one where `WEIR_KERNEL=portable` asks for it.
    ///
    /// A name that this processor does not run is taken as a wish that cannot be met, and the fastest is used.
    public static func selected(byEnvironment value: String?) -> ScanKernel {
        guard let wish = value.flatMap(ScanKernel.init(rawValue:)), available.contains(wish) else { return best }
        return wish
    }

    var code: weir_kernel {
        switch self {
        case .portable: WEIR_KERNEL_PORTABLE
        case .sse2: WEIR_KERNEL_SSE2
        case .avx2: WEIR_KERNEL_AVX2
        case .neon: WEIR_KERNEL_NEON
        }
    }
}
