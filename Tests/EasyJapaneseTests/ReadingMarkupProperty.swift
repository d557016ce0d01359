// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Foundation
import Localization

/// What is promised of any text with readings, by its reader and by the linter; the fuzzer holds us to that, and so do
/// the tests.
enum ReadingMarkupProperty {
    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        guard let text = String(validating: data, as: UTF8.self) else { return nil }
        let parsed: Result<RubyText, RubyError> = Result { () throws(RubyError) in try RubyText(parsing: text) }
        switch parsed {
        case .success(let ruby):
            if let fault = fault(of: ruby) { return fault }
        case .failure(let error):
            guard error.position < text.count else { return "refused at a place behind the end" }
        }
        return fault(of: text, parsed)
    }

    private static func fault(of ruby: RubyText) -> String? {
        guard (try? RubyText(parsing: ruby.markup)) == ruby else { return "its markup is read as something else" }
        guard !ruby.plain.contains(where: { "{}｛｝".contains($0) }) else { return "a brace is shown to readers" }
        var count = 0
        for case .ruby(let base, let reading) in ruby.segments {
            guard !base.isEmpty, !reading.isEmpty else { return "a reading without its word" }
            count += 1
        }
        // By scalars: a mark behind `<` makes one character of both.
        var rest = ruby.html
        for tag in ["<ruby>", "</ruby>", "<rp>", "</rp>", "<rt>", "</rt>"] {
            let parts = rest.components(separatedBy: tag)
            let expected = tag.contains("rp") ? 2 * count : count
            guard parts.count == expected + 1 else { return "\(parts.count - 1) of \(tag) instead of \(expected)" }
            rest = parts.joined()
        }
        guard !rest.unicodeScalars.contains(where: { "<>\"'".unicodeScalars.contains($0) }) else {
            return "HTML that is not escaped"
        }
        return nil
    }

    private static let linter = EasyJapaneseLinter(words: WordLists(), places: nil, dictionary: nil)

    private static func fault(of text: String, _ parsed: Result<RubyText, RubyError>) -> String? {
        let forms = TextForm.allCases
        let form = forms[text.unicodeScalars.count % forms.count]
        let report = linter.lint(text, as: form)
        let characters = Array(text)
        for finding in report.findings {
            let range = finding.place.offset..<(finding.place.offset + finding.place.length)
            guard range.upperBound <= characters.count, String(characters[range]) == finding.text else {
                return "a finding of \(finding.rule.rawValue) that is not where it says"
            }
        }
        let faults = report.findings.filter { $0.message.contains("markup") || $0.message.contains("brace") }
        // Beyond what is refused by all the linter keeps a reading to its line and to 200 characters.
        if characters.count < 200, !text.contains(where: \.isNewline) {
            switch parsed {
            case .success: guard faults.isEmpty else { return "the linter refuses what is read" }
            case .failure(let error):
                guard faults.first?.place.offset == error.position else { return "the linter sees another first fault" }
            }
        }
        // Within markup that it cannot read it proposes what it likes: the text is refused anyway.
        guard case .success(let ruby) = parsed, faults.isEmpty else { return nil }
        guard let proposal = try? RubyText(parsing: report.proposal) else { return "what it proposes cannot be read" }
        guard proposal.plain.words == ruby.plain.words else { return "what it proposes has other words" }
        return nil
    }
}

extension String {
    /// The text without white space, which proposals change.
    fileprivate var words: [Unicode.Scalar] { unicodeScalars.filter { !$0.properties.isWhitespace } }
}
