// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Writes an alert as a sheet of A4 in several languages: for doors, stations and shelters, where phones are dead.
///
/// It is black on white, and no colour carries a meaning; nothing in it is fetched or runs.
struct PosterHTML {
    private let texts: [AlertText]
    private let link: PublicLink?
    private let code: QRCode?
    private let layout: PosterLayout

    /// Texts in the order in which they stand; the first is the title.
    init(_ texts: [AlertText], link: PublicLink?) throws(QRCode.Fault) {
        self.texts = texts
        self.link = link
        if let link { code = try QRCode(link.description) } else { code = nil }
        layout = PosterLayout(texts, hasCode: link != nil)
    }

    var written: String {
        let main = texts.first?.document.language ?? .japanese
        var lines = [
            "<!DOCTYPE html>",
            "<html lang=\"\(main.htmlTag)\">",
            "<head>",
            "<meta charset=\"utf-8\"/>",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
            "<title>\((texts.first?.document.subject ?? "").htmlEscaped)</title>",
            "<style>\n\(style)</style>",
            "</head>",
            "<body>",
            "<main>",
        ]
        lines += banner
        lines += title
        lines.append("<div class=\"languages\">")
        for column in layout.columns {
            lines.append("<div class=\"column\">")
            for index in column { lines += section(texts[index], hasSubject: index > 0) }
            lines.append("</div>")
        }
        lines += ["</div>"] + source + ["</main>", "</body>", "</html>"]
        return lines.map { $0 + "\n" }.joined()
    }

    private var banner: [String] {
        let banners = texts.compactMap { text in text.document.banner.map { span($0, text) } }
        return banners.isEmpty ? [] : ["<p class=\"drill\">\(banners.joined(separator: "\n"))</p>"]
    }

    private var title: [String] {
        guard let text = texts.first else { return [] }
        var lines = ["<header>", "<h1\(attributes(text))>\(html(text.subject, text))</h1>"]
        if let link, let code {
            let url = link.description.htmlEscaped
            lines.append("<div class=\"code\">\(code.svg(label: link.description))<p>\(url)</p></div>")
        }
        return lines + ["</header>"]
    }

    private func section(_ text: AlertText, hasSubject: Bool) -> [String] {
        let (paragraphs, list) = layout.sentences(of: text.document)
        var lines = ["<section\(attributes(text))>", "<h2>\(html(text.document.languageName, text))</h2>"]
        if hasSubject { lines.append("<h3>\(html(text.subject, text))</h3>") }
        lines += paragraphs.enumerated().map { index, sentence in
            "<p\(index == 0 ? " class=\"first\"" : "")>\(html(sentence, text))</p>"
        }
        if !list.isEmpty { lines += ["<ul>"] + list.map { "<li>\(html($0, text))</li>" } + ["</ul>"] }
        return lines + ["</section>"]
    }

    /// Who says so and when, in the first language.
    private var source: [String] {
        guard let text = texts.first, case .paragraph(let source)? = text.document.blocks.last else { return [] }
        return ["<footer\(attributes(text))>\(html(source, text))</footer>"]
    }

    private func span(_ words: RubyText, _ text: AlertText) -> String {
        "<span\(attributes(text))>\(html(words, text))</span>"
    }

    private func html(_ words: RubyText, _ text: AlertText) -> String {
        // Half of a grade (5-lower) is another grade: a word joiner keeps its line from breaking there.
        HTMLLine.text(words, ruby: text.document.language == .easyJapanese)
            .replacing(/[0-9]-/) { "\($0.output)\u{2060}" }
    }

    private func attributes(_ text: AlertText) -> String {
        let language = text.document.language
        return " lang=\"\(language.htmlTag)\" style=\"line-height:\(PosterLayout.lineHeight(of: language))\""
    }

    private var style: String {
        """
        @page { size: A4; margin: 0; }
        * { box-sizing: border-box; }
        html, body { margin: 0; background: #fff; color: #000; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        body { font: \(layout.points)pt/1.4 "Noto Sans", "Noto Sans CJK JP", sans-serif; }
        main { width: 210mm; min-height: 296mm; margin: 0 auto; padding: 10mm; display: flex; flex-direction: column;
        gap: 8pt; }
        .drill { margin: 0; border: 4pt double #000; padding: 3pt 6pt; font-size: 9pt; font-weight: bold; }
        .drill span { margin-right: 1em; }
        .drill span:first-child { display: block; font-size: 14pt; }
        header { display: flex; gap: 12pt; align-items: center; border-bottom: 3pt solid #000; padding-bottom: 6pt; }
        h1 { flex: 1; margin: 0; font-size: 25pt; line-height: 1.3 !important; text-wrap: balance; }
        .code { width: 38mm; text-align: center; }
        .code svg { width: 36mm; height: 36mm; display: block; margin: 0 auto; }
        .code p { margin: 0; font: 6.5pt/1.2 monospace; overflow-wrap: anywhere; }
        .languages { flex: 1; display: flex; gap: 8pt; }
        .column { flex: 1 1 0; min-width: 0; display: flex; flex-direction: column; gap: 8pt; }
        section { flex: 1 1 auto; border: 1pt solid #000; padding: 5pt 7pt; overflow-wrap: anywhere; break-inside: avoid; }
        :lang(ja) { word-break: auto-phrase; }
        :lang(ko) { word-break: keep-all; }
        h2 { margin: 0 0 2pt; font-size: 11pt; line-height: 1.4; border-bottom: 0.75pt solid #000; }
        h3 { margin: 0 0 0.15em; font-size: 1.1em; }
        p, ul { margin: 0 0 0.2em; }
        ul { padding-left: 1em; }
        .first { font-weight: bold; }
        rt { font-size: 0.5em; }
        footer { font-size: 9pt; }

        """
    }
}
