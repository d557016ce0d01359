// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization

/// Walks a template and the frame, and puts what fits the situation into words.
struct DocumentDraft {
    var wording: Wording
    let situation: Situation
    let template: AlertTemplate
    let frame: FrameTemplate

    private var marks: FrameTemplate.Marks? { frame.marks[wording.alert.status.templateName] }

    mutating func document() throws(ComposerError) -> Document {
        var blocks: [Document.Block] = []
        if wording.language != wording.asked {
            blocks.append(.notice(try wording.text(frame.fallback)))
        }
        for section in template.sections.map(\.section) + frame.common.sections.map(\.section) where section != .footer
        {
            blocks += try self.blocks(of: section)
        }
        var footer: [Document.Block] = []
        for part in parts(of: .footer) {
            footer.append(.paragraph(try wording.text(part.phrase)))
        }
        // One short line; what the reader must do comes long before it.
        if !wording.unsigned.isEmpty { footer.insert(.paragraph(try wording.text(frame.unsigned)), at: 0) }
        let url = wording.city.sender.publicURL.absoluteString
        footer.append(.link(try wording.text(frame.cityLink), url: url))
        let banner = try marks.map { marks throws(ComposerError) in try wording.text(marks.banner) }
        return Document(
            language: wording.language,
            subject: try subject(),
            banner: banner,
            blocks: blocks,
            footer: footer,
            stopLabel: try wording.text(frame.stopLink),
            languageName: try wording.text(Term.languageName)
        )
    }

    /// Drill mark, change mark, fact: one line without readings.
    private mutating func subject() throws(ComposerError) -> String {
        guard let part = parts(of: .subject).first else {
            throw .noSubject(wording.alert.id, wording.alert.hazard)
        }
        var marked: [PhraseKey] = []
        if let marks { marked.append(marks.mark) }
        if let change = wording.alert.changeMark(of: frame) { marked.append(change) }
        let isJapanese = wording.language == .japanese || wording.language == .easyJapanese
        var words: [String] = []
        for key in marked + [part.phrase] {
            words.append(try wording.text(key).plain)
        }
        let subject = words.joined(separator: isJapanese ? "" : " ")
        // Spaces between the words of easy Japanese would spoil searches for its subject.
        return wording.language == .easyJapanese ? subject.filter { $0 != " " } : subject
    }

    private func parts(of section: AlertTemplate.Section) -> [AlertTemplate.Part] {
        template.parts(of: section, in: situation) + frame.common.parts(of: section, in: situation)
    }

    private mutating func blocks(of section: AlertTemplate.Section) throws(ComposerError) -> [Document.Block] {
        let parts = parts(of: section)
        guard !parts.isEmpty else { return [] }
        var texts: [RubyText] = []
        for part in parts {
            texts.append(try wording.text(part.phrase))
        }
        var blocks: [Document.Block] = []
        if let heading = frame.headings[section] {
            blocks.append(.heading(try wording.text(heading)))
        }
        switch section {
        case .subject, .footer: return []
        case .lead: blocks.append(.lead(texts))
        case .actions: blocks.append(.list(texts))
        case .source: blocks += texts.map { .paragraph($0) }
        case .facts:
            var facts: [Document.Fact] = []
            for (part, value) in zip(parts, texts) {
                guard let label = part.label else { continue }
                facts.append(Document.Fact(label: try wording.text(label), value: value))
            }
            blocks.append(.facts(facts))
        }
        return blocks
    }
}
