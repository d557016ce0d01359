// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is asked of a file's header.
struct HeaderRules {
    let language: Language

    func check(_ file: POFile, into list: inout FindingList) {
        checkLanguage(of: file, &list)
        for name in Self.fields where (file.field(name) ?? "").isEmpty {
            list.warn(.header, file.header, "the header has no \(name)", "write it; the gettext tools ask for it")
        }
        let remark = SignOff.remark(in: file.header.comments)
        for message in remark.faults {
            list.error(.header, line: file.header.line, key: nil, message: message)
        }
        if remark.signOff == nil, !remark.isUnread, remark.faults.isEmpty {
            let problem = "the header does not say who has read the file"
            list.warn(.header, file.header, problem, "write # native-review: none, until a native signs it off")
        }
    }

    private func checkLanguage(of file: POFile, _ list: inout FindingList) {
        let named = file.field("Language") ?? ""
        guard !accepted.contains(where: { $0.lowercased() == named.lowercased() }) else { return }
        let problem = named.isEmpty ? "the header has no Language" : "the header's Language is \(named)"
        list.error(.header, file.header, problem, "write Language: \(accepted[0]), as the file's name says")
    }

    /// The spelling of ours first, then those of the gettext tools.
    private var accepted: [String] {
        switch language {
        case .easyJapanese: ["ja"]
        case .chineseSimplified: ["zh-Hans", "zh_Hans", "zh_CN"]
        case .chineseTraditional: ["zh-Hant", "zh_Hant", "zh_TW"]
        case .portuguese: ["pt", "pt_BR"]
        default: [language.rawValue]
        }
    }

    private static let fields = [
        "Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team", "MIME-Version",
        "Content-Transfer-Encoding",
    ]
}
