// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One line of the table: if all that it names is true of a refusal, this is what the refusal means.
///
/// The first rule that fits decides. What a rule does not name is not looked at.
struct ReplyRule: Sendable {
    /// Enhanced codes (RFC 3463) of one subject.
    struct Status: Sendable {
        let statusClass: Int?
        let subject: Int
        let details: ClosedRange<Int>

        /// `4.` or `5.`, the subject and these details.
        static func any(_ subject: Int, _ details: ClosedRange<Int>) -> Status {
            Status(statusClass: nil, subject: subject, details: details)
        }

        /// `4.` or `5.`, the subject and this detail.
        static func any(_ subject: Int, _ detail: Int) -> Status { .any(subject, detail...detail) }

        /// `4.` alone.
        static func transient(_ subject: Int, _ details: ClosedRange<Int>) -> Status {
            Status(statusClass: 4, subject: subject, details: details)
        }

        /// `5.` alone.
        static func permanent(_ subject: Int, _ details: ClosedRange<Int>) -> Status {
            Status(statusClass: 5, subject: subject, details: details)
        }

        func matches(_ code: EnhancedStatusCode) -> Bool {
            code.subject == subject && details.contains(code.detail)
                && (statusClass.map { $0 == code.statusClass } ?? (code.statusClass != 2))
        }
    }

    let meaning: ReplyClass
    /// Any of these stands in the text.
    private let phrases: [String]
    private let codes: ClosedRange<Int>?
    private let status: Status?
    private let stages: Set<SMTPStage>?
    /// Whether the text names an address.
    private let namesAddress: Bool?
    /// Whether to try again although the code is 5yz.
    let isTransient: Bool
    /// Whether a mailbox is unknown even if the server says so after DATA only.
    let holdsAfterData: Bool

    init(
        _ meaning: ReplyClass,
        says phrases: [String] = [],
        codes: ClosedRange<Int>? = nil,
        status: Status? = nil,
        at stages: Set<SMTPStage>? = nil,
        namesAddress: Bool? = nil,
        isTransient: Bool = false,
        holdsAfterData: Bool = false
    ) {
        self.meaning = meaning
        self.phrases = phrases
        self.codes = codes
        self.status = status
        self.stages = stages
        self.namesAddress = namesAddress
        self.isTransient = isTransient
        self.holdsAfterData = holdsAfterData
    }

    /// Whether all that the rule names is true. What is not known is not true.
    func matches(stage: SMTPStage?, code: Int?, enhancedCode: EnhancedStatusCode?, words: ReplyWords) -> Bool {
        if let codes { guard let code, codes.contains(code) else { return false } }
        if let status { guard let enhancedCode, status.matches(enhancedCode) else { return false } }
        if let stages { guard let stage, stages.contains(stage) else { return false } }
        if let namesAddress, namesAddress != words.namesAddress { return false }
        return phrases.isEmpty || phrases.contains { words.contains($0) }
    }
}
