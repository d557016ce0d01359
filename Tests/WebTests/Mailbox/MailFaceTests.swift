// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Mailbox
import Testing

@testable import Web

@Suite struct MailFaceTests {
    private static func faces(_ mails: [SampleMail]) async throws -> (faces: [MailFace], decoded: Int) {
        var reader = MailFaceReader()
        var faces: [MailFace] = []
        try await withMailbox(mails) { store in
            for mail in store.mails { faces.append(reader.face(of: mail)) }
        }
        return (faces, reader.decodedCount)
    }

    @Test func mailsThatDifferInTheirRecipientAreDecodedOnce() async throws {
        let mails = (0..<50).map { SampleMail(messageID: "a.\($0)@x", recipient: "r\($0)@example.org", text: "\($0)") }
        let (faces, decoded) = try await Self.faces(mails)
        #expect(decoded == 1)
        #expect(faces.count == 50)
        #expect(faces.allSatisfy { $0.subject == mails[0].subject && $0.language == .english })
    }

    @Test func eachSubjectAndLanguageIsReadForItself() async throws {
        let mails = [
            SampleMail(language: "en", subject: "one"), SampleMail(language: "ja", subject: "one"),
            SampleMail(language: "ja", subject: "two"), SampleMail(language: "en", subject: "one"),
            SampleMail(language: "x", subject: "one"),
            // The body may look like a header.
            SampleMail(language: "ja", subject: "two", text: "Subject: three"),
        ]
        let (faces, decoded) = try await Self.faces(mails)
        #expect(faces.map(\.subject) == ["one", "one", "two", "one", "one", "two"])
        #expect(faces.map(\.language) == [.english, .japanese, .japanese, .english, nil, .japanese])
        #expect(decoded == 4)
    }

    @Test func aFoldedSubjectCountsWhole() async throws {
        var first = SampleMail(language: "en")
        var second = first
        first.moreHeaders = ["X-A: 1", "Subject: a", " b"]
        second.moreHeaders = ["X-A: 1", "Subject: a", " c"]
        let (_, decoded) = try await Self.faces([first, second, first])
        #expect(decoded == 2)
    }

    @Test func theFirstOfSeveralLanguagesIsTheMails() async throws {
        let (faces, _) = try await Self.faces([SampleMail(language: "zh-Hant, en"), SampleMail(language: "EN")])
        #expect(faces.map(\.language) == [.chineseTraditional, nil])
    }
}
