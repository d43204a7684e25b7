public import WeirModel

extension Severity: SettingChoice {}
