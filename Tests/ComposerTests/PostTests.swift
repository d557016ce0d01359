// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

@Suite("Posts", .timeLimit(.minutes(10)))
struct PostTests {
    /// Every scene in every language on every network.
    @Test("a post fits, keeps its mark, its subject and its link", arguments: Scene.all, Sample.languages)
    func fits(scene: Scene, language: Language) throws {
        let mail = try Sample.mail(scene, language)
        let link = try Sample.link().description
        let alert = try scene.alert()
        for network in Network.allCases {
            let post = try Sample.post(scene, language, network.limit)
            #expect(Independent.fits(post.text, network), "\(network): \(post.text)")
            #expect(post.text.hasSuffix("\n\(link)"), "\(network)")
            #expect(post.text.split(separator: "\n").last.map(String.init) == link, "\(network)")
            let words = Independent.withoutReadings(post.text, language)
            let subject = Normalization.nfc(mail.subject)
            // Each Khmer letter counts two on X: the names of two warnings do not fit there, and end with an ellipsis.
            let isCut = language == .khmer && network == .x && scene.name.hasPrefix("rain-ended")
            #expect(words.hasPrefix(subject) || isCut && post.isShortened, "\(network): \(post.text)")
            if alert.status != .actual {
                #expect(["[", "【"].contains(post.text.prefix(1)), "\(network): \(post.text)")
            }
            #expect(!post.isShortened || post.text.contains("…"), "\(network)")
            #expect(!post.text.contains("\u{FFFC}") && !post.text.contains("\u{FFFD}"), "\(network)")
            #expect(post.sizes.allSatisfy { (1...$0.most).contains($0.used) }, "\(network)")
        }
    }

    @Test("nothing is cut where there is room for all", arguments: Scene.all, Sample.languages)
    func wholeOnLine(scene: Scene, language: Language) throws {
        let post = try Sample.post(scene, language, .line)
        #expect(post.dropped == 0 && !post.isShortened)
    }

    /// What is left in a small post is what a large one begins with: whole parts, no words of its own.
    @Test("what is left out is left out from the end", arguments: Scene.all, Sample.languages)
    func isPrefix(scene: Scene, language: Language) throws {
        let whole = try Sample.post(scene, language, .line).text.split(separator: "\n").joined(separator: "\n")
        let link = try Sample.link().description
        for network in [Network.x, .bluesky, .mastodon, .discord] {
            let post = try Sample.post(scene, language, network.limit)
            // A drill's sentence may be missing in the middle; its mark is not.
            guard try scene.alert().status == .actual else { continue }
            let kept = post.text.dropLast(link.count + 1).split(separator: "\n").joined(separator: "\n")
            if let cut = kept.firstIndex(of: "…"), post.isShortened {
                #expect(whole.hasPrefix(kept[..<cut]), "\(network): \(kept)")
                // Behind a cut word stands what ended it.
                let next = whole.dropFirst(kept[..<cut].count).first
                #expect(next.map { !$0.isLetter } ?? true, "\(network): \(kept)")
            } else {
                #expect(whole.hasPrefix(kept), "\(network): \(kept)")
            }
        }
    }

    /// The smallest of all networks still says what to do, whatever the language needs for it.
    @Test("X tells what to do", arguments: ["earthquake-flash", "tsunami-warning", "rain-4"], Sample.languages)
    func action(name: String, language: Language) throws {
        let post = try Sample.post(try Scene.named(name), language, .x)
        #expect(post.text.split(separator: "\n").count >= 3, "\(post.text)")
    }

    @Test("a subject that does not fit is cut between words, then between characters; mark and link stay")
    func longSubject() throws {
        let limit = try #require(PostLimit.mastodon(characters: 123, perURL: 23))
        let link = try Sample.link()
        for scene in Scene.all {
            for language in Sample.languages {
                let post = try Sample.post(scene, language, limit)
                #expect(Independent.mastodon(post.text) <= 123, "\(post.text)")
                #expect(post.text.hasSuffix("\n\(link)"))
            }
        }
    }

