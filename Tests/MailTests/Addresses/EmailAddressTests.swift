// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("user@example.jp", "user@example.jp"),
        ("User.Name+tag@Example.JP", "User.Name+tag@example.jp"),
        ("a@b.co", "a@b.co"),
        ("1@2.jp", "1@2.jp"),
        ("!#$%&'*+-/=?^_`{|}~@example.jp", "!#$%&'*+-/=?^_`{|}~@example.jp"),
        ("user@xn--wgv71a119e.jp", "user@xn--wgv71a119e.jp"),
        ("user@sub.a-b.example.jp", "user@sub.a-b.example.jp"),
        ("user@1a.jp", "user@1a.jp"),
        ("user@3com.example", "user@3com.example"),
        ("\"user\"@example.jp", "user@example.jp"),
        ("\"us er\"@example.jp", "\"us er\"@example.jp"),
        ("\"a@b\"@example.jp", "\"a@b\"@example.jp"),
        ("\"a\\\"b\"@example.jp", "\"a\\\"b\"@example.jp"),
        ("\"a\\b\"@example.jp", "ab@example.jp"),
        ("\"a\\\\b\"@example.jp", "\"a\\\\b\"@example.jp"),
        ("\"a..b\"@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"),
        ("a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"),
        ("a.@docomo.ne.jp", "\"a.\"@docomo.ne.jp"),
        (".a@docomo.ne.jp", "\".a\"@docomo.ne.jp"),
        ("a.@ezweb.ne.jp", "\"a.\"@ezweb.ne.jp"),
        ("a-..-b@EZweb.ne.jp", "\"a-..-b\"@ezweb.ne.jp"),
        ("a...@t.vodafone.ne.jp", "\"a...\"@t.vodafone.ne.jp"),
        ("a..b@softbank.ne.jp", "\"a..b\"@softbank.ne.jp"),
        ("a.b@docomo.ne.jp", "a.b@docomo.ne.jp"),
        ("\(String(repeating: "a", count: 64))@example.jp", "\(String(repeating: "a", count: 64))@example.jp"),
        ("u@\(String(repeating: "a", count: 63)).jp", "u@\(String(repeating: "a", count: 63)).jp"),
    ])
    func writesWhatRFC5321Allows(_ text: String, _ wire: String) throws {
        #expect(try EmailAddress(parsing: text).wire == wire)
    }

    @Test(
        arguments: [
            ("", .empty),
            ("user", .missingAt),
            ("@example.jp", .missingAt),
            ("user@", .missingAt),
            ("@", .missingAt),
            ("\"user\"example.jp", .missingAt),
            ("\"user\"@", .missingAt),
            ("user@example.jp\r\n", .controlCharacter),
            ("user@example.jp\nRCPT TO:<x@y.jp>", .controlCharacter),
            ("us\rer@example.jp", .controlCharacter),
            ("user\0@example.jp", .controlCharacter),
            ("user\u{85}@example.jp", .controlCharacter),
            ("user\u{2028}@example.jp", .controlCharacter),
            ("user\u{2029}@example.jp", .controlCharacter),
            ("user\u{7F}@example.jp", .controlCharacter),
            ("\"a\tb\"@example.jp", .controlCharacter),
            ("ｕser@example.jp", .fullWidthCharacter),
            ("user＠example.jp", .fullWidthCharacter),
            ("user@example．jp", .fullWidthCharacter),
            ("user@example.jp\u{3000}", .fullWidthCharacter),
            ("山田@example.jp", .nonASCIILocalPart),
            ("usér@example.jp", .nonASCIILocalPart),
            ("user@日本.jp", .nonASCIIDomain),
            ("user@exa\u{200B}mple.jp", .nonASCIIDomain),
            (" user@example.jp", .notAMailbox),
            ("user@example.jp ", .notAMailbox),
            ("us er@example.jp", .notAMailbox),
            ("<user@example.jp>", .notAMailbox),
            ("User <user@example.jp>", .notAMailbox),
            ("a@example.jp,b@example.jp", .notAMailbox),
            ("a@example.jp;b@example.jp", .notAMailbox),
            ("user(comment)@example.jp", .notAMailbox),
            ("@relay.jp:user@example.jp", .notAMailbox),
            ("a@b@example.jp", .notAMailbox),
            ("\"a\"@b@example.jp", .notAMailbox),
            ("group:a@example.jp", .invalidLocalPart),
            ("us\"er@example.jp", .invalidLocalPart),
            ("us\\er@example.jp", .invalidLocalPart),
            ("us[er@example.jp", .invalidLocalPart),
            ("\"\"@example.jp", .invalidLocalPart),
            ("\"user@example.jp", .invalidLocalPart),
            ("\"user\\\"@example.jp", .invalidLocalPart),
            ("a..b@example.jp", .misplacedDot),
            (".a@example.jp", .misplacedDot),
            ("a.@example.jp", .misplacedDot),
            ("a..b@notdocomo.ne.jp", .misplacedDot),
            ("a..b@docomo.ne.jp.evil.example", .misplacedDot),
            ("a..b@evilezweb.ne.jp", .misplacedDot),
            ("\(String(repeating: "a", count: 65))@example.jp", .localPartTooLong),
            ("\"\(String(repeating: ".", count: 63))\"@docomo.ne.jp", .localPartTooLong),
            ("user12345@\(String(repeating: "abcdefg.", count: 30))example", .tooLong),
            ("\(String(repeating: "a", count: 600))@example.jp", .tooLong),
            ("user@[192.0.2.1]", .addressLiteral),
            ("user@[IPv6:::1]", .addressLiteral),
            ("user@192.0.2.1", .addressLiteral),
            ("user@localhost", .unqualifiedDomain),
            ("user@example..jp", .invalidDomain),
            ("user@.jp", .invalidDomain),
            ("user@example.jp.", .invalidDomain),
            ("user@-example.jp", .invalidDomain),
            ("user@example-.jp", .invalidDomain),
            ("user@exa_mple.jp", .invalidDomain),
            ("user@exa%mple.jp", .invalidDomain),
            ("user@xn--.jp", .invalidDomain),
            ("user@\(String(repeating: "a", count: 64)).jp", .invalidDomain),
        ] as [(String, AddressError)]
    )
    func refusesWithItsReason(_ text: String, _ reason: AddressError) {
        #expect(throws: reason) { try EmailAddress(parsing: text) }
    }

    @Test func spellingsOfOneMailboxShareTheirRegistryKey() throws {
        let spellings = ["A..B@docomo.ne.jp", "\"a..b\"@DOCOMO.ne.jp", "a..b@docomo.ne.jp"]
        let keys = try spellings.map { try EmailAddress(parsing: $0).registryKey }
        #expect(Set(keys) == ["a..b@docomo.ne.jp"])
    }

    @Test func nothingThatPrintsAnAddressTellsWhoItIs() throws {
        let address = try EmailAddress(parsing: "taro.yamada@docomo.ne.jp")
        var dumped = ""
        dump(address, to: &dumped)
        for text in ["\(address)", String(reflecting: address), String(describing: [address]), dumped] {
            #expect(!text.contains("taro"))
            #expect(text.contains("docomo.ne.jp"))
        }
    }

    @Test func whatIsWrittenReadsBackAsTheSame() throws {
        var generator = SeededGenerator(seed: 5321)
        let alphabet = Array("ab.\"\\@ <>-+é\r\n1,")
        var accepted = 0
        for _ in 0..<20_000 {
            let local = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            let domain = ["example.jp", "docomo.ne.jp"].randomElement(using: &generator) ?? ""
            guard let address = try? EmailAddress(parsing: String(local) + "@" + domain) else { continue }
            accepted += 1
            let again = try EmailAddress(parsing: address.wire)
            #expect(again == address && again.localPart == address.localPart)
            #expect(address.wire.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        }
        #expect(accepted > 100)
    }
}

@Suite struct MessageIDTests {
    @Test(arguments: ["a.b@city.example.jp", "<a.b@city.example.jp>"])
    func bracketsAreOptional(_ text: String) throws {
        let id = try MessageID(parsing: text)
        #expect(id.text == "a.b@city.example.jp")
        #expect(id.description == "<a.b@city.example.jp>")
    }

    @Test(arguments: [
        "", "a", "@b.jp", "a@", "a b@c.jp", "a\r\nX: y@c.jp", "a..b@c.jp", ".a@c.jp", "a@b@c.jp", "a@c.jp>", "<a@c.jp",
        "é@c.jp", "a@日本.jp", "\(String(repeating: "a", count: 250))@c.jp",
    ])
    func anythingElseIsRefused(_ text: String) {
        #expect(throws: MessageError.invalidMessageID) { try MessageID(parsing: text) }
    }
}
