// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// Comments/ForecastComment: fixed sentences by code, several of them separated by spaces.
enum ForecastComments {
    /// The codes, in the order of the bulletin.
    static func codes(in body: MarkupElement) -> [String] {
        codes(of: "ForecastComment", in: body)
    }

    /// The codes of one of the children of Comments.
    static func codes(of child: String, in body: MarkupElement) -> [String] {
        let text = body.first(path: "Comments", child, "Code")?.content ?? ""
        return text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// What codes say of tsunami, warnings before reassurance and otherwise in JMA's order; codes of other matters
    /// (緊急地震速報, 強い揺れ) are left out.
    static func tsunami(_ codes: [String]) -> [TsunamiComment] {
        var seen = Set<TsunamiComment>()
        return codes.compactMap(TsunamiComment.init(rawValue:))
            .filter { seen.insert($0).inserted }
            .sorted { left, right in
                left.isWarning == right.isWarning ? left.rawValue < right.rawValue : left.isWarning
            }
    }
}
