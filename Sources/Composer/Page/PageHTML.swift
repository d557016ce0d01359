// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// Writes an alert as an `article` to stand in a page of the city: nothing in it is fetched, runs, or has an id.
///
/// Class names begin with `shirase-`. Ruby stands in easy Japanese only, and dates are `time` elements.
struct PageHTML {
    private let text: AlertText
    private let level: Int

    /// - Parameter level: that of its title, from 1 to 5; the titles in it are one deeper.
    init(_ text: AlertText, level: Int) {
        self.text = text
        self.level = min(max(level, 1), 5)
    }

    var written: String {
        let language = document.language
        var lines = ["<article class=\"shirase-alert\" lang=\"\(language.htmlTag)\" dir=\"ltr\">"]
        lines.append("<h\(level)>\(html(text.subject))</h\(level)>")
        lines += banner
        var isOpen = false
        for block in document.blocks {
            if case .heading = block {
                if isOpen { lines.append("</section>") }
                lines.append("<section>")
                isOpen = true
            }
            lines.append(html(block))
        }
        if isOpen { lines.append("</section>") }
        if let caution = text.caution { lines.append("<p class=\"shirase-notice\">\(html(caution))</p>") }
        lines += banner
        lines.append("</article>")
        return lines.map { $0 + "\n" }.joined()
    }

    private var document: Document { text.document }

    private var banner: [String] {
        document.banner.map { ["<p class=\"shirase-drill\"><strong>\(html($0))</strong></p>"] } ?? []
    }

    private func html(_ block: Document.Block) -> String {
        switch block {
        case .heading(let heading): return "<h\(level + 1)>\(html(heading))</h\(level + 1)>"
        case .lead(let texts):
            let lines = texts.map { "<p>\(html($0))</p>" }.joined(separator: "\n")
            return "<div class=\"shirase-lead\">\n\(lines)\n</div>"
        case .paragraph(let paragraph): return "<p>\(html(paragraph))</p>"
        case .notice(let notice): return "<p class=\"shirase-notice\">\(html(notice))</p>"
        case .list(let texts):
            return "<ul>\n\(texts.map { "<li>\(html($0))</li>" }.joined(separator: "\n"))\n</ul>"
        case .facts(let facts):
            let rows = facts.map { "<div><dt>\(html($0.label))</dt>\n<dd>\(html($0.value))</dd></div>" }
            return "<dl>\n\(rows.joined(separator: "\n"))\n</dl>"
        case .link(let label, let url):
            return "<p><a href=\"\(url.htmlEscaped)\">\(html(label))</a></p>"
        }
    }

    private func html(_ words: RubyText) -> String {
        let ruby = document.language == .easyJapanese
        return TimedText(words, times: text.times, hasReadings: ruby).pieces.map { piece in
            let html = HTMLLine.text(piece.words, ruby: ruby)
            return piece.date.map { "<time datetime=\"\(Self.stamp($0))\">\(html)</time>" } ?? html
        }
        .joined()
    }

    /// In Japan's time, for programs: 2026-11-23T20:41:00+09:00.
    private static func stamp(_ date: Date) -> String {
        date.addingTimeInterval(9 * 3600).formatted(.iso8601).replacing("Z", with: "+09:00")
    }
}
