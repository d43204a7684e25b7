public import ArgumentParser
public import WeirValidate

extension ValueDisclosure: ExpressibleByArgument {}
