// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What delivery refuses.
public enum DeliveryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// An approval names other content than the release holds.
    case notWhatWasApproved(alert: String)
    /// An alert is no longer approved for what was to be planned.
    case notApproved(alert: String)
    /// A stored release is not what was approved: somebody or something changed it.
    case tampered(alert: String)
    /// A stored slice cannot be read.
    case unreadableSlice(id: Int64)
    /// There is no such release.
    case unknownRelease(id: Int64)
    /// An audience has a language for which nothing was rendered.
    case notRendered(alert: String, language: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notWhatWasApproved(let alert):
            "alert \(alert): the approval names other text, audience or channels than the release holds; approve again"
        case .notApproved(let alert):
            "alert \(alert): its approval was taken back or replaced before its release was planned; nothing of it is sent"
        case .tampered(let alert):
            "alert \(alert): the stored text is not the approved one; nothing of it is sent; see `shirase ledger verify`"
        case .unreadableSlice(let id):
            "slice \(id) cannot be read; see `shirase ledger verify`"
        case .unknownRelease(let id):
            "there is no release \(id)"
        case .notRendered(let alert, let language):
            "alert \(alert): there are recipients in \(language) but no text for them"
        }
    }
}
