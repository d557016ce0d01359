// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Hummingbird
import Localization
import Mailbox

/// The demo's pages: `/`, `/mailbox`, `/mailbox/{n}`, `/mailbox/{n}/html` and `/mailbox/{n}.eml`.
///
/// Every mail is foreign. What it says is shown as data, and its HTML part is a document of its own in a sandbox, with
/// a policy under which it loads and runs nothing.
struct MailboxController: Sendable {
    /// How many mails a page of the list has.
    static let pageSize = 50

    private let pages: MailboxPages
    private let templates: PageTemplates
    private let hasStop: Bool
    private let index: MailIndex

    /// - Parameter hasStop: whether the unsubscribe links of the mails lead anywhere on this server.
    init(pages: MailboxPages, templates: PageTemplates, hasStop: Bool) {
        self.pages = pages
        self.templates = templates
        self.hasStop = hasStop
        index = MailIndex(store: pages.store)
    }

    /// The alerts with their languages; read again every few seconds unless `updates=off`.
    func overview(_ request: Request) async throws -> Response {
        let page = OverviewPage(
            title: pages.title,
            received: pages.store.count,
            summaries: await index.upToDate(),
            filter: LanguageFilter(request.uri.queryParameters["lang"]),
            isUpdating: request.uri.queryParameters["updates"] != "off"
        )
        return .page(try templates.render("overview", page.values))
    }

    /// The mails one by one, newest first.
    func list(_ request: Request) async throws -> Response {
        let parameters = request.uri.queryParameters
        let page = MailListPage(
            title: pages.title,
            summaries: await index.upToDate(),
            filter: LanguageFilter(parameters["lang"]),
            alert: parameters["alert"].map { String($0) },
            before: parameters["before"].flatMap { Int($0) } ?? .max
        )
        return .page(try templates.render("mails", page.values))
    }

    /// One mail, or its source when the name ends in `.eml`.
    func mail(named name: String) async throws -> Response {
        if name.hasSuffix(".eml") { return source(of: String(name.dropLast(4))) }
        guard let mail = mail(name) else { return .status(.notFound) }
        let page = MailPage(title: pages.title, mail: mail, summaries: await index.upToDate(), hasStop: hasStop)
        return .page(try templates.render("mail", page.values), policy: SecurityHeaders.policy(frame: "'self'"))
    }

    /// The HTML part as it came, to be framed by the page of its mail.
    func htmlPart(of name: String) throws -> Response {
        guard let html = mail(name)?.decoded.html else { return .status(.notFound) }
        return .page(html, policy: SecurityHeaders.foreignPolicy)
    }

    private func source(of name: String) -> Response {
        guard let mail = mail(name) else { return .status(.notFound) }
        var response = Response.bytes(mail.data, type: "message/rfc822")
        response.headers[.contentDisposition] = "attachment; filename=\"mail-\(mail.sequence).eml\""
        return response
    }

    private func mail(_ name: String) -> ReceivedMail? {
        Int(name).flatMap { pages.store.mail($0) }
    }
}

/// Which mails of a list are wanted.
enum LanguageFilter: Equatable {
    case all
    /// Nil for those in none of the sixteen languages.
    case only(Language?)

    /// Reads a `lang` of an address; what is no tag is no filter.
    init(_ tag: Substring?) {
        let tag = tag.map { String($0) } ?? ""
        if tag == MailSummary.tag(nil) {
            self = .only(nil)
        } else {
            self = Language(rawValue: tag).map { .only($0) } ?? .all
        }
    }

    func admits(_ language: Language?) -> Bool {
        self == .all || self == .only(language)
    }
}
