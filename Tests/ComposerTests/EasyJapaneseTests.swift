// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import Testing

/// The rules of easy Japanese that can be checked on what goes out.
@Suite("Easy Japanese")
struct EasyJapaneseTests {
    private func document(_ scene: Scene) throws -> Document {
        try Sample.composer().document(for: scene.alert(), in: .easyJapanese)
    }

    /// Every text of a document's body, with readings.
    private func texts(of document: Document) -> [RubyText] {
        var texts = [document.languageName] + [document.stopLabel, document.banner].compactMap { $0 }
        for block in document.blocks + document.footer {
            switch block {
            case .heading(let text), .paragraph(let text), .notice(let text), .link(let text, _): texts.append(text)
            case .lead(let sentences), .list(let sentences): texts += sentences
            case .facts(let facts): texts += facts.flatMap { [$0.label, $0.value] }
            }
        }
        return texts
    }

    private func sentences(of document: Document) -> [RubyText] {
        document.blocks.flatMap { block -> [RubyText] in
            switch block {
            case .lead(let sentences), .list(let sentences): sentences
            default: []
            }
        }
    }

    /// What other senders write is theirs, and said to be.
    private static let ours =
        Scene.all.filter { $0.facts.hazard != .foreign } + Scene.situations.filter { $0.name != "situation-note" }

    private func isKanji(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isIdeographic }

    @Test("every kanji has a reading, in kana", arguments: ours)
    func readings(scene: Scene) throws {
        for text in texts(of: try document(scene)) {
            for segment in text.segments {
                switch segment {
                case .plain(let plain):
                    #expect(!plain.unicodeScalars.contains(where: isKanji), "\(text.markup)")
                case .ruby(let base, let reading):
                    #expect(base.unicodeScalars.contains(where: isKanji), "\(text.markup)")
                    #expect(reading.wholeMatch(of: /[ぁ-んー]+/) != nil, "\(text.markup)")
                }
            }
        }
    }

    @Test("the mail's text has no kanji without brackets", arguments: ours)
    func bracketed(scene: Scene) throws {
        let mail = try Sample.composer().mail(for: scene.alert(), in: .easyJapanese, previous: scene.earlier())
        let unread = mail.text.replacing(/[^\s、。〈〉（）()：・【】「」ぁ-ん]*\([ぁ-ん]+\)/, with: "")
        #expect(!unread.unicodeScalars.contains(where: isKanji), "\(unread)")
    }

    @Test("a sentence has at most 50 characters and ends politely", arguments: ours)
    func sentences(scene: Scene) throws {
        for text in sentences(of: try document(scene)) {
            #expect(text.plain.hasSuffix("。"))
            for sentence in text.plain.split(separator: "。") {
                let letters = sentence.replacing(" ", with: "")
                #expect(letters.count <= 50, "\(letters)")
                #expect(letters.contains(/(です|ます|ました|ません|でした|ください)$/), "\(letters)")
            }
        }
    }

    @Test("times have twelve hours, and there is no vague word, tilde or slash", arguments: ours)
    func words(scene: Scene) throws {
        for text in texts(of: try document(scene)).map(\.plain) {
            #expect(!text.contains(/[0-9]:[0-9]{2}|[〜～]|[0-9]\/[0-9]|令和|ごろ|おそれ|可能性|など|なるべく/), "\(text)")
            #expect(!text.contains(/(1[2-9]|2[0-9])時/), "\(text)")
            #expect(!text.contains(/[A-Za-z]{2,}/) || text.contains("http"), "\(text)")
        }
    }

    @Test(
        "the first sentence has the action, and the level where there is one",
        arguments: [
            (Sample.flash(), "震度5弱"), (Sample.quake(.sixUpper), "震度6強"), (Sample.rain(.warning), "レベル3"),
            (Sample.rain(.danger), "レベル4"), (Sample.rain(.emergency), "レベル5"),
            (Sample.tsunami(.majorWarning, height: .huge), "高い"), (Sample.tsunami(.warning), "高い"),
            (Sample.tsunami(.advisory), "海"),
        ]
    )
    func actionFirst(facts: Facts, word: String) throws {
        let document = try Sample.composer().document(for: Sample.alert(facts), in: .easyJapanese)
        let first = try #require(sentences(of: document).first?.plain.split(separator: "。").first)
        #expect(first.hasSuffix("ください"))
        #expect(first.contains(word))
    }

    @Test("a tsunami is explained where it is first told of")
    func gloss() throws {
        let mail = try Sample.composer().mail(
            for: Sample.alert(Sample.tsunami(.warning, height: .high)),
            in: .easyJapanese,
            previous: nil
        )
        #expect(mail.text.contains("津波(つなみ)〈とても 高(たか)い 波(なみ)〉"))
    }

    @Test("the subject has neither readings nor spaces", arguments: ours)
    func subject(scene: Scene) throws {
        let subject = try document(scene).subject
        #expect(!subject.contains(/[ ｛｝｜]/), "\(subject)")
        #expect(!subject.contains(/\([ぁ-ん]+\)/), "\(subject)")
    }
}
