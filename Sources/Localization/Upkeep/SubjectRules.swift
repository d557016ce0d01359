// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How long subjects become.
///
/// Measured is the phrase alone, without the marks of drills and changes before it, with the widest arguments that are
/// plausible: of terms the widest of the language's own that the hazard can have, of names the columns in ``names``.
/// Clients on telephones show some 40 columns and those on desks some 80, so more than 80 are told. The bound is two
/// lines of 70: the longest that has to be said, the first report of an earthquake while a tsunami warning is in force,
/// fits in every language.
struct SubjectRules {
    /// More columns than this are a fault.
    static let bound = 140
    /// More columns than this are told.
    static let advised = 80

    /// Columns of names, which city profiles and other senders give: about as wide as Ichikawa's widest.
    private static let names = [
        "place": 18, "region": 32, "coast": 20, "where": 24, "station": 16, "event": 24, "publisher": 24, "value": 6,
    ]
    /// The same where ideographs or Hangul say it in less.
    private static let eastAsianNames = [
        "place": 12, "region": 16, "coast": 14, "where": 14, "station": 12, "event": 20, "publisher": 20, "value": 6,
    ]
    private static let otherName = 20

    /// The terms that fill an argument of a phrase, by the beginning of their keys.
    private static func terms(for name: String, of key: String) -> [String] {
        switch name {
        case "grade", "previousGrade": ["term.grade."]
        case "intensity", "maximum", "previousIntensity": ["term.intensity."]
        case "warning", "previousWarning": key.hasPrefix("rain.") ? ["term.rain."] : ["term.warning."]
        case "height": ["term.height."]
        case "what": ["term.hazard."]
        case "reading": ["term.quantity."]
        default: []
        }
    }

    /// What no subject of a phrase names: grades below an advisory are not announced, and the first report of an
    /// earthquake, which speaks of a region, has no presumed intensities.
    private static func isSilent(_ term: String, in key: String) -> Bool {
        switch term {
        case "term.grade.none", "term.grade.forecast", "term.rain.0", "term.warning.none": true
        case "term.intensity.5-lower-presumed": key.contains(".region")
        default: false
        }
    }

    let language: Language
    /// The terms of the language, by key.
    private let terms: [String: POFile.Entry]

    /// - Parameter entries: the language's own, by key.
    init(language: Language, entries: [String: POFile.Entry]) {
        self.language = language
        terms = entries.filter { $0.key.hasPrefix("term.") && !$0.value.translation.isEmpty }
    }

    static func covers(_ key: String) -> Bool {
        key.contains(".subject.") || key.hasSuffix(".subject")
    }

    func check(_ entry: POFile.Entry, into list: inout FindingList) {
        if entry.translation.contains("\n") {
            list.error(.subject, entry, "a subject of several lines", "write one line")
        }
        guard let text = widest(of: entry.translation, of: entry.context ?? "") else { return }
        let width = columns(text)
        let problem = "up to \(width) columns: \(text)"
        if width > Self.bound {
            list.error(.subject, entry, problem, "shorten it to \(Self.bound), better to \(Self.advised)")
        } else if width > Self.advised {
            list.warn(.subject, entry, problem, "shorten it to \(Self.advised), so that clients show the whole")
        }
    }

    private func columns(_ text: String) -> Int {
        TextWidth.columns(text, ambiguousIsWide: language.isEastAsian)
    }

    /// The widest text that a phrase's pattern can become; nil where it cannot be formatted.
    private func widest(of pattern: String, of key: String) -> String? {
        guard let message = try? CompiledMessage(pattern, language: language),
            let outline = try? MessageOutline(pattern)
        else { return nil }
        var combinations: [[String: PhraseValue]] = [[:]]
        for name in message.arguments.sorted() {
            let values = values(of: name, in: outline, of: key)
            // 64 are more than any pattern of ours has; beyond them the first values stand for all.
            let taken = combinations.count * values.count <= 64 ? values[...] : values.prefix(1)
            combinations = combinations.flatMap { combination in
                taken.map { value in combination.merging([name: value]) { $1 } }
            }
        }
        let texts = combinations.compactMap { try? message.format($0) }.map { text in
            language.hasReadings ? ((try? RubyText(parsing: text))?.plain ?? text) : text
        }
        return texts.max { columns($0) < columns($1) }
    }

    private func values(of name: String, in outline: MessageOutline, of key: String) -> [PhraseValue] {
        let uses = outline.arguments.filter { $0.name == name }
        if uses.contains(where: { $0.kind == .plural || $0.kind == .ordinal || $0.kind == .choice }) {
            let exact = uses.flatMap(\.branches).compactMap { Int($0.selector.dropFirst()) }
            return Set(exact + [1, 2, 5]).sorted().map { .integer($0) }
        }
        if uses.contains(where: { if case .format = $0.kind { true } else { false } }) { return [.number(10.5)] }
        let keywords = Set(uses.filter { $0.kind == .select }.flatMap(\.keywords))
        if !keywords.isEmpty { return keywords.sorted().map { .text($0) } }
        if name == "level" || name == "previousLevel" { return [.integer(5)] }
        let terms = terms(for: name, of: key)
        // What was before is another one than what is now.
        let former = "previous" + name.prefix(1).uppercased() + name.dropFirst()
        let isBesideFormer = outline.arguments.contains { $0.name == former }
        if let term = isBesideFormer ? terms.dropFirst().first ?? terms.first : terms.first { return [.text(term)] }
        let names = language.isEastAsian ? Self.eastAsianNames : Self.names
        // A name that is not known shows as its argument's.
        let filler = "‹\(name)›"
        let width = (names[name] ?? Self.otherName) - columns(filler)
        return [.text(filler + String(repeating: "-", count: max(0, width)))]
    }

    /// The terms that can fill an argument of a phrase, the widest first.
    private func terms(for name: String, of key: String) -> [String] {
        let beginnings = Self.terms(for: name, of: key)
        guard !beginnings.isEmpty, !key.hasPrefix("term.") else { return [] }
        return terms.filter { term, _ in
            beginnings.contains { term.hasPrefix($0) } && !Self.isSilent(term, in: key)
        }
        .compactMap { term, entry in widest(of: entry.translation, of: term) }
        .sorted { (columns($1), $0) < (columns($0), $1) }
    }
}
