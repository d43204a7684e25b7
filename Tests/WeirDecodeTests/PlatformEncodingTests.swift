#if canImport(Glibc)
    import Testing
    import WeirDecode
    import WeirModel

    @Suite("Encodings that the platform converts")
    struct PlatformEncodingTests {
        /// A text in an encoding, byte for byte.
        static let samples: [(encoding: String, stored: [UInt8], text: String)] = [
            ("KOI8-R", [0x61, 0x2C, 0xC1, 0xC2, 0x0A], "a,аб\n"),
            ("iso-8859-2", [0xB1, 0x2C, 0xA3, 0x0A], "ą,Ł\n"),
            ("iso-8859-15", [0xA4, 0x0A], "€\n"),
            ("windows-1251", [0xCF, 0xF0], "Пр"),
            ("cp437", [0x81, 0xE1], "üß"),
            ("macintosh", [0x8A, 0x0A], "ä\n"),
            ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B, 0x2C, 0xB1, 0x0A], "日本,ｱ\n"),
            ("euc-jp", [0xC6, 0xFC, 0xCB, 0xDC, 0x0A], "日本\n"),
            ("EUC-KR", [0xC7, 0xD1, 0x0A], "한\n"),
            ("gbk", [0xD6, 0xD0, 0x0A], "中\n"),
            ("gb18030", [0x94, 0x39, 0xFC, 0x36, 0x2C, 0xD6, 0xD0], "\u{1F600},中"),
            ("big5", [0xA4, 0xA4, 0x0A], "中\n"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x2C, 0x78], "日本,x"),
            ("utf-7", Array("a+AOk-b".utf8), "aéb"),
            ("IBM037", [0x81, 0x6B, 0xF1, 0x25], "a,1\n"),
        ]

        @Test("a text is the same for every cut of its bytes", arguments: chunkSizes)
        func samples(size: Int) {
            for sample in Self.samples {
                let settings = DecodeSettings(encoding: sample.encoding)
                #expect(settings.problems().isEmpty)
                for count in [1, 40] {
                    let stored = Array(repeatElement(sample.stored, count: count).joined())
                    for outputBytes in [1, 64, 4096] {
                        let run = DecodeRun([stored], size: size, settings: settings, outputBytes: outputBytes)
                        #expect(run.error == nil && run.isSeamless)
                        #expect(
                            run.texts.map(\.string) == [String(repeating: sample.text, count: count)],
                            "\(sample.encoding), \(outputBytes)")
                        #expect(run.texts.first?.faults.isEmpty == true && run.texts.first?.isComplete == true)
                    }
                }
            }
        }

        @Test("a byte that starts no character is a fault at its place, and the rest is read", arguments: chunkSizes)
        func faults(size: Int) {
            let samples: [(encoding: String, stored: [UInt8], text: String, at: Int)] = [
                ("shift_jis", [0x61, 0x0A, 0xFF, 0x62, 0x93, 0xFA], "a\n\u{FFFD}b日", 2),
                ("euc-kr", [0x61, 0xC7], "a\u{FFFD}", 1),
                ("iso-8859-6", [0x61, 0xA1, 0x62], "a\u{FFFD}b", 1),
                ("big5", [0x61, 0x0A, 0xA4, 0x0A], "a\n\u{FFFD}\n", 2),
            ]
            for sample in samples {
                let run = DecodeRun([sample.stored], size: size, settings: DecodeSettings(encoding: sample.encoding))
                #expect(run.isSeamless)
                #expect(run.texts.map(\.string) == [sample.text], "\(sample.encoding)")
                #expect(run.texts.first?.faults.map(\.storedOffset) == [sample.at], "\(sample.encoding)")
            }
        }

        @Test("random bytes give the same for every cut", arguments: 0..<12 as Range<UInt64>)
        func random(seed: UInt64) {
            var numbers = SeededNumbers(state: seed)
            let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            for encoding in ["shift_jis", "gb18030", "big5", "euc-jp", "koi8-r", "utf-32le"] {
                let settings = DecodeSettings(encoding: encoding)
                let whole = DecodeRun([[0x61] + bytes], settings: settings)
                for size in chunkSizes {
                    let run = DecodeRun([[0x61] + bytes], size: size, settings: settings, outputBytes: 50)
                    #expect(run == whole && run.isSeamless, "\(encoding), \(size)")
                }
            }
        }
    }
#endif
