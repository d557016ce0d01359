// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// The matrix as one page that needs nothing else: a table, and below it what each cell would send.
struct RenderMatrixPage {
    private let matrix: RenderMatrix

    init(_ matrix: RenderMatrix) {
        self.matrix = matrix
    }

    /// The page.
    var html: String {
        let heads = matrix.shapes.map { "<th scope=\"col\">\($0.htmlEscaped)</th>" }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Shapes: \(matrix.subject.htmlEscaped)</title><style>\(Self.style)</style></head><body>
            <h1 lang="ja">\(matrix.subject.htmlEscaped)</h1>
            <p>\(matrix.city.htmlEscaped), alert \(matrix.alert.htmlEscaped)</p>
            <ul class="counts">
            <li class="red">✕ <b>\(matrix.count(.red))</b> cannot be sent in the language</li>
            <li class="amber">▲ <b>\(matrix.count(.amber))</b> want a look</li>
            <li class="green">● <b>\(matrix.count(.green))</b> are good</li>
            </ul>
            <div class="scroll"><table><thead><tr><th scope="col">language</th>\(heads.joined())</tr></thead><tbody>
            \(Language.all.map(row).joined(separator: "\n"))
            </tbody></table></div>
            \(Language.all.map(section).joined(separator: "\n"))
            </body></html>

            """
    }

    private func cells(_ language: Language) -> [RenderMatrix.Cell] {
        matrix.cells.filter { $0.language == language }
    }

    private func row(_ language: Language) -> String {
        let cells = cells(language).map { cell in
            """
            <td class="\(cell.state.rawValue)" title="\(cell.remarks.joined(separator: "; ").htmlEscaped)">\
            <a href="#\(anchor(cell))">\(Self.sign(cell.state)) \(cell.size.htmlEscaped)</a></td>
            """
        }
        return "<tr><th scope=\"row\">\(name(language))</th>\(cells.joined())</tr>"
    }

    private func section(_ language: Language) -> String {
        "<section><h2>\(name(language))</h2>\n\(cells(language).map(detail).joined(separator: "\n"))\n</section>"
    }

    /// A page stands as it will be seen; every other shape as it will be sent.
    private func detail(_ cell: RenderMatrix.Cell) -> String {
        let remarks = cell.remarks.map { "<li>\($0.htmlEscaped)</li>" }.joined()
        let tag = cell.language.htmlTag
        let content =
            cell.shape == "page"
            ? "<div class=\"page\">\(cell.content)</div>"
            : "<pre lang=\"\(tag)\">\(cell.content.htmlEscaped)</pre>"
        return """
            <details><summary class="\(cell.state.rawValue)">\(Self.sign(cell.state)) \
            \(cell.shape.htmlEscaped) – \(cell.size.htmlEscaped)</summary>
            <div id="\(anchor(cell))">\(remarks.isEmpty ? "" : "<ul>\(remarks)</ul>")\
            \(cell.content.isEmpty ? "" : content)</div></details>
            """
    }

    private func anchor(_ cell: RenderMatrix.Cell) -> String { "\(cell.language.rawValue)-\(cell.shape)" }

    private func name(_ language: Language) -> String {
        "<span lang=\"\(language.htmlTag)\">\(language.endonym.htmlEscaped)</span> <small>\(language)</small>"
    }

    /// Colour is never the only sign.
    private static func sign(_ state: RenderMatrix.State) -> String {
        switch state {
        case .green: "●"
        case .amber: "▲"
        case .red: "✕"
        }
    }

    private static let style = """
        :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem;max-width:110rem}
        h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;font-size:.8rem}
        .scroll{overflow-x:auto}th,td{border:1px solid #8888;padding:.25rem .45rem;text-align:left;white-space:nowrap}
        tbody th{position:sticky;left:0;background:Canvas}td a{color:inherit;text-decoration:none;display:block}
        td a:hover,td a:focus{text-decoration:underline}small{opacity:.7}
        .counts{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}.counts li{padding:.2rem .7rem}
        .green{background:#cdebd0;color:#0b3d14}.amber{background:#ffe3a3;color:#4a3000}.red{background:#ffc9c9;color:#6b0000}
        details{margin:.4rem 0}summary{padding:.3rem .6rem;cursor:pointer}
        pre,.page{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #8886;padding:.6rem;max-width:50rem;margin:.4rem 0}
        .page{white-space:normal}ruby{ruby-position:over}dt{font-weight:bold}
        """
}
