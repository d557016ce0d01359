// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Composer
import Foundation
import Localization
import TestSupport
import Testing

extension Sample {
    /// Where a post leads.
    static func link() throws -> PublicLink {
        try #require(PublicLink("https://www.city.ichikawa.lg.jp/bousai/20261123-2041.html"))
    }

    static func post(_ scene: Scene, _ language: Language, _ limit: PostLimit) throws -> PostRendering {
        try composer().post(for: scene.alert(), in: language, limit: limit, link: link(), previous: scene.earlier())
    }

    static func speech(_ scene: Scene, _ language: Language) throws -> String {
        try composer().speech(for: scene.alert(), in: language, previous: scene.earlier())
    }

    static func page(_ scene: Scene, _ language: Language) throws -> String {
        try composer().page(for: scene.alert(), in: language, previous: scene.earlier())
    }
}

extension Scene {
    static func named(_ name: String) throws -> Scene {
        try #require(all.first { $0.name == name })
    }
}

/// Files of what was last read by a person; `SHIRASE_RECORD_GOLDENS=1` writes them anew.
enum Golden {
    private static let folder = RepositoryRoot.appending("Tests/ComposerTests/Golden")
    private static let isRecording = ProcessInfo.processInfo.environment["SHIRASE_RECORD_GOLDENS"] == "1"

    static func compare(_ text: String, with name: String) throws {
        let url = folder.appendingPathComponent(name)
        if isRecording { try Data(text.utf8).write(to: url) }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text == golden, "\(name) differs; if the new words are right, record and read it")
    }
}
