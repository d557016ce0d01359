// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Testing

@Suite struct HazardReportTests {
    static func report(
        minute: Int = 0,
        serial: Int? = nil,
        sent: Int? = nil,
        kind: HazardReport.Kind = .issued,
        subject: HazardReport.Subject = .area("312"),
        status: AlertStatus = .actual
    ) -> HazardReport {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        return HazardReport(
            hazard: .tsunami,
            subject: subject,
            status: status,
            kind: kind,
            reportedAt: start.addingTimeInterval(Double(minute) * 60),
            serial: serial,
            source: Source(publisher: "気象庁", bulletin: "VTSE41", title: "津波警報", publishedAt: start),
            areas: ["1220300"],
            facts: nil,
            sentAt: sent.map { start.addingTimeInterval(Double($0)) }
        )
    }

    /// Every combination of what orders reports.
    static let all: [HazardReport] = [0, 1].flatMap { minute in
        [nil, 1, 2].flatMap { serial in
            [nil, 5, 90].flatMap { sent in
                [HazardReport.Kind.issued, .corrected, .withdrawn].map {
                    report(minute: minute, serial: serial, sent: sent, kind: $0)
                }
            }
        }
    }

    @Test func reportsAreInOneTotalOrder() {
        for left in Self.all {
            #expect(!left.isLater(than: left))
            for right in Self.all where left != right {
                #expect(left.isLater(than: right) != right.isLater(than: left))
                for third in Self.all where left.isLater(than: right) && right.isLater(than: third) {
                    #expect(left.isLater(than: third))
                }
            }
        }
    }

    @Test func theMinuteCountsBeforeTheSerialAndTheSerialBeforeTheSecond() {
        let old = Self.report(minute: 0, serial: 9, sent: 90, kind: .withdrawn)
        #expect(Self.report(minute: 1, serial: 1, sent: 5).isLater(than: old))
        #expect(Self.report(serial: 2, sent: 5).isLater(than: Self.report(serial: 1, sent: 90, kind: .withdrawn)))
        #expect(Self.report(sent: 90).isLater(than: Self.report(sent: 5, kind: .withdrawn)))
    }

    @Test func twoCorrectionsOfOneMinuteAreOrderedByTheSecond() {
        let first = Self.report(serial: 1, sent: 5, kind: .corrected)
        let second = Self.report(serial: 1, sent: 90, kind: .corrected)
        #expect(second.isLater(than: first))
    }

    @Test func aWithdrawalOfTheSameMomentIsTheLaterWord() {
        #expect(Self.report(kind: .withdrawn).isLater(than: Self.report(kind: .corrected)))
        #expect(Self.report(kind: .corrected).isLater(than: Self.report(kind: .issued)))
    }

    @Test func anEventIsOneOfHazardSubjectAndWorld() {
        let key = Self.report().event
        #expect(key.rawValue == "tsunami/312/Actual")
        #expect(Self.report(minute: 5, serial: 3, kind: .corrected).event == key)
        #expect(Self.report(status: .exercise).event != key)
        #expect(Self.report(subject: .event("20240101161010")).event.rawValue == "tsunami/20240101161010/Actual")
    }
}
