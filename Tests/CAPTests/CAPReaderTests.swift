// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import CAP
import Foundation
import TestSupport
import Testing

@Suite struct CAPReaderTests {
    private static let good = """
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a.1</identifier><sender>b@c</sender>
        <sent>2026-11-05T09:00:00+09:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
        <info><category>Met</category><event>雨</event><urgency>Immediate</urgency><severity>Severe</severity>
        <certainty>Likely</certainty><area><areaDesc>x</areaDesc><polygon>1,1 2,2 3,1 1,1</polygon></area></info></alert>
        """

    @Test func aGoodOneIsRead() throws {
        let message = try CAPReader().read(Data(Self.good.utf8))
        #expect(message.infos[0].areas[0].polygons[0].count == 4 && message.sent.timeIntervalSince1970 == 1_793_836_800)
    }

    @Test(arguments: [
        (
            "<status>Actual</status><msgType>Alert</msgType>", "<msgType>Alert</msgType><status>Actual</status>",
            "<status>"
        ),
        ("<msgType>Alert</msgType>", "<msgType>Shout</msgType>", "one of Alert, Update"),
        ("<msgType>Alert</msgType>", "<msgType>Cancel</msgType>", "<references>"),
        ("<msgType>Alert</msgType>", "<msgType>alert</msgType>", "one of Alert"),
        ("<scope>Public</scope>", "<scope>Private</scope>", "<addresses>"),
        ("<scope>Public</scope>", "", "<scope>"),
        ("<identifier>a.1</identifier>", "<identifier>a 1</identifier>", "no space"),
        ("<sent>2026-11-05T09:00:00+09:00", "<sent>2026-11-05T00:00:00Z", "2026-11-05T00:00:00Z"),
        ("<sent>2026-11-05", "<sent>2026-02-30", "2026-02-30"),
        ("<category>Met</category>", "", "<category>"),
        ("<category>Met</category>", "<category>Weather</category>", "Weather"),
        ("<certainty>Likely</certainty>", "<certainty>Very Likely</certainty>", "Very Likely"),
        ("3,1 1,1</polygon>", "3,1</polygon>", "polygon"),
        ("1,1 2,2", "1,1 95,2", "95,2"),
        ("<scope>Public</scope>", "<scope>Public</scope><references>a,b</references>", "sender,identifier,sent"),
        ("<scope>Public</scope>", "<scope>Public</scope><colour>red</colour>", "colour"),
        ("cap:1.2", "cap:1.3", "not CAP"),
    ])
    func aBadOneIsRefusedWithItsReason(old: String, new: String, says: String) {
        let text = Self.good.replacing(old, with: new)
        #expect(text != Self.good)
        let error = #expect(throws: CAPError.self) { try CAPReader().read(Data(text.utf8)) }
        #expect(error?.description.contains(says) == true, "\(String(describing: error))")
    }

    @Test func whatOlderVersionsSayUnambiguouslyIsRead() throws {
        let text = Self.good.replacing("cap:1.2", with: "cap:1.1").replacing("Likely", with: "Very Likely")
            .replacing("+09:00", with: "Z")
        #expect(try CAPReader().read(Data(text.utf8)).infos[0].certainty == .likely)
    }

    @Test func oldNamesAndValuesAreToldApartByTheFirstSign() throws {
        let codes = ["a = b", "c=", "=d", "e", "f=g=h"].map { "<eventCode>\($0)</eventCode>" }.joined()
        let text = Self.good.replacing("urn:oasis:names:tc:emergency:cap:1.2", with: "http://www.incident.com/cap/1.0")
            .replacing("</certainty>", with: "</certainty>\(codes)")
        let found = try CAPReader().read(Data(text.utf8)).infos[0].eventCodes
        #expect(found == [.init("a", "b"), .init("c", ""), .init("", "d"), .init("", "e"), .init("f", "g=h")])
    }

    @Test(arguments: ["1582-12-31T23:59:59+00:00", "0000-01-01T00:00:00+00:00"])
    func aTimeBeforeTheCalendarIsRefused(sent: String) {
        let text = Self.good.replacing("2026-11-05T09:00:00+09:00", with: sent)
        let error = #expect(throws: CAPError.self) { try CAPReader().read(Data(text.utf8)) }
        #expect(error?.description.contains(sent) == true)
    }

    @Test func hostileDocumentsAreRefused() {
        for text in [
            "", "<", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><alert>&x;</alert>", "<alert/>",
            String(repeating: "<a>", count: 100_000),
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + String(repeating: "a", count: 20 << 20),
        ] {
            #expect(throws: CAPError.self) { try CAPReader().read(Data(text.utf8)) }
        }
    }

    @Test func damageNeverCrashes() {
        var random = SeededRandom(seed: 3)
        let bytes = Array(Self.good.utf8)
        for _ in 0..<3_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                if Bool.random(using: &random) {
                    damaged[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    damaged.removeSubrange(place..<min(damaged.count, place + Int.random(in: 1...30, using: &random)))
                }
                if damaged.isEmpty { break }
            }
            _ = try? CAPReader().read(Data(damaged))
        }
    }
}
