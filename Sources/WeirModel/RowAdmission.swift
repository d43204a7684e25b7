/// Decides which rows of a batch go on by what came before them, such as a key that is taken.
///
/// Everything else about a row is decided in parallel, on the row alone. This is asked batch by batch, in the order of
/// the input, on the thread of the write stage, so its answers depend on nothing but that order.
public protocol RowAdmission: AnyObject {
    /// Looks at the next batch; it may add violations, in row order, and take rows out.
    ///
    /// - Returns: whether rows were taken out, so that what was encoded of the batch no longer fits.
    func admit(_ batch: inout CheckedBatch) throws -> Bool
}
