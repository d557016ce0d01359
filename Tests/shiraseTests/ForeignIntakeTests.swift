// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import FoundationNetworking
import Mailbox
import TestSupport
import Testing

@testable import shirase

/// CAP messages of others and readings of the city's stations, by file and over HTTP, to the mail.
@Suite(.timeLimit(.minutes(10)))
struct ForeignIntakeTests {
    /// The line that `intake --json` writes of a file.
    private struct Line: Decodable {
        let disposition: String
        let alert: String?
        let reason: String?
    }

    private func intake(_ site: Site, _ text: String, _ name: String = "document") throws -> Line {
        let file = try site.folder.file(name, text)
        let result = try site.run("intake", "--json", file.path)
        return try JSONDecoder().decode(Line.self, from: Data(result.output.utf8))
    }

    private static func time(_ offset: TimeInterval) -> String {
        let style = Date.ISO8601FormatStyle(
            timeZoneSeparator: .colon,
            timeZone: TimeZone(secondsFromGMT: 32_400) ?? .gmt
        )
        return Date(timeIntervalSinceNow: offset).formatted(style)
    }

    private static func cap(
        _ identifier: String,
        sent: String = time(-60),
        kind: String = "Alert",
        references: String? = nil,
        area: String = "<areaDesc>水道の区域</areaDesc><circle>35.72,139.93 3</circle>",
        scope: String = "Public",
        status: String = "Actual"
    ) -> String {
        let info = """
            <info><language>ja</language><category>Infra</category><event>断水</event><urgency>Immediate</urgency>
            <severity>Severe</severity><certainty>Observed</certainty><expires>\(time(7_200))</expires>
            <senderName>千葉県企業局</senderName><headline>断水のお知らせ</headline><description>水が出ません。</description>
            <area>\(area)</area></info>
            """
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>\(identifier)</identifier>
            <sender>suido@pref.example.jp</sender><sent>\(sent)</sent><status>\(status)</status>
            <msgType>\(kind)</msgType><scope>\(scope)</scope>\(references.map { "<references>\($0)</references>" } ?? "")
            \(kind == "Cancel" ? "" : info)</alert>
            """
    }

    /// Another sender's alert reaches nobody before two officers let it go, and then in the sender's own words.
    @Test func anAlertOfAnotherSenderWaitsForOfficers() async throws {
        let site = try await Site()
        let csv = try site.folder.file(
            "r.csv",
            "email,language,topics\na@example.jp,ja,emergency\nb@example.jp,en,emergency\n"
        )
        #expect(try site.run("subscribers", "import", csv.path).status == 0)
        let process = try site.serve()
        defer { process.terminate() }
        _ = try await site.webPort()
        let sent = Self.time(-60)
        let line = try intake(site, Self.cap("w.1", sent: sent))
        #expect(line.disposition == "waits", "\(line)")
        let alert = try #require(line.alert)
        #expect(site.mailbox.store.count == 0)
        #expect(try site.run("alert", "approve", "--by", "sato", "--by", "suzuki", alert).status == 0)
        try await site.mailbox.store.waitForCount(2)
        for mail in site.mailbox.store.mails {
            #expect(mail.decoded.text?.contains("水が出ません。") == true && mail.decoded.text?.contains("千葉県企業局") == true)
        }
        let update = Self.cap("w.2", kind: "Update", references: "suido@pref.example.jp,w.9,\(sent)")
        let refused = try intake(site, update)
        #expect(refused.disposition == "refused" && refused.reason?.contains("w.9") == true)
        let cancel = Self.cap("w.3", kind: "Cancel", references: "suido@pref.example.jp,w.1,\(sent)")
        #expect(try intake(site, cancel).disposition == "waits", "a cancel of unknown hand is looked at, too")
        #expect(try site.run("alarm", "list").output.contains("unreadable file"))
        #expect(try site.run("alarm", "clear", "unreadable", "file").status == 0)
        #expect(try !site.run("alarm", "list").output.contains("unreadable"))
    }

    @Test(arguments: [
        (cap("x.1", area: "<areaDesc>市川市</areaDesc>"), "waits", ""),
        (
            cap(
                "x.2",
                area: "<areaDesc>a</areaDesc><geocode><valueName>JMA</valueName><value>1220300</value></geocode>"
            ), "waits", ""
        ),
        (
            cap(
                "x.3",
                area: "<areaDesc>a</areaDesc><geocode><valueName>JISX0402</valueName><value>122033</value></geocode>"
            ), "waits", ""
        ),
        (
            cap(
                "x.4",
                area: "<areaDesc>a</areaDesc><geocode><valueName>SAME</valueName><value>1220300</value></geocode>"
            ), "not-concerned", "do not touch"
        ),
        (cap("x.5", area: "<areaDesc>a</areaDesc><polygon>35,139 35,141 36,141 36,139 35,139</polygon>"), "waits", ""),
        (cap("x.6", area: "<areaDesc>大阪</areaDesc><circle>34.69,135.50 20</circle>"), "not-concerned", "do not touch"),
        (cap("x.7", area: "<areaDesc>everywhere</areaDesc>"), "not-concerned", "do not touch"),
        (cap("x.8", scope: "Private"), "refused", "addresses"), (cap("x.9", status: "Draft"), "not-concerned", "Draft"),
        (cap("x.10", status: "Test"), "no-change", "test"),
        (cap("x.11", kind: "Ack", references: "a@b,c,2026-01-01T00:00:00+09:00"), "refused", "Ack"),
        (cap("x.12", sent: time(-90_000)), "no-change", "too late"),
        (cap("x.13").replacingOccurrences(of: "<category>Infra</category>", with: ""), "refused", "category"),
        (
            cap("x.14").replacingOccurrences(of: "suido@pref.example.jp", with: "shirase.ichikawa.example"), "refused",
            "own sender"
        ),
    ])
    func whoIsMeantAndWhoIsNot(document: String, disposition: String, says: String) async throws {
        let site = try await Site()
        let line = try intake(site, document)
        #expect(line.disposition == disposition, "\(line)")
        #expect(says.isEmpty || line.reason?.contains(says) == true, "\(line)")
    }

    /// A gauge passes its step: the city is told, and once more when it is over; what cannot be is an alarm.
    @Test func readingsBecomeObservations() async throws {
        let site = try await Site()
        let csv = try site.folder.file(
            "r.csv",
            "email,language,topics\na@example.jp,ja,observation\nb@example.jp,en,observation\n"
        )
        #expect(try site.run("subscribers", "import", csv.path).status == 0)
        let process = try site.serve()
        defer { process.terminate() }
        let port = try await site.webPort()
        func post(_ readings: [(Double, TimeInterval)], station: String = "omachi") async throws -> (Int, String) {
            let list = readings.map { value, offset in
                "{\"station\":\"\(station)\",\"quantity\":\"rainfall\",\"value\":\(value),\"at\":\"\(Self.time(offset))\"}"
            }
            var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/intake/observations")))
            request.httpMethod = "POST"
            request.httpBody = Data("{\"readings\":[\(list.joined(separator: ","))]}".utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.setValue("Bearer \(Site.token)", forHTTPHeaderField: "Authorization")
            let (data, response) = try await URLSession.shared.data(for: request)
            return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
        }
        let calm = try await post([(0, -3_600), (12, -3_000), (29.5, -2_400)])
        #expect(calm.0 == 200 && calm.1.contains("\"alerts\":[]") && calm.1.contains("\"counted\":3"), "\(calm)")
        let heavy = try await post([(32.5, -1_900), (999, -1_800)])
        #expect(heavy.0 == 200 && heavy.1.contains("observation.omachi-rainfall"), "\(heavy)")
        #expect(heavy.1.contains("outside"), "an impossible value is refused with its reason")
        try await site.mailbox.store.waitForCount(2)
        let texts = site.mailbox.store.mails.compactMap(\.decoded.text)
        #expect(texts.contains { $0.contains("市川市大町") && $0.contains("32.5") })
        #expect(texts.contains { $0.contains("Ōmachi, Ichikawa") && $0.contains("32.5") })
        #expect(try site.run("alarm", "list").output.contains("station omachi rainfall"))
        let over = try await post([(10, -1_500), (3, -900), (0, -200)])
        #expect(over.1.contains("observation.omachi-rainfall"), "\(over)")
        try await site.mailbox.store.waitForCount(4)
        let stations = try site.run("stations").output
        #expect(stations.contains("omachi rainfall 市川市大町: 0.0 mm/h"))
        #expect(try !site.run("alarm", "list").output.contains("omachi"), "a good reading ends the alarm")
        let unknown = try await post([(1, -100)], station: "nowhere")
        #expect(unknown.0 == 200 && unknown.1.contains("no gauge nowhere rainfall"))
    }

    /// gzip, by file.
    @Test func aCompressedFileIsTaken() async throws {
        let site = try await Site()
        let telegram = try site.telegram("VPWW55")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = [telegram.path]
        try process.start()
        process.awaitEnd()
        let result = try site.run("intake", telegram.path + ".gz")
        #expect(
            result.status == 0 && result.output.contains("alert ichikawa.heavy-rain"),
            "\(result.output)\(result.errors)"
        )
    }
}
