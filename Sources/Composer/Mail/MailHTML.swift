// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Writes documents as `text/html`: one file that fetches nothing and runs nothing.
///
/// Readable at 320 px, in light and dark; ruby stands in easy Japanese only; colour is never the only sign. The source
/// is XML, too, so that any parser can check it.
public struct MailHTML: Sendable {
    private let documents: [Document]
    private let subject: String
    private let stopURL: String

    /// Documents in the order in which they are read, and what stands for the URL to stop.
    public init(documents: [Document], subject: String, stopURL: String) {
        self.documents = documents
        self.subject = subject
        self.stopURL = stopURL
    }

    /// The document, no line of it longer than 900 octets.
    public var written: String {
        let main = documents.first?.language ?? .japanese
        var lines = [
            "<!DOCTYPE html>",
            "<html lang=\"\(main.htmlTag)\">",
            "<head>",
            "<meta charset=\"utf-8\"/>",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
            "<meta name=\"color-scheme\" content=\"light dark\"/>",
            "<title>\(HTMLLine.text(RubyText(plain: subject), ruby: false))</title>",
            Self.style,
            "</head>",
            "<body>",
        ]
        lines += banners
        for document in documents {
            lines.append("<div lang=\"\(document.language.htmlTag)\"\(Self.rubyClass(document.language))>")
            if documents.count > 1 {
                lines.append("<p class=\"language\">◆ \(text(document.languageName, document.language))</p>")
            }
            lines += document.blocks.map { block($0, document.language) }
            lines.append("</div>")
        }
        lines.append("<div class=\"footer\">")
        for document in documents {
            lines.append("<div lang=\"\(document.language.htmlTag)\"\(Self.rubyClass(document.language))>")
            lines += document.footer.map { block($0, document.language) }
            lines.append("</div>")
        }
        let labels = documents.compactMap { document in
            document.stopLabel.map { label in
                "<span lang=\"\(document.language.htmlTag)\">\(text(label, document.language))</span>"
            }
        }
        if !labels.isEmpty { lines.append("<p><a href=\"\(stopURL)\">\(labels.joined(separator: "\n/ "))</a></p>") }
        lines.append("</div>")
        lines += banners
        lines += ["</body>", "</html>"]
        return lines.map { $0 + "\n" }.joined()
    }

    private var banners: [String] {
        documents.compactMap { document in
            document.banner.map { banner in
                let language = document.language
                let lang = language.htmlTag
                return "<p class=\"drill\" lang=\"\(lang)\">\(text(banner, language))</p>"
            }
        }
    }

    private func block(_ block: Document.Block, _ language: Language) -> String {
        switch block {
        case .heading(let heading):
            return "<h2>\(text(heading, language))</h2>"
        case .lead(let texts):
            let lines = texts.enumerated().map { index, sentence in
                "<p\(index == 0 ? " class=\"first\"" : "")>\(text(sentence, language))</p>"
            }
            return "<div class=\"lead\">\n\(lines.joined(separator: "\n"))\n</div>"
        case .paragraph(let paragraph):
            return "<p>\(text(paragraph, language))</p>"
        case .notice(let notice):
            return "<p class=\"notice\">\(text(notice, language))</p>"
        case .list(let texts):
            return "<ul>\n\(texts.map { "<li>\(text($0, language))</li>" }.joined(separator: "\n"))\n</ul>"
        case .facts(let facts):
            let rows = facts.map { fact in
                "<tr><th scope=\"row\">\(text(fact.label, language))</th>\n<td>\(text(fact.value, language))</td></tr>"
            }
            return "<table>\n\(rows.joined(separator: "\n"))\n</table>"
        case .link(let label, let url):
            let url = url.htmlEscaped
            return "<p>\(text(label, language))<br/>\n<a href=\"\(url)\">\(url)</a></p>"
        }
    }

    private func text(_ text: RubyText, _ language: Language) -> String {
        HTMLLine.text(text, ruby: language == .easyJapanese)
    }

    private static func rubyClass(_ language: Language) -> String {
        language == .easyJapanese ? " class=\"ruby\"" : ""
    }

    /// No line begins with a dot: a relay that treats such lines wrongly (RFC 5321 section 4.5.2) has none to spoil.
    private static let style = """
        <style>
        :root { color-scheme: light dark; }
        body { margin: 0 auto; padding: 16px; max-width: 40em; background: #fff; color: #1a1a1a;
        font: 16px/1.6 sans-serif; overflow-wrap: anywhere; }
         .ruby { line-height: 2; }
        rt { font-size: 0.55em; }
        p, ul { margin: 0 0 8px; }
        h2 { margin: 20px 0 6px; font-size: 1.05em; border-left: 5px solid #005a9c; padding-left: 8px; }
         .lead { border: 2px solid #b00020; padding: 10px 12px 2px; }
         .first { font-size: 1.2em; font-weight: bold; }
        :lang(ko) { word-break: keep-all; }
         .drill { border: 3px double #1a1a1a; padding: 8px; font-weight: bold; }
         .language { margin-top: 20px; font-weight: bold; }
        ul { padding-left: 1.3em; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: 6px 8px 6px 0; border-top: 1px solid #767676; }
        th { width: 38%; font-weight: bold; }
         .footer { margin-top: 24px; border-top: 1px solid #767676; padding-top: 8px; font-size: 0.9em; }
        a { color: #005a9c; }
        @media (prefers-color-scheme: dark) {
        body { background: #121212; color: #eee; }
         .lead { border-color: #ff8a80; }
         .drill { border-color: #eee; }
        h2 { border-color: #8ecbff; }
        a { color: #8ecbff; }
        }
        </style>
        """
}
