// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import FoundationXML
import Gazetteer
import Localization
import TestSupport
import Testing

@Suite("Mail of an alert")
struct MailTests {
    private static let everyLanguage = Sample.languages

    private func mail(_ scene: Scene, _ language: Language) throws -> MailRendering {
        try Sample.mail(scene, language)
    }

    // MARK: Facts

    @Test(
        "an earthquake's subject carries place and intensity",
        arguments: [
            (Language.japanese, ["市川市", "震度5弱"]),
            (.easyJapanese, ["市川市", "震度5弱"]),
            (.english, ["Ichikawa City", "5-lower"]),
            (.vietnamese, ["thành phố Ichikawa", "5 yếu"]),
            (.portuguese, ["cidade de Ichikawa", "5 inferior"]),
        ]
    )
    func earthquakeSubject(language: Language, words: [String]) throws {
        for scene in [Sample.flash(), Sample.quake()] {
            let mail = try Sample.composer().mail(for: Sample.alert(scene), in: language, previous: nil)
            for word in words {
                #expect(mail.subject.contains(word))
                #expect(mail.text.contains(word) || language == .easyJapanese)
            }
        }
    }

    @Test("every intensity stands in subject and text", arguments: SeismicIntensity.allCases)
    func intensities(intensity: SeismicIntensity) throws {
        let alert = try Sample.alert(Sample.quake(intensity))
        let japanese = try Sample.composer().mail(for: alert, in: .japanese, previous: nil)
        let name =
            intensity == .fiveLowerPresumed
            ? "震度5弱以上" : "震度" + intensity.code.replacing("-", with: "弱").replacing("+", with: "強")
        #expect(japanese.subject.contains("市川市 \(name)"))
        #expect(japanese.text.contains("市川市の震度：\(name)"))
    }

