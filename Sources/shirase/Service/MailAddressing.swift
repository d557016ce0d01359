// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mail

/// What the mails of a city bear besides their text.
struct MailAddressing: Sendable {
    /// The base of unsubscribe links, without a slash at its end.
    let publicURL: String
    /// The domain of return paths, one for each mail (VERP), so that a bounce names its recipient.
    let bounceDomain: String
    /// The domain of Message-IDs.
    let messageDomain: String

    // One allocation each: these are made for every mail.

    func unsubscribeURL(token: String) -> String {
        var url = ""
        url.reserveCapacity(publicURL.utf8.count + 3 + token.utf8.count)
        url += publicURL
        url += "/u/"
        url += token
        return url
    }

    func returnPath(release: Int64, pseudonym: String) -> String {
        var path = ""
        path.reserveCapacity(24 + pseudonym.utf8.count + bounceDomain.utf8.count)
        path += "b-"
        path += String(release)
        path += "-"
        path += pseudonym
        path += "@"
        path += bounceDomain
        return path
    }

    /// The Message-IDs of an alert, to be ended by a pseudonym: the same for every attempt at the same recipient, so that a
    /// duplicate can be told.
    func messageIDs(alert: String) throws -> MessageID.Series {
        try MessageID.Series(left: alert, domain: messageDomain)
    }

    /// A copy that shares no storage with this one.
    func detached() -> MailAddressing {
        let copies = [publicURL, bounceDomain, messageDomain].map { String(decoding: Array($0.utf8), as: UTF8.self) }
        return MailAddressing(publicURL: copies[0], bounceDomain: copies[1], messageDomain: copies[2])
    }
}
