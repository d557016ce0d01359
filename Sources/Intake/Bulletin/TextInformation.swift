// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// What JMA says in sentences: 気象情報, 気象解説情報 (VPZJ, VPCJ, VPFJ), 台風情報 in words (VPTI), 地震・津波に関するお知らせ, 地震の
/// 活動状況 and their like. It warns of nothing by itself.
public struct TextInformation: Sendable, Hashable {
    /// The sentences.
    public var text: String
    /// The tags, where it has some: 線状降水帯予測.
    public var tags: [String]
}

extension TextInformation: ReadableBody {
    /// The longest text that is kept.
    private static let longest = 4_000

    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        let comments = body.all("Comment").flatMap { $0.all("Text") } + body.all("Text")
        let inside = body.all("MeteorologicalInfos").flatMap { $0.all("MeteorologicalInfo") }.flatMap { $0.all("Item") }
            .flatMap { $0.all("Kind") }.flatMap { $0.all("Property") }.flatMap { $0.all("Text") }
        let quake = body.all("EarthquakeInfo").flatMap { $0.all("Text") }
        let all = (comments + inside + quake).compactMap(\.content).joined(separator: "\n")
        text = String(all.prefix(Self.longest))
        tags = envelope.headlineItems.filter { $0.type == "情報タグ" }.flatMap(\.kinds).map(\.condition)
    }

    /// Concerns the city where it is about the whole country, or where its title or its areas name the prefecture or
    /// the region around it.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let isLocal = ["VPFJ50", "VPFJ51", "VPCJ50", "VPCJ51"].contains(envelope.kind.name)
        let isRegional = envelope.kind.name.hasPrefix("VPCJ")
        let names = isRegional ? scope.regions : [scope.forecastRegion]
        if isLocal, !names.contains(where: { !$0.isEmpty && envelope.headTitle.contains($0) }),
            !scope.isNamed(in: envelope.headlineItems.flatMap(\.areas))
        {
            return envelope.otherPrefecture(than: scope)
        }
        let facts = BulletinFacts(
            hazard: .information,
            code: tags.first ?? "",
            name: envelope.headTitle,
            phase: .inForce,
            level: 1,
            values: [],
            validUntil: envelope.validUntil,
            headline: envelope.headline.isEmpty ? String(text.prefix(200)) : envelope.headline
        )
        let subject = envelope.eventIDs.first ?? envelope.kind.name
        return .reports([envelope.report(.information, .event(subject), in: scope, facts: .bulletin(facts))])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let subject = envelope.eventIDs.first ?? envelope.kind.name
        return .reports([envelope.report(.information, .event(subject), in: scope, facts: nil)])
    }
}
