// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Puts what an alert says into the room of one post.
///
/// What matters first stands first and is kept: the subject (mark, level, place), what to do, what else is announced,
/// what is known, who says so; then the link. Parts are left out whole, from the end. Only the subject and the first
/// sentences are shortened where they do not fit, between words, with an ellipsis.
struct PostDraft {
    private struct Part {
        let text: String
        /// What stands between it and the part before.
        var before = "\n"
        /// Whether it is rather shortened than left out.
        var isVital = false
    }

    private let limit: PostLimit
    private let tail: String
    private let language: Language
    private let subject: String
    private var parts: [Part] = []
    private let banner: Part?

    init(_ text: AlertText, limit: PostLimit, link: PublicLink?) {
        self.limit = limit
        language = text.document.language
        tail = link.map { "\n\($0)" } ?? ""
        banner = text.document.banner.map { Part(text: $0.bracketed) }
        subject = text.subject.bracketed
        parts.append(Part(text: subject, isVital: true))
        for block in text.document.blocks { add(block) }
    }

    var rendering: PostRendering {
        var fitted = fit(parts)
        if let banner {
            // The mark is in the subject; the sentence that explains it takes no room from what is to be done.
            let whole = fit([parts[0], banner] + parts.dropFirst())
            if !whole.isShortened, whole.isVitalKept { fitted = whole }
        }
        let text = Normalization.nfc(fitted.text + tail)
        return PostRendering(
            language: language,
            text: text,
            sizes: limit.bounds.map { .init(unit: $0.unit, used: limit.used(of: $0, by: text), most: $0.most) },
            isShortened: fitted.isShortened,
            isActionWhole: fitted.isVitalKept && !fitted.isShortened,
            dropped: fitted.dropped
        )
    }

    // MARK: Parts

    private mutating func add(_ block: Document.Block) {
        switch block {
        case .lead(let texts):
            for (index, text) in texts.enumerated() { add(paragraph: text, isVital: index == 0) }
        case .paragraph(let text): add(paragraph: text, isFirst: true)
        case .list(let texts):
            let bullet = isJapanese ? "・" : "- "
            parts += texts.enumerated().map { Part(text: bullet + $1.bracketed, before: $0 == 0 ? "\n\n" : "\n") }
        case .facts(let facts):
            let colon = isJapanese ? "：" : ": "
            parts += facts.enumerated().map { index, fact in
                Part(
                    text: fact.label.bracketed + colon + fact.value.bracketed,
                    before: index == 0 ? "\n\n" : "\n"
                )
            }
        // A title says nothing that one needs; a link is none of the alert's own.
        case .heading, .link, .notice: break
        }
    }

    private mutating func add(paragraph: RubyText, isVital: Bool = false, isFirst: Bool = false) {
        let sentences = Sentences.split(paragraph.bracketed).filter { !repeatsSubject($0) }
        for (index, sentence) in sentences.enumerated() {
            let before = index > 0 ? Sentences.gap(isEastAsian: isEastAsian) : isFirst ? "\n\n" : "\n"
            parts.append(Part(text: sentence, before: before, isVital: isVital))
        }
    }

    /// "Tsunami Warning." says nothing behind "Tsunami Warning: Tokyo Bay".
    private func repeatsSubject(_ sentence: String) -> Bool {
        let words = sentence.lowercased().filter { !".。।။។".contains($0) }
        return subject.lowercased().hasPrefix(words) || subject.lowercased().contains(" " + words)
    }

    private var isJapanese: Bool { language == .japanese || language == .easyJapanese }

    private var isEastAsian: Bool {
        isJapanese || language == .chineseSimplified || language == .chineseTraditional
    }

    // MARK: Room

    private struct Fitted {
        var text = ""
        var isShortened = false
        var isVitalKept = true
        var dropped = 0
    }

    private func fit(_ parts: [Part]) -> Fitted {
        var fitted = Fitted()
        for (index, part) in parts.enumerated() {
            let stem = index == 0 ? "" : fitted.text + part.before
            if admits(stem + part.text) {
                fitted.text = stem + part.text
                continue
            }
            if part.isVital {
                if let text = shortened(part.text, behind: stem, isSubject: index == 0) {
                    fitted.text = text
                    fitted.isShortened = true
                } else {
                    fitted.isVitalKept = false
                }
            }
            fitted.dropped = parts.count - index - (fitted.isShortened ? 1 : 0)
            break
        }
        return fitted
    }

    private func admits(_ text: String) -> Bool { limit.admits(text + tail) }

    /// As many words as fit. Of a sentence at least a quarter, since less says nothing; of a subject whatever fits, and if
    /// there is no place to cut between words, between characters.
    private func shortened(_ text: String, behind stem: String, isSubject: Bool) -> String? {
        let characters = Array(text)
        let least = isSubject ? 1 : (characters.count + 3) / 4
        let ends = characters.indices.reversed()
        for end in ends where end >= least && Self.mayEnd(characters, before: end) {
            let shown = stem + String(characters[..<end]).trimmingPauses() + "…"
            if admits(shown) { return shown }
        }
        guard isSubject else { return nil }
        for end in ends where end > 0 && !Self.isInReading(characters, end) {
            let shown = String(characters[..<end]) + "…"
            if admits(shown) { return shown }
        }
        return nil
    }

    /// Whether a text may be cut in front of a character: at a space, and behind a comma.
    private static func mayEnd(_ characters: [Character], before end: Int) -> Bool {
        guard end > 0 else { return false }
        return characters[end].isWhitespace || "、，；。၊".contains(characters[end - 1])
    }

    /// Whether a cut would part a word from its reading in brackets, or fall inside one.
    private static func isInReading(_ characters: [Character], _ end: Int) -> Bool {
        if characters[end] == "(" { return true }
        let before = characters[..<end]
        guard let open = before.lastIndex(of: "(") else { return false }
        return before.lastIndex(of: ")").map { $0 < open } ?? true
    }
}

extension String {
    /// The text without spaces and commas at its end, so that an ellipsis can follow.
    fileprivate func trimmingPauses() -> String {
        String(dropLast(reversed().prefix { $0.isWhitespace || "、，,;；：:၊–-".contains($0) }.count))
    }
}
