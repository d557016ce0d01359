// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CAP
import Foundation
import TestSupport
import Testing

/// Alerts of real senders, good and bad, against what `xmllint` says of them.
@Suite("CAP files", .enabled(if: SharedData.isPresent, SharedData.absent))
struct CAPFileTests {
    static let files =
        (SharedData.files(in: "cap", containing: [".cap"]) + SharedData.files(in: "cap", containing: [".xml"]))
        .sorted { $0.path < $1.path }

    private static func schema(of text: String) -> String? {
        if text.contains("emergency:cap:1.2") { return "cap12.xsd" }
        if text.contains("emergency:cap:1.1") { return "cap11.xsd" }
        return text.contains("cap/1.0") || text.contains("cap:1.0") ? "cap10.xsd" : nil
    }

    @Test(arguments: files)
    func isJudgedAsItsSchemaJudgesIt(_ file: URL) throws {
        let data = try Data(contentsOf: file)
        let schema = try #require(Self.schema(of: String(decoding: data, as: UTF8.self)))
        let isValid = try XMLLint.isValid(file, schema: SharedData.appending("cap/xsd/\(schema)"))
        do throws(CAPError) {
            let message = try CAPReader().read(data)
            #expect(isValid, "\(file.lastPathComponent) is read though xmllint refuses it")
            #expect(!message.identifier.isEmpty && !message.sender.isEmpty)
        } catch {
            #expect(!isValid, "\(file.lastPathComponent): \(error)")
            #expect(!error.what.isEmpty)
        }
    }

    @Test func thereAreGoodAndBadOnes() {
        #expect(Self.files.count >= 24)
        let read = Self.files.count { (try? CAPReader().read(Data(contentsOf: $0))) != nil }
        #expect(read >= 22 && read < Self.files.count)
    }

    @Test func whatIsReadIsWrittenAndReadAgain() throws {
        for file in Self.files {
            guard var message = try? CAPReader().read(Data(contentsOf: file)) else { continue }
            message.isSigned = false
            for index in message.infos.indices {
                for place in message.infos[index].resources.indices
                where message.infos[index].resources[place].mediaType == nil {
                    message.infos[index].resources[place].mediaType = "application/octet-stream"
                }
            }
            #expect(try CAPReader().read(CAPWriter().write(message)) == message, "\(file.lastPathComponent)")
        }
    }

    @Test func languagesAndSignaturesAreKept() throws {
        func message(_ name: String) throws -> CAPMessage {
            try CAPReader().read(Data(contentsOf: SharedData.appending("cap/\(name)")))
        }
        #expect(try message("canada_signed.cap").isSigned)
        #expect(try message("Maldives-Tsunami-MultiLanguage.xml").infos.count > 1)
        #expect(try Set(message("Philippines-Flood-MultiLanguage.xml").infos.map(\.language)).count > 1)
    }
}
