// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Intake
import SafeXML
import Testing

/// What an attacker, a bad disk or a wrong program may send instead of a telegram (security test S16).
@Suite("XML safety", .timeLimit(.minutes(10)))
struct XMLSafetyTests {
    private func refusal(of data: Data, limits: XMLLimits = .standard) throws -> MarkupError {
        try #require(throws: MarkupError.self) { try TelegramReader(limits: limits).read(data) }
    }

    private func refusal(of text: String) throws -> MarkupError {
        try refusal(of: Data(text.utf8))
    }

    @Test(arguments: [
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>",
        "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\"><r/>",
        "<?xml version=\"1.0\"?>\n<!doctype r><r/>", "<r><!ENTITY x \"y\"></r>", "<!eNtItY % p \"x\"><r/>",
        "<!-- ok --><!DOCTYPE r><r/>", "<r/><!DOCTYPE r>",
        "<!DOCTYPE r [<!ENTITY % a SYSTEM \"http://127.0.0.1:1/\"> %a;]><r/>",
        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><r>&c;</r>",
    ])
    func documentTypesAreRefusedUnparsed(text: String) throws {
        let error = try refusal(of: text)
        #expect(error.code == .documentType && error.line != nil && error.column != nil)
    }

    @Test func quadraticBlowUpIsRefused() throws {
        let value = String(repeating: "a", count: 50_000)
        let references = String(repeating: "&a;", count: 50_000)
        #expect(
            try refusal(of: "<!DOCTYPE r [<!ENTITY a \"\(value)\">]><r b=\"\(references)\"/>").code == .documentType
        )
    }

    @Test func wordsOfADocumentTypeInACommentOrCDATAAreHarmless() throws {
        let comment = Fixture.flash.replacing("<Control>", with: "<!-- <!DOCTYPE x> &y; --><Control>")
        #expect(try comment.telegram() == Fixture.flash.telegram())
        let section = Fixture.flash.replacing(
            "<EditorialOffice>気象庁本庁",
            with: "<EditorialOffice><![CDATA[<!DOCTYPE &z;]]>"
        )
        #expect(try section.telegram().envelope.editorialOffice == "<!DOCTYPE &z;")
    }

    @Test(arguments: [
        "<a><?a?></a>", "<?a?><a/>", "<?xml-stylesheet href='http://127.0.0.1:1/'?><a/>", "<a/><?php?>",
        " <?xml version='1.0'?><a/>",
        "<a><?", "<?", "<?xml", "<?xml?>", "<?xml?><a/>", "<?xml-a?><a/>", "<?xml ",
        "<?xml version='1.0'?><?xml version='1.0'?><a/>",
    ])
    func processingInstructionsAreRefusedUnparsed(text: String) throws {
        // At one without data Foundation's parser crashed, when it stood here.
        #expect(try refusal(of: text).code == .processingInstruction)
    }

    @Test(arguments: [
        "<a xmlns=''/>", "<a xmlns:b=''/>", "<a xmlns:b='x' xmlns=''><b:c b:d='1' d='2'/></a>", "<a xml:lang='ja'/>",
        "<xml:a/>",
        "<a b:c='d'/>", "<a><![CDATA[]]></a>", "<a><!----></a>", "<a b=''/>", "<a b/>", "<a b=c/>", "<:a/>", "<a:/>",
        "<a xmlns:xml='x'/>",
        "<a xmlns:xmlns='x'/>", "<?xml ?><a/>", "<?xml version='9.9'?><a/>", "<?xml version='1.0' encoding=''?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>", "<a>&#0;</a>", "<a>&#xFFFFFFFF;</a>", "<a>&#xD800;</a>",
        "<a b='&#0;'/>", "<a>]]></a>",
        "<a b='<'/>", "<a b='>'/>", "<あ い='う'>え</あ>", "<a b='&lt;!DOCTYPE'/>",
    ])
    func oddDocumentsAreAnswered(text: String) throws {
        _ = try refusal(of: text)
    }

    @Test(arguments: ["<!DOCTYPE x", "<![CDATA[", "<!-- x -->", "&x;"])
    func nothingHidesInAnAttribute(value: String) throws {
        #expect(try refusal(of: "<a b=\"\(value)\"/>").code != .unexpectedDocument)
    }

    @Test(arguments: ["&nbsp;", "&x;", "&", "& ", "&#;", "&#x;", "&#xZZ;", "&amp", "&verylongentityname;"])
    func entitiesOfOthersAreRefused(reference: String) throws {
        let fixture = Fixture.flash.replacing("<EditorialOffice>気象庁本庁", with: "<EditorialOffice>\(reference)")
        let error = try refusal(of: fixture.data)
        #expect(error.code == .entity && error.line == 8)
    }

    @Test func theFiveEntitiesAndCharacterReferencesAreRead() throws {
        let fixture = Fixture.flash.replacing(
            "<EditorialOffice>気象庁本庁",
            with: "<EditorialOffice>&lt;&amp;&gt;&quot;&apos;&#65;&#x3042;"
        )
        #expect(try fixture.telegram().envelope.editorialOffice == "<&>\"'Aあ")
    }

    @Test func otherEncodingsAreRefused() throws {
        let text = Fixture.flash.text
        let shiftJIS = try #require(text.data(using: .shiftJIS))
        for data in [
            try #require(text.data(using: .utf16)), try #require(text.data(using: .utf16BigEndian)),
            try #require(text.data(using: .utf16LittleEndian)), try #require(text.data(using: .utf32)), shiftJIS,
            Data([0x1F, 0x8B, 0x08, 0x00]), Data("<r>\u{0}</r>".utf8), Data("<r>".utf8 + [0xC3, 0x28] + "</r>".utf8),
            Data(text.replacingOccurrences(of: "\"UTF-8\"", with: "\"UTF-7\"").utf8),
            Data(text.replacingOccurrences(of: "\"UTF-8\"", with: "'Shift_JIS'").utf8),
        ] {
            #expect(try refusal(of: data).code == .notUTF8)
        }
    }

    @Test func utf8IsReadWithAMarkWithoutALabelAndInSmallLetters() throws {
        let telegram = try Fixture.flash.telegram()
        #expect(try TelegramReader().read(Data([0xEF, 0xBB, 0xBF]) + Fixture.flash.data) == telegram)
        let label = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        #expect(try Fixture.flash.replacing(label, with: "").telegram() == telegram)
        #expect(
            try Fixture.flash.replacing(label, with: "<?xml version='1.0' encoding='utf-8' ?>").telegram() == telegram
        )
    }

    @Test func anInvalidByteIsLocated() throws {
        let data = Data("<r>\n  あ".utf8 + [0xFF] + "</r>".utf8)
        let error = try refusal(of: data)
        #expect(error.line == 2 && error.column == 6)
    }

    @Test func sizeIsCappedBeforeAnythingElse() throws {
        let text = Data("<r>".utf8) + Data(repeating: UInt8(ascii: "a"), count: 100 << 20)
        let error = try refusal(of: text)
        #expect(error.code == .tooLarge && error.description.contains("1048576"))
        #expect(try refusal(of: Data()).code == .empty)
    }

    @Test func depthElementsTextAndAttributesAreCapped() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(try refusal(of: deep).code == .tooDeep)
        #expect(try refusal(of: "<r>" + String(repeating: "<a/>", count: 200_000) + "</r>").code == .tooManyElements)
        #expect(try refusal(of: "<r>" + String(repeating: "a", count: 300_000) + "</r>").code == .textTooLong)
        #expect(
            try refusal(of: "<r><![CDATA[" + String(repeating: "a", count: 300_000) + "]]></r>").code == .textTooLong
        )
        let attributes = (0..<80_000).map { "a\($0)=''" }.joined(separator: " ")
        #expect(try refusal(of: "<r \(attributes)/>").code == .tooManyElements)
        let small = XMLLimits(bytes: 1 << 20, depth: 3, elements: 10, textBytes: 10, attributes: 1)
        #expect(try refusal(of: Data("<a b='' c=''/>".utf8), limits: small).code == .tooManyElements)
        #expect(try refusal(of: Data("<a><b><c><d/></c></b></a>".utf8), limits: small).code == .tooDeep)
        #expect(try refusal(of: Data("<a>12345678901</a>".utf8), limits: small).code == .textTooLong)
        #expect(
            try refusal(of: Data("<a b='x'><b><c>1234567890</c></b></a>".utf8), limits: small).code
                == .unexpectedDocument
        )
    }

    @Test(arguments: [
        ("<a></a><b></b>", MarkupError.Code.malformed), ("<a></a>b", .malformed), ("<a></a></b>", .malformed),
        ("text", .malformed), ("<a b='1' b='2'/>", .malformed), ("<a></b>", .malformed), ("<a", .malformed),
        ("<a:b/>", .malformed), ("<a><b></a>", .malformed), ("<a><b>", .truncated), ("<!-- never closed", .truncated),
        ("<a><![CDATA[", .truncated), ("<html><body/></html>", .unexpectedDocument), ("   ", .malformed),
        ("<a>\u{1}</a>", .malformed),
    ])
    func whatIsNotOneWholeDocumentIsRefused(text: String, code: MarkupError.Code) throws {
        #expect(try refusal(of: text).code == code)
    }

    @Test func everyTruncationOfATelegramIsRefused() throws {
        let data = Fixture.flash.data
        let end = try #require(data.lastIndex(of: UInt8(ascii: ">")))
        for length in stride(from: 0, through: end, by: 97) {
            _ = try refusal(of: data.prefix(length))
        }
        let error = try refusal(of: data.prefix(2_000))
        #expect([.truncated, .notUTF8].contains(error.code))
    }

    @Test func errorsSayWhatWhereAndWhatToDo() throws {
        let error = try refusal(of: "<a>\n<!DOCTYPE b></a>")
        #expect(
            error.description == "line 2, column 1: a document type or entity declaration (\"<!…\") is not allowed; "
                + "no alert needs one: find out who made this document [document-type]"
        )
    }
}
