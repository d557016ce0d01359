// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization
import TestSupport
import Testing

@testable import Composer

@Suite("Speech", .timeLimit(.minutes(10)))
struct SpeechTests {
    @Test("a script has no URL, no sign and no empty sentence", arguments: Scene.all, Sample.languages)
    func clean(scene: Scene, language: Language) throws {
        let speech = try Sample.speech(scene, language)
        #expect(!speech.contains("http") && !speech.contains("\u{FFFC}"))
        let allowed: Set<Character> = [
            " ", "\n", "-", "’", ":", ";", ",", ".", "!", "?", "、", "。", "，", "！", "？", "।", "၊", "။", "။", "។",
        ]
        for character in speech where !allowed.contains(character) {
            let scalar = try #require(character.unicodeScalars.first)
            let isWord = character.isLetter || character.isNumber || character == "ー" || character == "々"
            let isBurmese = (0x104C...0x104F).contains(scalar.value)
            #expect(isWord || isBurmese, "\(character) in \(speech)")
        }
        for line in speech.split(separator: "\n") {
            #expect(line.contains { $0.isLetter }, "\(line)")
            #expect(line.first.map { $0.isLetter || $0.isNumber } ?? false, "\(line)")
            #expect(!line.contains("  ") && !line.contains(",,") && !line.contains("、、"), "\(line)")
        }
        #expect(!speech.contains("\n\n\n") && speech.hasSuffix("\n"))
    }

    @Test("Japanese has neither digits nor kanji", arguments: Scene.all + Scene.situations)
    func japanese(scene: Scene) throws {
        for language in [Language.japanese, .easyJapanese] {
            let speech = try Sample.speech(scene, language)
            #expect(!speech.contains { $0.isASCII && $0.isNumber }, "\(speech)")
        }
        // What others write has the readings that there happen to be.
        guard scene.facts.hazard.family != .foreign, scene.name != "situation-note" else { return }
        for language in [Language.japanese, .easyJapanese] {
            let speech = try Sample.speech(scene, language)
            #expect(!speech.unicodeScalars.contains { $0.isHan }, "\(speech)")
        }
    }

