// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Mailbox

/// What a mail shows of itself in a list: its language and its subject.
struct MailFace: Sendable {
    /// The first language of Content-Language, as far as it is one of the sixteen.
    let language: Language?
    let subject: String

    init(_ decoded: DecodedMail) {
        let tag = decoded.contentLanguage.prefix { $0 != "," }.filter { $0 != " " }
        language = Language(rawValue: tag)
        subject = decoded.subject
    }
}

/// Reads faces, and decodes only one of the many mails that differ in nothing but their recipient.
struct MailFaceReader {
    /// More kinds of mail than an evening of alerts has; beyond it what was known is forgotten.
    static let capacity = 1_000

    private var known: [[UInt8]: MailFace] = [:]
    /// How many mails had to be decoded.
    private(set) var decodedCount = 0

    /// The face of a mail.
    mutating func face(of mail: ReceivedMail) -> MailFace {
        let key = Self.key(of: mail.data)
        if let face = known[key] { return face }
        if known.count >= Self.capacity { known = [:] }
        decodedCount += 1
        let face = MailFace(mail.decoded)
        known[key] = face
        return face
    }

    /// The lines of the header, as they are written, that a face is read from.
    private static func key(of content: [UInt8]) -> [UInt8] {
        let names = ["subject:", "content-language:"].map { Array($0.utf8) }
        var key: [UInt8] = []
        var isWanted = false
        var start = 0
        while start < content.count, let end = content[start...].firstIndex(of: 0x0A) {
            let line = content[start...end]
            start = end + 1
            if line.first == 0x0D || line.first == 0x0A { break }
            if line.first != 0x20, line.first != 0x09 {
                let name = line.prefix { $0 != 0x3A }.count + 1
                let lowered = line.prefix(name).map { $0 | 0x20 }
                isWanted = names.contains { $0.map { $0 | 0x20 } == lowered }
            }
            if isWanted { key += line }
        }
        return key
    }
}
