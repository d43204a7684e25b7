import Testing
import Weir

@Suite struct SpreadTests {
    @Test(
        "the median is in the middle",
        arguments: [
            ([], 0, 0, 0), ([3], 3, 3, 3), ([5, 1], 3, 1, 5), ([9, 1, 2], 2, 1, 9), ([4, 1, 2, 9], 3, 1, 9),
        ] as [([Double], Double, Double, Double)])
    func median(values: [Double], median: Double, minimum: Double, maximum: Double) {
        let spread = Spread(values)
        #expect(spread.median == median)
        #expect(spread.minimum == minimum)
        #expect(spread.maximum == maximum)
    }

    @Test("its share is relative to the median")
    func share() {
        #expect(Spread([90, 100, 110]).share == 0.2)
        #expect(Spread([0, 0]).share == 0)
    }
}