    @Test("every Japanese phrase can be said in kana")
    func everyPhrase() throws {
        let words = try words()
        let file = try POFile(parsing: Array(Data(contentsOf: RepositoryRoot.appending("Locales/alerts/ja.po"))))
        // Their days of the week are read by the brackets around them, as in the readings below.
        let dates = ["term.moment", "situation.term.date"]
        for entry in file.entries where !dates.contains(entry.context ?? "") {
            // Words of ICU's syntax are Latin; what stands between them is what is said.
            let text = entry.translation.replacing(/\{[a-zA-Z]+(, number)?\}|#/, with: "5")
                .replacing(/\{[a-zA-Z]+, [a-z]+,|=?[a-z0-9]+ ?\{|[{}]/, with: "・")
            let spoken = JapaneseSpeech(names: [], words: words).spoken(RubyText(plain: text))
            #expect(!spoken.unicodeScalars.contains { $0.isHan }, "\(entry.context ?? ""): \(spoken)")
        }
    }

    private func words() throws -> SpokenWords {
        try SpokenWords(contentsOf: RepositoryRoot.appending("Locales/speech/ja.tsv"))
    }

    @Test(
        "words are read by their neighbours",
        arguments: [
            ("津波警報・注意報発表中｜市川市", "つなみけいほう・ちゅういほうはっぴょうちゅう｜いちかわし"),
            ("避難所へ行く途中", "ひなんじょへいくとちゅう"), ("大津波警報です。", "おおつなみけいほうです。"),
            ("寝ている間に家に入る", "ねているあいだにいえにはいる"), ("反対の方へ", "はんたいのほうへ"), ("登録した方", "とうろくしたかた"),
            ("110番か119番へ", "ひゃくとおばんかひゃくじゅうきゅうばんへ"), ("高潮危険警報", "たかしおきけんけいほう"),
            ("約2,100戸", "やくにせんひゃっこ"), ("8歳くらい", "はっさいくらい"), ("20歳", "はたち"), ("ほか3か所", "ほかさんかしょ"),
            ("2026（令和8）年11月", "にせんにじゅうろくねん、れいわはちねん、じゅういちがつ"), ("11月1日（日）", "じゅういちがつついたち、にちようび、"),
            ("2019（令和元）年", "にせんじゅうきゅうねん、れいわいちねん、"), ("銚子地方気象台", "ちょうしちほうきしょうだい"), ("髙", "髙"), ("", ""),
        ]
    )
    func readings(text: String, spoken: String) throws {
        let speech = JapaneseSpeech(names: [("市川市", "いちかわし")], words: try words())
        #expect(speech.spoken(RubyText(plain: text)) == spoken)
    }

    @Test(
        "a list of words that cannot be read says where",
        arguments: [("海\tうみ\n海\tかい\n", 2), ("海 うみ\n", 1), ("# a\n海\tumi\n", 2), ("\tうみ\n", 1), ("海\tうみ\tsea\n", 1)]
    )
    func badLists(text: String, line: Int) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("ja.tsv")
        try Data(text.utf8).write(to: file)
        do throws(SpokenWords.Refusal) {
            _ = try SpokenWords(contentsOf: file)
            Issue.record("read")
        } catch {
            #expect(error.line == line)
        }
    }

    @Test("a drill is said to be one first and last", arguments: Scene.drills, Sample.languages)
    func drills(scene: Scene, language: Language) throws {
        let lines = try Sample.speech(scene, language).split(separator: "\n")
        let mail = try Sample.mail(scene, language).text.split(separator: "\n")
        #expect(mail.first == mail.last)
        let last = try #require(lines.last)
        #expect(lines.prefix(3).contains(last), "\(last)")
    }

    @Test(
        "numbers are read as Japanese reads them",
        arguments: [
            ("震度5弱", "震度ごじゃく"), ("震度6強", "震度ろくきょう"), ("高さは3m", "高さはさんメートル"), ("0.5m", "れいてんごメートル"),
            ("M5.9", "マグニチュードごてんきゅう"), ("M8を", "マグニチュードはちを"), ("午前4時5分", "午前よじごふん"),
            ("午後9時10分", "午後くじじゅっぷん"), ("8時41分", "はちじよんじゅういっぷん"), ("0時3分", "れいじさんぷん"),
            ("2026年11月23日（月）", "にせんにじゅうろくねんじゅういちがつにじゅうさんにち、げつようび、"),
            ("4月1日", "しがつついたち"), ("9月14日", "くがつじゅうよっか"), ("7月17日", "しちがつじゅうしちにち"),
            ("約80km", "約はちじゅうキロメートル"), ("700km以上", "ななひゃくキロメートル以上"), ("1週間", "いっしゅうかん"),
            ("第1波", "第いっぱ"), ("1時間に120ミリ", "いちじかんにひゃくにじゅうミリ"), ("PM2.5", "ピーエムにてんご"),
            ("1,234", "せんにひゃくさんじゅうよん"), ("0120", "れいいちにれい"), ("10.5", "じゅってんご"), ("レベル4", "レベルよん"),
            ("5～10分", "ごからじゅっぷん"), ("3日〜5日", "みっかからいつか"), ("−5℃", "マイナスごど"), ("（-5）", "（マイナスご）"),
            ("5-10分", "ご、じゅっぷん"), ("3日-5日", "みっか、いつか"), ("市川南4-2-1", "市川南よん、に、いち"), ("気温−5℃", "気温マイナスごど"),
            ("気温-5℃", "気温マイナスごど"),
            ("5日（月）～7日（水）", "いつか、げつようび、からなのか、すいようび、"), ("COVID-19", "COVID-じゅうきゅう"), ("（～5分）", "（～ごふん）"),
            ("047-334-1111", "ゼロよんなな、さんさんよん、いちいちいちいち"), ("#9110に", "シャープ、きゅういちいちゼロに"),
            ("110か 119に", "いちいちゼロか いちいちきゅうに"), ("110か所", "ひゃくじゅっかしょ"), ("1100", "せんひゃく"),
            ("110.5", "ひゃくじゅってんご"), ("3,4号", "さん,よん号"), ("1,234,567", "ひゃくにじゅうさんまんよんせんごひゃくろくじゅうなな"),
            ("8,600", "はっせんろっぴゃく"), ("30000", "さんまん"), ("3333", "さんぜんさんびゃくさんじゅうさん"),
        ]
    )
    func numbers(text: String, spoken: String) {
        #expect(JapaneseSpeech.numbers(in: text) == spoken)
    }

    @Test("a sign that is not said keeps two numbers apart")
    func signs() {
        #expect(
            SpokenText(language: .english).sentences("Back in 5～10 minutes, 3→4") == ["Back in 5, 10 minutes, 3, 4."]
        )
        #expect(SpokenText(language: .english).sentences("It is −5 C, or -4") == ["It is −5 C, or -4."])
        #expect(SpokenText(language: .korean).sentences("1~2시간") == ["1, 2시간."])
    }

    @Test("full-width digits are digits")
    func wideDigits() {
        let speech = JapaneseSpeech(names: [], words: SpokenWords([]))
        #expect(speech.spoken(RubyText(plain: "１～２時間")) == "いちからにじかん")
    }

    @Test("a counter with a reading takes the number's")
    func counters() throws {
        let speech = JapaneseSpeech(names: [], words: SpokenWords([]))
        let clock = try RubyText(parsing: "8｛時｜じ｝41｛分｜ぷん｝")
        let first = try RubyText(parsing: "｛1日｜ついたち｝")
        #expect(speech.spoken(clock) == "はちじよんじゅういっぷん")
        #expect(speech.spoken(first) == "ついたち")
        let named = JapaneseSpeech(
            names: [("市川市", "いちかわし"), ("市川", "いちかわ")],
            words: SpokenWords([("市", "し"), ("市川", "?")])
        )
        #expect(named.spoken(RubyText(plain: "市川市と市川の市")) == "いちかわしといちかわのし")
    }

    @Test("abbreviations end no sentence")
    func sentences() {
        #expect(Sentences.split("At 8:41 p.m. Monday. Go now.") == ["At 8:41 p.m. Monday.", "Go now."])
        #expect(Sentences.split("「逃げて。」と言う。次") == ["「逃げて。」", "と言う。", "次"])
        #expect(Sentences.split("20:44 น. วันจันทร์") == ["20:44 น. วันจันทร์"])
        #expect(Sentences.split("").isEmpty)
    }
}
