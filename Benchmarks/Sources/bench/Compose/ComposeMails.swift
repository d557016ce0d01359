// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Composer
import Crypto
import Foundation
import Localization
import Mail
import Measuring

/// Our contender: what `ComposeComparison` starts, a process of its own each time, so that it is cold.
struct ComposeMails: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compose-mails",
        abstract: "Makes the mails of one alert and tells what it took.",
        shouldDisplay: false
    )

    @Option(help: "How long each measurement goes on.") var seconds = 0.05

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let source = try ComposeSource()
        let load = clock.now - start
        let rows = try Language.all.map { language in
            let start = clock.now
            let mail = try source.mail(in: language)
            let cold = clock.now - start
            let ready = try source.template(mail)
            var buffer: [UInt8] = []
            let texts = [mail.subject, mail.text, mail.html].joined(separator: "\0")
            let row = Composing.Row(
                tag: language.rawValue,
                cold: cold.inSeconds,
                warm: try measured { _ in _ = try source.mail(in: language) },
                mail: try measured { number in
                    buffer.removeAll(keepingCapacity: true)
                    let template = try source.template(source.mail(in: language))
                    template.append(to: &buffer, for: try ComposeSource.recipient(number))
                },
                splice: try measured { number in
                    buffer.removeAll(keepingCapacity: true)
                    ready.append(to: &buffer, for: try ComposeSource.recipient(number))
                },
                digest: SHA256.hash(data: Data(texts.utf8)).map { byte in
                    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
                }.joined(),
                message: try Self.message(ready)
            )
            return row
        }
        print(String(decoding: try JSONEncoder().encode(Composing(load: load.inSeconds, rows: rows)), as: UTF8.self))
    }

    private static func message(_ template: MessageTemplate) throws -> String {
        var buffer: [UInt8] = []
        template.append(to: &buffer, for: try ComposeSource.recipient(7))
        return String(decoding: buffer, as: UTF8.self)
    }

    /// Seconds a call, over as many calls as the time allows.
    private func measured(_ work: (Int) throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while true {
            try work(count)
            count += 1
            let elapsed = (clock.now - start).inSeconds
            if elapsed >= seconds { return elapsed / Double(count) }
        }
    }
}
