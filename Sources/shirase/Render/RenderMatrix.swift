// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Gazetteer
import Localization

/// Every language beside every shape of an alert: what officers look at before they let it go.
struct RenderMatrix: Encodable {
    /// How a cell stands.
    enum State: String, Encodable, CaseIterable {
        /// It is whole, of a comfortable length, and read by a native.
        case green
        /// It can be sent; a person should look.
        case amber
        /// It cannot be sent, or not in this language.
        case red
    }

    /// A language in a shape.
    struct Cell: Encodable {
        let language: Language
        let shape: String
        let state: State
        /// What is wrong or to be looked at, in words.
        let remarks: [String]
        /// How long it is: "212 of 280".
        let size: String
        /// What would be sent; empty where there is nothing.
        let content: String
    }

    let city: String
    let alert: String
    /// The subject in Japanese.
    let subject: String
    let shapes: [String]
    let cells: [Cell]

    /// How many cells stand so.
    func count(_ state: State) -> Int { cells.count { $0.state == state } }

    /// Composes each cell; what a language lacks is told in its cells and stops no other.
    init(_ alert: Alert, previous: Alert?, link: PublicLink?, city: City) throws {
        let table = RenderTable(alert: alert, previous: previous, link: link, city: city)
        self.city = city.profile.identifier
        self.alert = alert.id.rawValue
        subject = try city.composer.mail(for: alert, in: .japanese, previous: previous).subject
        shapes = RenderTable.shapes
        cells = try Language.all.flatMap { try table.row($0) }
    }
}
