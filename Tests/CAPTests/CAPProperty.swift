// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CAP
import Foundation

/// What `CAPReader` and `CAPWriter` promise of any bytes; the fuzzer holds them to that, and so do the tests.
enum CAPProperty {
    /// A document that is written may be longer than the one that was read, by what is escaped: past the reader's limit
    /// it proves nothing.
    private static let longest = 1 << 20
    /// The end of the year 9999: what a zone west of Greenwich writes later than that has no year of four digits.
    private static let lastMoment = Date(timeIntervalSince1970: 253_402_300_799)

    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        var message: CAPMessage
        do throws(CAPError) {
            message = try CAPReader().read(data)
        } catch {
            return error.what.isEmpty ? "a refusal without its reason" : nil
        }
        guard !message.identifier.isEmpty, !message.sender.isEmpty else { return "a message without a name" }
        guard (try? CAPReader().read(data)) == message else { return "read again it is something else" }
        // What is not carried over: a signature, and that CAP 1.0 may leave the type of a resource out.
        message.isSigned = false
        for info in message.infos.indices {
            for resource in message.infos[info].resources.indices
            where message.infos[info].resources[resource].mediaType == nil {
                message.infos[info].resources[resource].mediaType = "application/octet-stream"
            }
        }
        let times = [message.sent] + message.infos.flatMap { [$0.effective, $0.onset, $0.expires].compactMap(\.self) }
        guard times.allSatisfy({ $0 <= lastMoment }) else { return nil }
        guard let written = try? CAPWriter().write(message), written.count <= longest else { return nil }
        do throws(CAPError) {
            return try CAPReader().read(written) == message ? nil : "written and read again it is something else"
        } catch {
            return "what is written is refused: \(error)"
        }
    }
}