    @Test("an instance without room for an alert is refused")
    func tooSmall() {
        #expect(PostLimit.mastodon(characters: 120, perURL: 23) == nil)
        #expect(PostLimit.mastodon(characters: 500, perURL: 450) == nil)
        #expect(PostLimit.mastodon(characters: 11_000, perURL: 23) != nil)
    }

    @Test(
        "X counts as twitter-text does",
        arguments: [
            ("abc", 3), ("日本語", 6), ("한국", 4), ("हिन्दी", 6), ("ខ្មែរ", 10), ("Ё", 1), ("👨‍👩‍👧‍👦", 2), ("🇯🇵", 2),
            ("https://a.jp/x", 23), ("見よhttps://a.jp/長い", 4 + 23 + 4), ("see https://a.jp/x.", 28), ("a\u{301}", 1),
            ("“a”", 3), ("…", 2), ("a.example.jp", 23), ("8.5 m, p.m.", 11), ("", 0),
        ]
    )
    func weighted(text: String, count: Int) {
        #expect(PostLimit.x.used(of: PostLimit.x.bounds[0], by: text) == count)
    }

    @Test("a link is one that every network finds whole")
    func links() {
        for good in ["https://a.jp", "http://a.jp:8080/", "https://a.jp/x?y=1#z", "https://a.jp/%E5%B8%82"] {
            #expect(PublicLink(good)?.description == good)
        }
        let long = "https://a.jp/" + String(repeating: "a", count: 150)
        for bad in ["ftp://a.jp", "https://", "https://a.jp/x.", "https://a.jp/市", "https://a.jp/a b", "a.jp", long] {
            #expect(PublicLink(bad) == nil, "\(bad)")
        }
        #expect(PublicLink("https://a.jp/\"><script>") == nil)
    }

    @Test("a post in a language that lacks a phrase is refused and names it")
    func incomplete() throws {
        let scene = try Scene.named("rain-4")
        #expect(throws: ComposerError.self) {
            _ = try Sample.bareComposer().post(for: scene.alert(), in: .nepali, limit: .x, previous: nil)
        }
    }
}

/// The networks' rules written a second time, in another way.
private enum Independent {
    static func fits(_ text: String, _ network: Network) -> Bool {
        switch network {
        case .x: weighted(text) <= 280
        case .bluesky: text.count <= 300 && Array(text.utf8).count <= 3_000
        case .mastodon: mastodon(text) <= 500
        case .line: Array(text.utf16).count <= 5_000
        case .telegram: Array(text.utf16).count <= 4_096
        case .slack: Array(text.utf16).count <= 4_000
        case .discord: Array(text.utf16).count <= 2_000
        case .ntfy: Array(text.utf8).count <= 4_096
        }
    }

    static func mastodon(_ text: String) -> Int { withShortLinks(text).count }

    /// The weights of twitter-text's configuration in hundredths.
    static func weighted(_ text: String) -> Int {
        let light: [ClosedRange<UInt32>] = [0...4351, 8192...8205, 8208...8223, 8242...8247]
        let text = withShortLinks(text.precomposedStringWithCanonicalMapping)
        return text.unicodeScalars.map { scalar in light.contains { $0 ~= scalar.value } ? 100 : 200 }.reduce(0, +)
            / 100
    }

    private static func withShortLinks(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("https://") ? String(repeating: "x", count: 23) : String($0) }
            .joined(separator: "\n")
    }

    /// Easy Japanese as its subject is written: no kana in brackets, no spaces.
    static func withoutReadings(_ text: String, _ language: Language) -> String {
        guard language == .easyJapanese else { return text }
        return text.replacing(/\([ぁ-ゖー]+\)/, with: "").replacing(" ", with: "")
    }
}
