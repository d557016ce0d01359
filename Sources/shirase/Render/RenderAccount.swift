// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization

/// A message about a registration, as its reader would get it, of a resident who ticked all that the city offers.
struct RenderAccount {
    let city: City
    let kind: AccountMessage.Kind
    /// Where its link leads; a page of the city where none is given.
    let link: PublicLink?

    /// Prints the mail; without a shape all of it as JSON.
    func show(in language: Language, as shape: RenderShape?) throws {
        let mail = try city.composer.mail(try message(), in: language)
        switch shape {
        case nil: try Console.json(mail)
        case .html: Console.line(mail.html)
        default: Console.line("\(mail.subject)\n\n\(mail.text)")
        }
        for gap in mail.missing { Console.error("missing phrase: \(gap)") }
    }

    private func message() throws -> AccountMessage {
        let page = "\(city.profile.sender.publicURL.absoluteString)/account/preview"
        guard let link = link ?? PublicLink(page) else {
            throw Failure(.badInput, "sender.publicURL of the profile makes no link; give --link")
        }
        let registration = AccountMessage.Registration(
            topics: city.profile.topics.compactMap { Topic(rawValue: $0.key) }
        )
        return switch kind {
        case .confirmation: .confirmation(link: link, until: Date().addingTimeInterval(24 * 3600))
        case .welcome: .welcome(registration, link: link)
        case .changed: .changed(registration, link: link)
        case .stopped: .stopped(link: link)
        }
    }
}
