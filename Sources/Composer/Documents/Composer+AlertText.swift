// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization

extension Composer {
    /// What an alert says in a language that has every phrase of it; no other stands in.
    func text(
        of alert: Alert,
        in language: Language,
        previous: Alert?
    ) throws(ComposerError) -> AlertText {
        let (document, gaps) = try compose(alert, in: language, asked: language, previous: previous)
        guard let document else { throw .incomplete(language, gaps) }
        var wording = Wording(
            alert,
            previous: previous.flatMap { $0.facts.hazard == alert.facts.hazard ? $0 : nil },
            language: language,
            asked: language,
            composer: self
        )
        return AlertText(
            document: document,
            subject: try wording.subject(as: document.subject, templates),
            times: try wording.times(),
            readings: wording.readings,
            caution: try wording.caution(of: document, templates.frame)
        )
    }
}

extension Wording {
    /// The subject as readers of easy Japanese need it; in every other language it is the document's.
    fileprivate mutating func subject(as plain: String, _ templates: TemplateFolder) throws(ComposerError) -> RubyText {
        let situation = Situation(alert, previous: previous, language: language)
        guard language == .easyJapanese,
            let part = templates.template(for: alert)?.parts(of: .subject, in: situation).first
        else { return RubyText(plain: plain) }
        let frame = templates.frame
        let marks = [frame.marks[alert.status.templateName]?.mark, alert.changeMark(of: frame)].compactMap { $0 }
        var markup = ""
        for key in marks + [part.phrase] {
            markup += try text(key).markup
        }
        return (try? RubyText(parsing: markup)) ?? RubyText(plain: plain)
    }

    /// Nobody puts the sentence into a document but where it is true.
    fileprivate mutating func caution(
        of document: Document,
        _ frame: FrameTemplate
    ) throws(ComposerError) -> RubyText? {
        let caution = try text(frame.unsigned)
        return document.footer.contains(.paragraph(caution)) ? caution : nil
    }

    fileprivate mutating func times() throws(ComposerError) -> [(words: RubyText, date: Date)] {
        var dates: [String: Set<Date>] = [:]
        for date in Set(alert.facts.dates + [alert.source.publishedAt]) {
            dates[try moment(date), default: []].insert(date)
            dates[try clock(date), default: []].insert(date)
        }
        return dates.filter { !$0.key.isEmpty && $0.value.count == 1 }
            .sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
            .compactMap { words, dates in
                let ruby = language == .easyJapanese ? try? RubyText(parsing: words) : RubyText(plain: words)
                return ruby.flatMap { ruby in dates.first.map { (ruby, $0) } }
            }
    }

    /// The places that the alert may name.
    fileprivate var readings: [(name: String, reading: String)] {
        var places = [city.municipality] + alert.areas.compactMap { city.areas[$0] }
        places += [AreaCode(rawValue: city.codes.seismicRegion)].compactMap { city.areas[$0] }
        places += alert.facts.places.compactMap { city.areas[$0] }
        var found: [String: String] = [:]
        for place in places { found[place.name(in: "ja")] = place.reading }
        if case .observation(let facts) = alert.facts { found[facts.stationName] = facts.stationReading }
        if let epicentre = alert.facts.hypocentre?.epicentre,
            let name = epicentres.name(of: epicentre.code, called: epicentre.name, in: .easyJapanese)
        {
            found[epicentre.name] = (try? RubyText(parsing: name))?.reading
        }
        return found.filter { $0.key.count > 1 && !$0.value.isEmpty }
            .sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
            .map { (name: $0.key, reading: $0.value) }
    }
}

extension Facts {
    /// The dates that sentences may name.
    fileprivate var dates: [Date] {
        switch self {
        case .earthquake(let facts): return [facts.occurredAt]
        case .tsunami(let facts):
            guard case .expected(let date)? = facts.arrival else { return [facts.originTime].compactMap { $0 } }
            return [date] + [facts.originTime].compactMap { $0 }
        case .bulletin(let facts): return [facts.validUntil].compactMap { $0 }
        case .observation(let facts): return [facts.observedAt]
        case .situation(let facts):
            return facts.values.values.compactMap { value -> Date? in
                guard case .time(let date) = value else { return nil }
                return date
            }
        default: return []
        }
    }

    fileprivate var places: [AreaCode] {
        switch self {
        case .tsunami(let facts): return [facts.coast]
        case .weather(let facts): return [facts.place].compactMap { $0 }
        case .situation(let facts):
            return facts.values.values.flatMap { value -> [AreaCode] in
                guard case .places(let codes) = value else { return [] }
                return codes
            }
        default: return []
        }
    }

    fileprivate var hypocentre: Hypocentre? {
        switch self {
        case .earthquake(let facts): facts.hypocentre
        case .tsunami(let facts): facts.origin
        default: nil
        }
    }
}
