// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer

/// A form that an officer filled in, as a file.
struct SituationInput {
    let file: String

    /// The alert that it would be now, behind the one that it changes; nothing is stored or sent.
    func alerts(for city: City, now: Date = Date()) throws -> (chain: [Alert], alert: Alert, draft: SituationDraft) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure(.missingInput, "\(file): cannot be read; is the path right?")
        }
        do {
            let draft = try city.composer.situation(reading: data, file: file, now: now)
            let name = "\(city.profile.identifier).\(draft.facts.kind).preview"
            guard let id = Alert.ID(rawValue: name), let first = Alert.ID(rawValue: "\(name).0") else {
                throw Failure(.ours, "\(draft.facts.kind) makes no identifier")
            }
            guard SituationDraft.changes.contains(draft.change) else {
                let alert = city.composer.alert(of: draft, id: id, at: now)
                return ([alert], alert, draft)
            }
            // What was announced is not stored here; the same form, ten minutes ago, stands for it.
            var earlier = city.composer.alert(of: draft, id: first, at: now.addingTimeInterval(-600))
            earlier.change = .new
            let alert = city.composer.alert(of: draft, id: id, at: now, after: earlier)
            return ([earlier, alert], alert, draft)
        } catch let error as SituationError {
            throw Failure(.badInput, error.description)
        }
    }
}

/// A form to fill in: every slot with its hint, what is not required behind `#`.
struct SituationBlank {
    let text: String

    init(_ form: SituationForm) {
        var lines = [
            "# \(form.title)", "situation: \(form.name)", "status: exercise  # 訓練は exercise、本番は actual", "slots:",
        ]
        for slot in form.slots {
            var hint = slot.hint
            if !slot.choices.isEmpty {
                hint += "（\(slot.choices.map { "\($0.name) \($0.label)" }.joined(separator: "、"))）"
            }
            if slot.isRequired { hint += " 必須" }
            if let fallback = slot.fallback { hint += " 省けば \(fallback)" }
            lines.append("  \(slot.isRequired ? "" : "# ")\(slot.name): \(Self.example(of: slot))  # \(hint)")
        }
        lines.append("# change: corrected  # 訂正 corrected、続報 detailed、取消 withdrawn。最初のお知らせなら省く")
        lines.append("# note: {language: ja, text: \"\"}  # 補足。翻訳されず、この言語のまま出る")
        text = lines.joined(separator: "\n")
    }

    private static func example(of slot: SituationSlot) -> String {
        switch slot.kind {
        case .places: "[]"
        case .time: "\"2026-11-23 20:41\""
        case .day: "\"2026-11-24\""
        case .number, .phone: "\"\""
        case .choice: slot.choices.first?.name ?? ""
        }
    }
}