    @Test(
        "a tsunami's subject carries grade, coast and height",
        arguments: [
            (TsunamiFacts.Height.huge, "巨大", "huge"), (.high, "高い", "high"),
            (.centimetres(300), "3m", "3 m"), (.below(centimetres: 20), "0.2m未満", "less than 0.2 m"),
            (.above(centimetres: 1000), "10m超", "over 10 m"),
        ]
    )
    func tsunamiSubject(height: TsunamiFacts.Height, japanese: String, english: String) throws {
        let alert = try Sample.alert(Sample.tsunami(.majorWarning, height: height))
        #expect(
            try Sample.composer().mail(for: alert, in: .japanese, previous: nil).subject
                == "大津波警報 東京湾内湾（市川市） 予想される高さ：\(japanese)"
        )
        #expect(
            try Sample.composer().mail(for: alert, in: .english, previous: nil).subject
                == "Major Tsunami Warning: Tokyo Bay (Ichikawa City), expected height: \(english)"
        )
    }

    @Test("rain carries its level as JMA's, never as an order", arguments: [WarningLevel.warning, .danger, .emergency])
    func rainLevel(level: WarningLevel) throws {
        let alert = try Sample.alert(Sample.rain(level))
        let japanese = try Sample.composer().mail(for: alert, in: .japanese, previous: nil)
        #expect(japanese.subject.hasPrefix("市川市 警戒レベル\(level.rawValue)相当 大雨"))
        #expect(japanese.text.contains("警戒レベル\(level.rawValue)相当"))
        #expect(japanese.text.contains("避難指示などは市長が出します"))
        let english = try Sample.composer().mail(for: alert, in: .english, previous: nil)
        #expect(english.subject.contains("level \(level.rawValue) of 5"))
        #expect(english.text.contains("Evacuation orders come from the mayor"))
    }

    @Test("nothing says that an order was issued", arguments: Scene.all, everyLanguage)
    func noOrder(scene: Scene, language: Language) throws {
        let mail = try mail(scene, language)
        let text = (mail.subject + mail.text).replacing(/[(（][ぁ-ん]+[)）]/, with: "").replacing(/\s/, with: "")
        #expect(!text.contains(/避難指示[^。]{0,8}(出て|出ま|発令|発表)/))
        #expect(!text.contains(/避難勧告|緊急安全確保|高齢者等避難/))
        #expect(!mail.text.contains(#/[Ee]vacuation orders? (has|have|is|are|was|were) /#))
    }

    @Test(
        "what changed stands in the subject's first word",
        arguments: [
            (Change.raised, "【引き上げ】", "[RAISED]"), (.lowered, "【引き下げ】", "[LOWERED]"), (.ended, "【解除】", "[LIFTED]"),
            (.corrected, "【訂正】", "[CORRECTION]"), (.withdrawn, "【取消】", "[WITHDRAWN]"), (.detailed, "【続報】", "[UPDATE]"),
        ]
    )
    func changes(change: Change, japanese: String, english: String) throws {
        let grade = change == .ended ? TsunamiGrade.none : .warning
        let alert = try Sample.alert(Sample.tsunami(grade, before: .majorWarning), change: change)
        #expect(try Sample.composer().mail(for: alert, in: .japanese, previous: nil).subject.hasPrefix(japanese))
        #expect(try Sample.composer().mail(for: alert, in: .english, previous: nil).subject.hasPrefix(english + " "))
        let easy = try Sample.composer().mail(for: alert, in: .easyJapanese, previous: nil).subject
        #expect(easy.hasPrefix("【"))
    }

    @Test(
        "what is still in force is not called lifted in the subject",
        arguments: [
            (Sample.tsunami(.advisory, before: .warning), "津波注意報", "Tsunami Advisory"),
            (Sample.tsunami(.advisory), "津波注意報", "Tsunami Advisory"),
            (Sample.rain(.warning, before: .danger), "大雨警報", "Heavy Rain Warning"),
        ]
    )
    func remains(facts: Facts, japanese: String, english: String) throws {
        let alert = try Sample.alert(facts, change: .ended)
        let mail = try Sample.composer().mail(for: alert, in: .japanese, previous: nil)
        #expect(mail.subject.hasPrefix("【引き下げ】") && !mail.subject.contains("【解除】"))
        #expect(mail.text.split(separator: "\n").first?.contains(japanese) == true)
        let foreign = try Sample.composer().mail(for: alert, in: .english, previous: nil)
        #expect(foreign.subject.hasPrefix("[LOWERED] ") && foreign.subject.contains(english))
        let easy = try Sample.composer().mail(for: alert, in: .easyJapanese, previous: nil)
        #expect(!easy.subject.hasPrefix("【終わりました】"))
    }

    /// The word that a reader looks for, in small letters.
    private static let tsunami: [Language: String] = [
        .japanese: "津波警報・注意報発表中", .easyJapanese: "津波の警報か注意報が出ています", .english: "tsunami warning or advisory in force",
        .chineseSimplified: "海啸", .chineseTraditional: "海嘯", .korean: "지진해일", .vietnamese: "sóng thần",
        .filipino: "tsunami", .nepali: "सुनामी", .thai: "สึนามิ", .indonesian: "tsunami", .burmese: "ဆူနာမီ",
        .khmer: "ស៊ូណាមិ", .mongolian: "цунами", .portuguese: "tsunami", .spanish: "tsunami",
    ]

    @Test("an earthquake's subject begins with the tsunami warning in force", arguments: everyLanguage)
    func tsunamiInForce(language: Language) throws {
        let inForce: [TsunamiComment] = [.warningInForce, .watchInformation]
        for facts in [
            Sample.quake(comments: inForce), Sample.quake(nil, comments: inForce),
            Sample.flash(.four, comments: inForce),
        ] {
            for change in [Change.new, .raised, .lowered, .detailed, .corrected] {
                let alert = try Sample.alert(facts, change: change)
                let subject = try Sample.composer().mail(for: alert, in: language, previous: nil).subject
                let tsunami = try #require(Self.tsunami[language])
                let city = try Sample.city.get().municipality.name(in: language.rawValue)
                let lead = try #require(subject.lowercased().range(of: tsunami), "\(subject)")
                let place = try #require(subject.range(of: city), "\(subject)")
                #expect(language == .japanese || language == .easyJapanese || lead.lowerBound < place.lowerBound)
            }
        }
    }

    @Test("nothing reassures while a tsunami may come", arguments: TsunamiComment.allCases, Sample.standIns)
    func noReassurance(comment: TsunamiComment, language: Language) throws {
        for facts in [Sample.quake(comments: [comment]), Sample.flash(comments: [comment]), Sample.flash()] {
            guard comment.isWarning || facts == Sample.flash() else { continue }
            let mail = try Sample.composer().mail(for: Sample.alert(facts), in: language, previous: nil)
            let text = mail.text.replacing(/[(（][ぁ-ん]+[)）]/, with: "").replacing(/\s/, with: "")
            #expect(!text.contains(/心配|影響は|来ません|安全です|(?i:safe\b)|norisk|notsunami(risk|effect)/))
            #expect(text.contains(/川から離れ|今すぐ離れ|近くから離れ|川から高い|leave|moveawaynow|Stayaway|Moveaway/))
        }
    }

    private static let calm: [PhraseKey] = [
        "earthquake.lead.no-tsunami", "earthquake.lead.no-effect-on-japan", "earthquake.value.tsunami.no-tsunami",
        "earthquake.value.tsunami.no-effect-on-japan",
    ]

    /// The same in every language: what sends people away from the water is there, what reassures is not.
    @Test("nothing reassures while a tsunami may come, in any language", arguments: everyLanguage)
    func noReassurance(language: Language) throws {
        let book = try Sample.book.get()
        let calm = try Self.calm.map { try book.format($0, in: language) }
        for comment in TsunamiComment.allCases where comment.isWarning {
            let alert = try Sample.alert(Sample.quake(comments: [comment]))
            let text = try Sample.composer().mail(for: alert, in: language, previous: nil).text
            let said = text.filter { !$0.isWhitespace }
            for phrase in calm { #expect(!said.contains(phrase.filter { !$0.isWhitespace })) }
        }
    }

    @Test("an earthquake's own reassurance speaks of that earthquake only")
    func ownTsunami() throws {
        let alert = try Sample.alert(Sample.quake())
        let japanese = try Sample.composer().mail(for: alert, in: .japanese, previous: nil).text
        #expect(japanese.contains("この地震による津波の心配はありません"))
        let english = try Sample.composer().mail(for: alert, in: .english, previous: nil).text
        #expect(english.contains("no tsunami risk from this earthquake"))
    }

    @Test("a correction says that what it corrects was wrong, and only if that differed")
    func corrected() throws {
        let wrong = try Sample.alert(Sample.tsunami(.advisory))
        let right = try Sample.alert(Sample.tsunami(.warning, before: .majorWarning), change: .corrected)
        let text = try Sample.composer().mail(for: right, in: .english, previous: wrong).text
        #expect(text.contains("Earlier message (wrong): Tsunami Advisory"))
        #expect(!text.contains("Before:"))
        let same = try Sample.composer().mail(for: right, in: .english, previous: right).text
        #expect(!same.contains("(wrong)"))
    }

    @Test("what was withdrawn stands in no row as a fact", arguments: [Sample.flash(), Sample.quake()])
    func withdrawn(facts: Facts) throws {
        let alert = try Sample.alert(facts, change: .withdrawn)
        let text = try Sample.composer().mail(for: alert, in: .english, previous: nil).text
        #expect(text.contains("What was withdrawn:"))
        #expect(
            !text.contains("Magnitude") && !text.contains("Highest seismic intensity") && !text.contains("Tsunami:")
        )
    }

    @Test("the facts stand in the table")
    func table() throws {
        let english = try Sample.composer().mail(for: Sample.alert(Sample.quake()), in: .english, previous: nil).text
        for fact in [
            "Time of earthquake: about 8:41 p.m., Monday, 23 November 2026",
            "Seismic intensity in Ichikawa City: 5-lower",
            "Highest seismic intensity in Japan: 5-upper", "Epicenter: Northwestern Chiba Prefecture", "Magnitude: 5.9",
            "Depth: about 80 km",
        ] {
            #expect(english.contains(fact))
        }
    }

    // MARK: Drills

    @Test("a drill is marked in the subject and in the first and last line", arguments: Scene.drills, everyLanguage)
    func drills(scene: Scene, language: Language) throws {
        let mail = try mail(scene, language)
        let key: PhraseKey = scene.status == .exercise ? "frame.exercise.mark" : "frame.test.mark"
        let mark = try RubyText(parsing: Sample.book.get().format(key, in: language)).plain
        #expect(mark.count >= 4 && mail.subject.hasPrefix(mark))
        let lines = mail.text.split(separator: "\n").map { $0.replacing(/\([ぁ-ん]+\)/, with: "") }
        #expect(lines.first?.hasPrefix(mark) == true, "\(lines.first ?? "")")
        let banner = lines.lastIndex { $0.hasPrefix(mark) } ?? 0
        #expect(banner > 0 && banner >= lines.count - 3, "the last line, or where it is folded the last lines")
        #expect(mail.html.components(separatedBy: "class=\"drill\"").count - 1 == 2 * mail.written.count)
    }

    @Test("an alert that is meant bears no mark of a drill", arguments: Scene.all.filter { $0.status == .actual })
    func live(scene: Scene) throws {
        for language in Self.everyLanguage {
            let mail = try mail(scene, language)
            for key: PhraseKey in ["frame.exercise.mark", "frame.test.mark"] {
                let mark = try RubyText(parsing: Sample.book.get().format(key, in: language)).plain
                #expect(!mail.subject.contains(mark) && !mail.text.contains(mark))
            }
        }
    }

    // MARK: Shape

    @Test("text is folded at 78 columns, the marker alone on its line and once", arguments: Scene.all, everyLanguage)
    func textShape(scene: Scene, language: Language) throws {
        let mail = try mail(scene, language)
        let lines = mail.text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines {
            #expect(TextWidth.columns(String(line)) <= MailText.columns)
            #expect(line.last != " ")
        }
        #expect(lines.filter { $0 == Composer.unsubscribeMarker }.count == 1)
        #expect(mail.text.components(separatedBy: Composer.unsubscribeMarker).count == 2)
        #expect(mail.text.hasSuffix("\n") && !mail.text.contains("\n\n\n") && !mail.text.contains("\r"))
        #expect(!mail.text.contains(/[｛｝｜](?!地震)/) && !mail.text.contains("{"))
        #expect(!mail.text.contains(".."))
        #expect(!mail.subject.contains("\n") && mail.subject.count <= 200)
    }

    @Test("Japanese tells what to do within ten lines", arguments: Scene.all)
    func short(scene: Scene) throws {
        let text = try mail(scene, .japanese).text
        let head = try #require(text.components(separatedBy: "■ 詳しい内容").first)
        #expect(head.split(separator: "\n").count <= 11)
    }

    @Test("HTML is well formed, fetches nothing, and its lines are short", arguments: Scene.all, everyLanguage)
    func htmlShape(scene: Scene, language: Language) throws {
        let html = try mail(scene, language).html
        let parser = XMLParser(data: Data(html.utf8))
        #expect(parser.parse() && parser.parserError == nil)
        #expect(html.components(separatedBy: Composer.unsubscribeMarker).count == 2)
        #expect(!html.contains(/src=|<script|<img|<link|url\(|@import|<iframe| on[a-z]+=/))
        for line in html.split(separator: "\n") {
            #expect(line.utf8.count < 900)
        }
        #expect(html.contains("<html lang=\"\(language.htmlTag)\">"))
        #expect(html.contains("<ruby") == (language == .easyJapanese))
        #expect(html.contains("prefers-color-scheme: dark"))
    }

    @Test("another marker stands where it was asked for")
    func otherMarker() throws {
        let composer = try Composer(
            templates: RepositoryRoot.appending("Templates/alerts"),
            phraseBook: Sample.book.get(),
            city: Sample.city.get(),
            unsubscribeMarker: "@@STOP@@"
        )
        let mail = try composer.mail(for: Sample.alert(Sample.rain(.danger)), in: .english, previous: nil)
        #expect(mail.text.components(separatedBy: "@@STOP@@").count == 2)
        #expect(mail.html.components(separatedBy: "href=\"@@STOP@@\"").count == 2)
        #expect(!mail.text.contains(Composer.unsubscribeMarker))
    }

    @Test("is read back from JSON as it was")
    func coding() throws {
        let mail = try Sample.composer().mail(for: Sample.alert(Sample.quake()), in: .korean, previous: nil)
        let data = try JSONEncoder().encode(mail)
        #expect(try JSONDecoder().decode(MailRendering.self, from: data) == mail)
    }

    @Test("the same alert gives the same bytes")
    func stable() throws {
        let alert = try Sample.alert(Sample.quake())
        let first = try Sample.composer().mail(for: alert, in: .easyJapanese, previous: nil)
        #expect(try Sample.composer().mail(for: alert, in: .easyJapanese, previous: nil) == first)
    }

    @Test("xmllint reads the HTML, too", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")))
    func xmllint() throws {
        let html = try mail(Scene.all[0], .easyJapanese).html
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).html")
        try Data(html.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
        process.arguments = ["--noout", "--nonet", url.path]
        try process.start()
        process.awaitEnd()
        #expect(process.terminationStatus == 0)
    }
}
