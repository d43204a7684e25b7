import Testing
import WeirModel

@Suite("A violation")
struct ViolationTests {
    @Test("takes no more memory than the documentation says")
    func size() {
        #expect(MemoryLayout<Violation>.stride == 48)
    }

    @Test("gives back what was put in", arguments: [0, 1, 70_000, 1 << 28])
    func values(number: Int) {
        var violation = Violation(
            row: number, column: -1, code: .typeError, valueRange: number..<number + 5, byteOffset: number << 20)
        #expect(violation.row == number)
        #expect(violation.column == -1)
        #expect(violation.valueRange == number..<number + 5)
        #expect(violation.byteOffset == number << 20)
        #expect(violation.rule == nil && violation.foreignKey == nil && violation.collision == nil)
        (violation.row, violation.column, violation.valueRange) = (number + 1, number, 3..<number + 3)
        #expect(violation.row == number + 1)
        #expect(violation.column == number)
        #expect(violation.valueRange == 3..<number + 3)
    }

    @Test("is about a rule, a foreign key or a collision")
    func subjects() {
        var violation = Violation(row: 0, column: 0, code: .rowConstraint, rule: 3, valueRange: 0..<0)
        #expect(violation.rule == 3)
        violation.rule = nil
        #expect(violation.rule == nil)
        violation.foreignKey = 2
        #expect(violation.foreignKey == 2)
        violation.rule = nil
        #expect(violation.foreignKey == 2)
        violation.collision = KeyCollision(key: 1, source: 7, record: 1 << 40)
        #expect(violation.collision == KeyCollision(key: 1, source: 7, record: 1 << 40))
        #expect(violation.foreignKey == nil && violation.rule == nil)
    }
}
