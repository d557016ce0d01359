// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import SafeXML
import TestSupport
import Testing

/// The digest of all warnings of Japan (VPWS50), of which JMA has published no sample: one made up in the layout of its
/// family, as large as the real one.
@Suite("Digest of all warnings", .timeLimit(.minutes(10)))
struct DigestTests {
    private static let title = "気象警報・注意報（Ｒ０６）（集約通報）"

    private static func kind(_ name: String, _ code: String, _ status: String, danger: String = "") -> String {
        var property = ""
        if !danger.isEmpty {
            property = """
                <Property>
                <Type>\(danger)</Type>
                <SignificancyPart>
                <Base>
                <Significancy type="\(danger)">
                <Name>警戒レベル２</Name>
                <Code>21</Code>
                </Significancy>
                </Base>
                </SignificancyPart>
                </Property>

                """
        }
        return """
            <Kind>
            <Name>\(name)</Name>
            <Code>\(code)</Code>
            <Status>\(status)</Status>
            <LastKind>
            <Name>\(name)</Name>
            <Code>\(code)</Code>
            </LastKind>
            \(property)</Kind>

            """
    }

    private static func item(_ kinds: String, _ name: String, _ code: String) -> String {
        """
        <Item>
        \(kinds)<Area>
        <Name>\(name)</Name>
        <Code>\(code)</Code>
        </Area>
        <ChangeStatus>変化無</ChangeStatus>
        </Item>

        """
    }

    /// A digest with so many municipalities beside the city's.
    private static func digest(_ count: Int, ours: String) -> Fixture {
        let advisories =
            kind("レベル２大雨注意報", "10", "継続", danger: "大雨浸水危険度")
            + kind("レベル２土砂災害注意報", "29", "継続", danger: "土砂災害危険度")
            + kind("強風注意報", "15", "継続", danger: "風危険度") + kind("波浪注意報", "16", "継続", danger: "波危険度")
            + kind("雷注意報", "14", "継続", danger: "雷危険度") + kind("濃霧注意報", "20", "継続")
        let everywhere = advisories.replacing("\n<", with: "\n    <")
        let nothing = "<Kind>\n<Status>発表警報・注意報はなし</Status>\n</Kind>\n"
        let unknown = kind("新", "99", "発表")
        var items = item(unknown, "未知市", "9999998") + item(nothing, "無事市", "9999999")
        for number in 0..<count { items += item(everywhere, "第\(number)市", String(9_000_000 + number)) }
        items += item(ours, "市川市", "1220300")
        let wide = item(everywhere, "千葉県", "120000")
        return Fixture(
            title: title,
            infoKind: "気象警報・注意報",
            body: """
                <Warning type="気象警報・注意報（府県予報区等）">\(wide)</Warning>
                <Warning type="気象警報・注意報（市町村等）">\(items)</Warning>
                """,
            namespace: "meteorology",
            headTitle: "全国警戒・注意事項集約定時通報"
        )
    }

    private static let ours = kind("レベル３大雨警報", "03", "発表") + kind("雷注意報", "14", "継続")

    @Test func oneOfTheSizeOfTheRealOneIsRead() throws {
        let digest = Self.digest(1_800, ours: Self.ours)
        let bytes = digest.data.count
        // An element has an opening and a closing tag.
        let elements = digest.data.count { $0 == UInt8(ascii: "<") } / 2
        #expect(bytes > 4_400_000 && elements > 140_000, "\(bytes) bytes, \(elements) elements")
        #expect(bytes < XMLLimits.telegram.bytes && elements < XMLLimits.telegram.elements)
        let refusal = #expect(throws: MarkupError.self) { try TelegramReader(limits: .standard).read(digest.data) }
        #expect(refusal?.code == .tooLarge)
        let telegram = try digest.telegram()
        #expect(telegram.kind.name == "VPWS50" && telegram.fault == nil)
        let reports = CityFilter(scope: .ichikawa).decide(telegram).reports
        #expect(reports.levels == [.heavyRain: 3, .thunder: 2])
        #expect(reports.allSatisfy { $0.role == .reference && $0.source.bulletin == "VPWS50" })
        #expect(reports.allSatisfy { $0.subject == .area("1220300") })
    }

    @Test func itTellsTheWholeStateButFloods() throws {
        let reports = try Self.digest(3, ours: "<Kind><Status>発表警報・注意報はなし</Status></Kind>").concern().reports
        #expect(reports.levels.isEmpty && reports.count == 17)
        #expect(!reports.contains { $0.hazard == .flood }, "rivers are told by 指定河川洪水予報 alone")
        #expect(reports.allSatisfy { $0.weather?.previousLevel == nil })
    }

    @Test func itsWithdrawalConcernsEveryCity() throws {
        let withdrawn = try Self.digest(1, ours: Self.ours).infoType("取消").body("<Text/>").concern().reports
        #expect(withdrawn.count == 17 && withdrawn.allSatisfy { $0.kind == .withdrawn && $0.role == .reference })
    }

    @Test func anotherLayoutIsKept() throws {
        let strange = try Self.digest(1, ours: Self.ours).body("<Digest/>").telegram()
        #expect(strange.body == nil && strange.fault?.code == .missing)
        #expect(CityFilter(scope: .ichikawa).decide(strange).reason?.contains("only kept") == true)
    }

    @Test func aSpoolTakesFilesOfItsSize() async throws {
        let folder = try TemporaryFolder()
        let spool = try SpoolDirectory(folder: folder.url)
        try Data(repeating: 0x20, count: 5 << 20).write(to: folder.url.appendingPathComponent("incoming/digest.xml"))
        let outcomes = try await spool.sweep { _, _ in .accepted }
        guard case .done("digest.xml")? = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
    }
}
