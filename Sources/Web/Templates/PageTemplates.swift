// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mustache

/// The templates and the style sheet of all pages, from the folder `Pages`.
struct PageTemplates: Sendable {
    private static let folder = URL(fileURLWithPath: Bundle.module.bundlePath).appendingPathComponent("Pages")

    private let library: MustacheLibrary

    /// Reads and compiles all templates, so that a broken one is found at the start.
    init() throws {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        var library = MustacheLibrary()
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        where name.hasSuffix(".mustache") {
            let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
            try library.register(
                "{{% CONTENT_TYPE: \(HTMLText.name)}}" + text,
                named: String(name.dropLast(".mustache".count))
            )
        }
        self.library = library
    }

    /// The style sheet.
    var style: [UInt8] {
        get throws { [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent("style.css"))) }
    }

    /// A page; every value is data and is escaped, unless the template writes it with three braces.
    func render(_ name: String, _ values: [String: Any?]) throws -> String {
        guard let page = library.render(values.compactMapValues { $0 }, withTemplate: name) else {
            throw MissingTemplate(name: name)
        }
        return page
    }
}

/// A template that the program names and the folder lacks.
struct MissingTemplate: Error, CustomStringConvertible {
    let name: String

    var description: String { "the page template \(name).mustache is missing: install the program's resources again" }
}
