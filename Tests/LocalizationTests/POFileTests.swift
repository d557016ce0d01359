// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

@Suite
struct POFileTests {
    @Test
    func everyPartOfAnEntryIsRead() throws {
        let file = try POFile(parsing: SamplePO.text)
        #expect(file.header.comments == ["Phrases of the test.", "native-review: none"])
        #expect(file.field("content-type") == "text/plain; charset=UTF-8")
        #expect(file.field("X-Nothing") == nil)
        #expect(file.entries.count == 4)
        let lead = file.entries[0]
        #expect(lead.context == "earthquake.lead")
        #expect(lead.source == "{place}で震度{intensity}")
        #expect(lead.translation == "Intensity {intensity} in {place}")
        #expect(lead.comments == ["signed-off-by: Jane Roe, 2026-11-20", ""])
        #expect(lead.notes == ["Where and how strong.", "Keep it short."])
        #expect(lead.references.count == 2)
        #expect(lead.line == 19)
        #expect(file.entries[1].translation == "Get under a desk.\n\"Stay calm\"\t\\")
        #expect(file.entries[2].isFuzzy)
        #expect(file.entries[2].previous == POFile.Previous(context: "old.key", source: "一行目\n二行目"))
        #expect(file.entries[3].translation.isEmpty)
    }

    @Test
    func flagsWaitForTheirEntryOverEmptyLines() throws {
        let file = try POFile(parsing: SamplePO.header + "\n#, fuzzy\n\nmsgctxt \"a\"\nmsgid \"一\"\nmsgstr \"one\"\n")
        #expect(file.entries.map(\.isFuzzy) == [true])
    }

    @Test
    func commentsOfAnObsoleteEntryGoWithIt() throws {
        let file = try POFile(
            parsing: SamplePO.header + "\n#, fuzzy\n#~ msgid \"古\"\n#~ msgstr \"old\"\n"
                + "\nmsgctxt \"a\"\nmsgid \"一\"\nmsgstr \"one\"\n"
        )
        #expect(file.entries.map(\.flags) == [[]])
    }

    @Test
    func obsoleteEntriesAreKeptIfTheyWereTranslated() throws {
        let file = try POFile(
            parsing: SamplePO.header + "\n# a word\n#, fuzzy\n#~| msgid \"前\"\n#~ msgctxt \"a\"\n#~ msgid \"古\"\n"
                + "#~ msgstr \"\"\n#~ \"old\\n\"\n#~ \"er\"\n\n#~ msgid \"空\"\n#~ msgstr \"\"\n"
        )
        #expect(file.entries.isEmpty)
        let entry = try #require(file.obsolete.first)
        #expect(file.obsolete.count == 1)
        #expect(entry.comments == ["a word"])
        #expect(entry.isFuzzy)
        #expect(entry.previous?.source == "前")
        #expect(entry.context == "a")
        #expect(entry.translation == "old\ner")
        #expect(try POFile(parsing: file.serialized) == file)
    }

    @Test
    func anObsoleteEntryMayNotBeAnotherOne() throws {
        let body = "\nmsgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n\n#~ msgctxt \"a\"\n#~ msgid \"x\"\n#~ msgstr \"z\"\n"
        let error = try #require(throws: POError.self) { try POFile(parsing: SamplePO.header + body) }
        #expect(error.faults.map(\.line) == [18])
    }

    @Test
    func carriageReturnsBeforeLineFeedsAreNoText() throws {
        let lines = try POFile(parsing: SamplePO.text.replacing("\n", with: "\r\n"))
        #expect(lines == (try POFile(parsing: SamplePO.text)))
    }

    @Test
    func aTextMayBeginWithACombiningMark() throws {
        let file = try POFile(parsing: SamplePO.header + "\nmsgctxt \"a\"\nmsgid \"一\"\nmsgstr \"\u{301}x\"\n")
        #expect(file.entries.first?.translation == "\u{301}x")
    }

