// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Localization

/// Composes the cells of the matrix, and judges them.
struct RenderTable {
    let alert: Alert
    let previous: Alert?
    let link: PublicLink?
    let city: City

    /// The columns.
    static let shapes =
        ["mail", "html"] + Network.allCases.map { "post-\($0.rawValue)" } + ["speech", "page", "cap"]

    // Lengths that are comfortable; more is no fault.
    /// A subject in columns: one line of a mail's header (RFC 5322 section 2.1.1).
    static let subjectColumns = MailText.columns
    /// Two screens of a phone.
    static let mailClusters = 1_600
    /// The first round trip of a connection.
    static let pageBytes = 14_000
    /// Two minutes: about seven kana or fourteen letters a second.
    static let speechSeconds = 120

    /// A cell in the making.
    private struct Draft {
        var content: String
        var size: String
        var faults: [String] = []
        var remarks: [String] = []
    }

    /// The cells of a language in the order of `shapes`.
    func row(_ language: Language) throws -> [RenderMatrix.Cell] {
        let unsigned = try city.composer.unsignedPhrases(for: alert, in: language, previous: previous)
        let review =
            language == .japanese
            ? [] : unsigned.isEmpty ? [] : ["no native has read \(unsigned.count) of its phrases"]
        return try Self.shapes.map { shape in
            var draft: Draft
            do throws(ComposerError) {
                draft = try self.draft(shape, language)
            } catch {
                guard case .incomplete(_, let gaps) = error else { throw error }
                draft = Draft(content: "", size: "–", faults: gaps.map { "missing: \($0)" })
            }
            if draft.content.isEmpty, draft.faults.isEmpty { draft.faults = ["empty"] }
            return RenderMatrix.Cell(
                language: language,
                shape: shape,
                state: !draft.faults.isEmpty ? .red : draft.remarks.isEmpty && review.isEmpty ? .green : .amber,
                remarks: draft.faults + draft.remarks + (draft.faults.isEmpty ? review : []),
                size: draft.size,
                content: draft.content
            )
        }
    }

    private func draft(_ shape: String, _ language: Language) throws(ComposerError) -> Draft {
        let composer = city.composer
        switch shape {
        case "mail", "html":
            let mail = try composer.mail(for: alert, in: language, previous: previous)
            return draft(mail, isHTML: shape == "html")
        case "speech":
            let speech = try composer.speech(for: alert, in: language, previous: previous)
            let seconds = speech.count / (language.htmlTag == "ja" ? 7 : 14)
            let isLong = seconds > Self.speechSeconds
            return Draft(content: speech, size: "\(seconds) s", remarks: isLong ? ["longer than two minutes"] : [])
        case "page":
            let page = try composer.page(for: alert, in: language, previous: previous)
            let bytes = page.utf8.count
            let remarks = bytes > Self.pageBytes ? ["more than \(Self.pageBytes) bytes"] : []
            return Draft(content: page, size: "\(bytes) B", remarks: remarks)
        case "cap":
            let words = try composer.capWords(for: alert, in: language, previous: previous)
            let parts = [words.headline, words.description, words.instruction ?? ""].filter { !$0.isEmpty }
            return Draft(content: parts.joined(separator: "\n\n"), size: "\(words.description.count)")
        default:
            guard let network = Network(rawValue: String(shape.dropFirst("post-".count))) else {
                return Draft(content: "", size: "–")
            }
            let limit = network.limit
            let post = try composer.post(for: alert, in: language, limit: limit, link: link, previous: previous)
            return draft(post, limit)
        }
    }

    private func draft(_ mail: MailRendering, isHTML: Bool) -> Draft {
        let content = isHTML ? mail.html : "\(mail.subject)\n\n\(mail.text)"
        let size = isHTML ? "\(mail.html.utf8.count) B" : "\(TextWidth.columns(mail.subject)) / \(mail.text.count)"
        var draft = Draft(content: content, size: size)
        draft.faults = mail.missing.map { "missing: \($0)" }
        if mail.written != [mail.language] {
            draft.faults.append("written in \(mail.written.map(\.rawValue).joined(separator: " and ")) instead")
        }
        if TextWidth.columns(mail.subject) > Self.subjectColumns {
            draft.remarks.append("a subject of more than \(Self.subjectColumns) columns")
        }
        if !isHTML, mail.text.count > Self.mailClusters {
            draft.remarks.append("more than \(Self.mailClusters) characters")
        }
        return draft
    }

    private func draft(_ post: PostRendering, _ limit: PostLimit) -> Draft {
        let sizes = post.sizes.map { "\($0.used) of \($0.most)" }.joined(separator: ", ")
        var draft = Draft(content: post.text, size: sizes)
        if !limit.admits(post.text) { draft.faults.append("longer than the network takes") }
        if let link, !post.text.hasSuffix(link.description) { draft.faults.append("the link is not whole") }
        if !post.isActionWhole { draft.remarks.append("what to do is not whole") }
        return draft
    }
}
