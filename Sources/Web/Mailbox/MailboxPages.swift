// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Mailbox

/// Pages on which one sees what a local mailbox received: for the demo only.
public struct MailboxPages: Sendable {
    let store: MailStore
    let title: String

    /// - Parameters:
    ///   - store: the mails.
    ///   - title: the heading of the pages.
    public init(store: MailStore, title: String) {
        self.store = store
        self.title = title
    }
}
