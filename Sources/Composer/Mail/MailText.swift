// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Writes documents as `text/plain`, one after the other where several languages stand in for one.
///
/// The mark of a drill is the first and the last line. Everything to know and to do is in the text; links add nothing
/// that one needs to act.
public struct MailText: Sendable {
    /// RFC 5322 section 2.1.1 asks for no more than 78 characters a line.
    public static let columns = 78

    private let documents: [Document]
    private let stopURL: String

    /// Documents in the order in which they are read, and what stands for the URL to stop.
    public init(documents: [Document], stopURL: String) {
        self.documents = documents
        self.stopURL = stopURL
    }

    /// The text, each line ended by a line feed.
    public var written: String {
        var sections: [[String]] = []
        let banners = banners
        if !banners.isEmpty { sections.append(banners) }
        for document in documents {
            if documents.count > 1 {
                sections.append(lines("◆ \(document.languageName.bracketed)", document.language))
            }
            sections += self.sections(of: document)
        }
        var footer = ["--"]
        for document in documents {
            footer += document.footer.flatMap { lines(of: $0, document.language) }
        }
        sections.append(footer)
        let stop = documents.compactMap { $0.stopLabel?.bracketed }.joined(separator: " / ")
        let last = documents.last?.language ?? .japanese
        if !stop.isEmpty { sections.append(lines(stop + Self.colon(last), last) + [stopURL]) }
        if !banners.isEmpty { sections.append(banners) }
        return sections.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private var banners: [String] {
        documents.flatMap { document in document.banner.map { lines($0.bracketed, document.language) } ?? [] }
    }

    /// A heading stands over the block that follows it, without an empty line between.
    private func sections(of document: Document) -> [[String]] {
        var sections: [[String]] = []
        var isHeaded = false
        for block in document.blocks {
            let lines = lines(of: block, document.language)
            if isHeaded, let last = sections.indices.last {
                sections[last] += lines
            } else {
                sections.append(lines)
            }
            if case .heading = block { isHeaded = true } else { isHeaded = false }
        }
        return sections
    }

    private func lines(of block: Document.Block, _ language: Language) -> [String] {
        switch block {
        case .heading(let text): return lines("■ \(text.bracketed)", language)
        case .lead(let texts): return texts.flatMap { lines($0.bracketed, language) }
        case .paragraph(let text), .notice(let text): return lines(text.bracketed, language)
        case .list(let texts):
            let bullet = Self.isJapanese(language) ? "・" : "- "
            return texts.flatMap { lines($0.bracketed, language, first: bullet, next: "  ") }
        case .facts(let facts):
            return facts.flatMap { fact in
                let row = fact.label.bracketed + Self.colon(language) + fact.value.bracketed
                return lines(row, language, next: "  ")
            }
        case .link(let text, let url): return lines(text.bracketed + Self.colon(language), language) + [url]
        }
    }

    /// Lines with what stands before the first and before each one that follows; both take as many columns.
    private func lines(
        _ text: String,
        _ language: Language,
        first: String = "",
        next: String = ""
    ) -> [String] {
        let columns = Self.columns - TextWidth.columns(next)
        let folded =
            language == .easyJapanese
            ? WordFolding.fold(text, columns: columns)
            : LineFolding.fold(text, columns: columns, language: language)
        return folded.enumerated().map { index, line in (index == 0 ? first : next) + line }
    }

    private static func isJapanese(_ language: Language) -> Bool {
        language == .japanese || language == .easyJapanese
    }

    /// Between a label and what it names.
    private static func colon(_ language: Language) -> String {
        isJapanese(language) ? "：" : ": "
    }
}
