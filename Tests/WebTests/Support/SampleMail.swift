// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mailbox

/// A mail as a test writes it, handed over by SMTP.
struct SampleMail {
    var messageID = "alert-1.resident@city.example"
    var language = "en"
    var subject = "Earthquake, intensity 5 Lower"
    var from = "City <alert@city.example>"
    var recipient = "a@example.org"
    var text = "Drop, cover, hold on."
    var html: String? = "<!DOCTYPE html><html><body><p>Drop.</p></body></html>"
    var moreHeaders: [String] = []

    var lines: [String] {
        let encodedSubject = "=?UTF-8?B?\(Data(subject.utf8).base64EncodedString())?="
        var lines = [
            "Message-ID: <\(messageID)>", "From: \(from)", "To: <\(recipient)>", "Subject: \(encodedSubject)",
            "Content-Language: \(language)", "MIME-Version: 1.0",
        ]
        lines += moreHeaders
        lines += ["Content-Type: multipart/alternative; boundary=\"b\"", "", "--b"]
        lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
        lines += [Data(text.utf8).base64EncodedString()]
        if let html {
            lines += ["--b", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
            lines += [Data(html.utf8).base64EncodedString()]
        }
        return lines + ["--b--"]
    }

    var bytes: [UInt8] { lines.flatMap { Array("\($0)\r\n".utf8) } }
}

/// A local mailbox with mails in it, for as long as `body` takes.
func withMailbox(
    _ mails: [SampleMail],
    store: MailStore = MailStore(),
    _ body: (MailStore) async throws -> Void
) async throws {
    let mailbox = LocalMailbox(store: store)
    let port = try await mailbox.start()
    var session = Array("EHLO test\r\n".utf8)
    for mail in mails {
        session += Array("MAIL FROM:<bounce@city.example>\r\nRCPT TO:<\(mail.recipient)>\r\nDATA\r\n".utf8)
        session += mail.bytes + Array(".\r\n".utf8)
    }
    _ = try await Wire.exchange(port: port, session + Array("QUIT\r\n".utf8))
    try await store.waitForCount(mails.count)
    try await body(store)
    try await mailbox.stop()
}