    @Test(arguments: [
        ("msgctxt \"a\"\nmsgid \"x\"\nmsgid_plural \"y\"\nmsgstr[0] \"z\"\n", 3, "plural"),
        ("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\n", 3, "close it"),
        ("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"\\q\"\n", 3, "escapes"),
        ("msgctxt \"a\"\nmsgid \"x\"\n\nmsgstr \"y\"\n", 1, "no msgstr"),
        ("msgctxt \"a\"\n\nmsgid \"x\"\nmsgstr \"y\"\n", 1, "no msgid"),
        ("msgctxt \"a\"\nmsgctxt \"b\"\nmsgid \"x\"\nmsgstr \"y\"\n", 2, "second msgctxt"),
        ("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\nmsgstr \"z\"\n", 4, "without a msgid"),
        ("msgctxt \"a\"\nmsgid \"x\"\n# late\nmsgstr \"y\"\n", 3, "comment inside"),
        ("\n\"stray\"\n", 2, "without msgctxt"),
        ("domain \"x\"\n", 1, "no word"),
        ("msgctxt \"a\"\nmsgid \"x\" tail\nmsgstr \"y\"\n", 2, "double quotes"),
        ("msgctxt \"a\"\nmsgid \"x\\n\"\nmsgstr \"y\"\n", 1, "ends with"),
        ("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"\\ny\"\n", 1, "begins with"),
        ("#, c-format\nmsgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n", 2, "c-format"),
        ("#| msgstr \"x\"\n", 1, "after #|"),
        ("#| msgctxt \"x\"\nmsgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n", 2, "previous msgctxt without"),
        ("#| msgid \"x\"\n# late\nmsgid \"x\"\nmsgstr \"y\"\n", 2, "comment inside"),
        ("msgctxt \"a\"\n#| msgid \"x\"\nmsgid \"x\"\nmsgstr \"y\"\n", 2, "#| inside"),
        ("#~ msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n", 2, "#~ on some lines"),
        ("#~ msgctxt \"a\"\n#~ msgstr \"y\"\n", 2, "without a msgid"),
        ("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\u{1}\"\n", 3, "control"),
        ("msgid \"\"\nmsgstr \"\"\n", 1, "second header"),
    ])
    func faultsTellTheirLine(body: String, line: Int, words: String) throws {
        let error = try #require(throws: POError.self) { try POFile(parsing: SamplePO.header + body) }
        let fault = try #require(error.faults.first)
        #expect(fault.line == 12 + line)
        #expect(fault.message.contains(words), "\(fault)")
    }

    @Test
    func oneBadEntryHidesNoOther() throws {
        let body =
            "\nmsgctxt \"a\"\nmsgid x\nmsgstr \"y\"\n\nmsgctxt \"b\"\nmsgid \"x\"\n\nmsgctxt \"c\"\nmsgid \"\\x\"\n"
        let error = try #require(throws: POError.self) { try POFile(parsing: SamplePO.header + body) }
        #expect(error.faults.map(\.line) == [15, 18, 22])
        #expect(error.faults.map(\.context) == ["a", "b", "c"])
    }

    @Test
    func duplicatesTellBothLines() throws {
        let entry = "\nmsgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n"
        let error = try #require(throws: POError.self) { try POFile(parsing: SamplePO.header + entry + entry) }
        #expect(error.faults.map(\.line) == [18])
        #expect(error.description.contains("line 14"))
    }

    @Test
    func theByteOrderMarkIsRefused() throws {
        let error = try #require(throws: POError.self) { try POFile(parsing: "\u{FEFF}" + SamplePO.text) }
        #expect(error.description.contains("byte order mark"))
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n"])
    func aFileWithoutHeaderIsRefused(text: String) throws {
        let error = try #require(throws: POError.self) { try POFile(parsing: text) }
        #expect(error.description.contains("header"))
    }

    @Test(arguments: ["EUC-JP", "CHARSET"])
    func otherCharsetsAreRefused(charset: String) throws {
        let text = SamplePO.text.replacing("charset=UTF-8", with: "charset=\(charset)")
        let error = try #require(throws: POError.self) { try POFile(parsing: text) }
        #expect(error.description.contains("UTF-8"))
    }

    @Test
    func bytesThatAreNotUTF8TellTheirLine() throws {
        let body = Array(SamplePO.header.utf8) + Array("\nmsgctxt \"a\"\nmsgid \"".utf8) + [0x88, 0xEA] + [0x22, 0x0A]
        let error = try #require(throws: POError.self) { try POFile(parsing: body) }
        #expect(error.faults.map(\.line) == [15])
    }

    @Test
    func limitsHold() throws {
        let long = String(repeating: "あ", count: POFile.Limit.stringBytes / 3)
        let entry = "\nmsgctxt \"a\"\nmsgid \"x\"\nmsgstr \"\(long)\"\n"
        #expect(try POFile(parsing: SamplePO.header + entry).entries.count == 1)
        let longer = try #require(throws: POError.self) {
            try POFile(parsing: SamplePO.header + entry + "\"あ\"\n")
        }
        #expect(longer.faults.map(\.line) == [17])
        let huge = try #require(throws: POError.self) {
            try POFile(parsing: [UInt8](repeating: 0x0A, count: POFile.Limit.fileBytes + 1))
        }
        #expect(huge.description.contains("bytes"))
        var many = SamplePO.header
        for index in 0...POFile.Limit.entries { many += "\nmsgid \"\(index)\"\nmsgstr \"\"\n" }
        let error = try #require(throws: POError.self) { try POFile(parsing: many) }
        #expect(error.description.contains("entries"))
    }

    @Test
    func equalityLeavesLinesOut() throws {
        let file = try POFile(parsing: SamplePO.text)
        let moved = try POFile(parsing: "\n\n" + SamplePO.text)
        #expect(file == moved)
        #expect(file.hashValue == moved.hashValue)
        #expect(file.entries[0].line + 2 == moved.entries[0].line)
    }

    @Test
    func whatIsWrittenReadsBack() throws {
        let file = try POFile(parsing: SamplePO.text)
        #expect(try POFile(parsing: file.serialized) == file)
    }
}
