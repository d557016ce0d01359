// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Composer
import Foundation
import Localization
import TestSupport
import Testing

/// Posts and speech of every scene, and pages of four, as they were last recorded (see GoldenTests).
@Suite("Golden shapes")
struct ShapeGoldenTests {
    private static let pages = ["earthquake-flash", "tsunami-warning", "rain-4", "drill-tsunami"]

    @Test("a post for X is as it was recorded", arguments: Scene.all + Scene.situations, Sample.languages)
    func post(scene: Scene, language: Language) throws {
        let post = try Sample.post(scene, language, .x)
        try Golden.compare(post.text + "\n", with: "\(scene.name).\(language).post-x.txt")
    }

    @Test("speech is as it was recorded", arguments: Scene.all + Scene.situations, Sample.languages)
    func speech(scene: Scene, language: Language) throws {
        try Golden.compare(Sample.speech(scene, language), with: "\(scene.name).\(language).speech.txt")
    }

    @Test("a page is as it was read", arguments: pages, Sample.languages)
    func page(name: String, language: Language) throws {
        try Golden.compare(Sample.page(try Scene.named(name), language), with: "\(name).\(language).page.html")
    }
}
