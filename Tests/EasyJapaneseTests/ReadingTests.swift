// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Testing

@Suite struct ReadingTests {
    private func readings(_ text: String, dictionary: MorphemeDictionary? = Sample.dictionary) -> [ProposedReading] {
        Sample.linter(dictionary: dictionary).lint(text).readings
    }

    static let places = [
        ("北方", "きたかた"), ("北方町", "ぼっけまち"), ("新浜", "にいはま"), ("香取", "かんどり"), ("曽谷", "そや"), ("原木", "ばらき"),
        ("高谷", "こうや"), ("鬼高", "おにたか"), ("国府台", "こうのだい"), ("八幡", "やわた"), ("行徳", "ぎょうとく"),
        ("市川市", "いちかわし"), ("関ヶ島", "せきがしま"), ("稲荷木", "とうかぎ"), ("北方小学校", "きたかたしょうがっこう"),
        ("市川", "いちかわ"), ("江戸川", "えどがわ"),
    ]

    /// With MeCab and without, in a sentence and beside what follows places.
    @Test(arguments: places, ["＊の 人は 逃げて ください。", "市川市＊に います。", "＊付近です。", "＊"])
    func placesAreReadByTheGazetteer(place: (name: String, kana: String), frame: String) {
        for dictionary in [Sample.dictionary, nil] {
            let found = readings(frame.replacing("＊", with: place.name), dictionary: dictionary)
            // 市川市八幡 is one name.
            let own = found.filter { $0.word.hasSuffix(place.name) }
            #expect(own.last?.reading.hasSuffix(place.kana) == true, "\(found)")
            #expect(own.allSatisfy { $0.source == .gazetteer }, "\(found)")
        }
    }

    @Test(.enabled(if: Sample.dictionary != nil), arguments: ["北方領土です。", "宝です。", "幸です。"])
    func whatOnlyLooksLikeAPlaceIsNone(text: String) {
        #expect(readings(text).allSatisfy { $0.source != .gazetteer }, "\(readings(text))")
    }

    @Test func aTownOfOneCharacterIsReadBeforeItsBlock() {
        #expect(readings("宝二丁目です。").first?.reading == "たから")
        #expect(readings("宝二丁目です。").first?.source == .gazetteer)
        #expect(readings("市川市幸です。").map(\.reading) == ["いちかわし", "さいわい"])
    }

    @Test func anUnconfirmedReadingSaysSo() {
        #expect(readings("百合台小学校です。").first?.source == .unconfirmed)
    }

    @Test(arguments: [
        ("避難所", "ひなんじょ"), ("津波警報", "つなみけいほう"), ("土砂災害", "どしゃさいがい"), ("給水車", "きゅうすいしゃ"),
        ("余震", "よしん"), ("高潮", "たかしお"),
    ])
    func termsAreReadByTheList(word: String, kana: String) {
        for dictionary in [Sample.dictionary, nil] {
            let found = readings("\(word)です。", dictionary: dictionary)
            #expect(found.map(\.reading) == [kana])
            #expect(found.map(\.source) == [.list])
        }
    }

    @Test(arguments: [
        ("1日", "ついたち"), ("20日", "はつか"), ("2人", "ふたり"), ("3日間", "みっかかん"),
    ])
    func someCountersAreReadWithTheirNumber(word: String, kana: String) {
        #expect(readings("\(word)です。").map { [$0.word, $0.reading] } == [[word, kana]])
    }

    @Test(arguments: [("10分", "分", "ぷん"), ("15分", "分", "ふん"), ("4時", "時", "じ"), ("21日", "日", "にち"), ("3人", "人", "にん")])
    func othersByThemselves(text: String, word: String, kana: String) {
        #expect(readings("\(text)です。").map { [$0.word, $0.reading] } == [[word, kana]])
    }

    @Test(.enabled(if: Sample.dictionary != nil))
    func theRestIsMeCabsAndSaysSo() throws {
        let found = readings("迅速に 逃げた。")
        #expect(found.contains { $0.word == "迅速" })
        #expect(found.contains { $0.word == "逃" && $0.reading == "に" && $0.source == .mecab })
    }

    @Test(.enabled(if: Sample.dictionary != nil))
    func theTextIsProposedWithReadingsAndSpaces() {
        let report = Sample.linter().lint("北方町の人は高い建物へ逃げてください。食べ物を持ってください。")
        #expect(
            report.proposal
                == "{北方町|ぼっけまち}の {人|ひと}は {高|たか}い {建物|たてもの}へ {逃|に}げて ください。{食|た}べ{物|もの}を {持|も}って ください。"
        )
        let full = Sample.linter().lint("｛水｜みず｝は北方町にあります。")
        #expect(full.proposal == "｛水｜みず｝は ｛北方町｜ぼっけまち｝に あります。")
    }

    /// What is proposed has readings everywhere, and proposing again changes nothing.
    @Test(.enabled(if: Sample.dictionary != nil), arguments: ["津波警報が出ました。\n海から離れてください。", "30分後に行徳駅前へ来て！"])
    func aProposalIsWhole(text: String) {
        let first = Sample.linter().lint(text)
        let second = Sample.linter().lint(first.proposal)
        #expect(!second.findings.contains { $0.rule == .readings || $0.rule == .spaces }, "\(second.findings)")
        #expect(second.readings.isEmpty)
        #expect(second.proposal == first.proposal)
    }

    @Test func aReadingThatTheGazetteerDoesNotHaveIsQuestioned() throws {
        let report = Sample.linter().lint("{北方町|きたかたまち}に {行|い}かないで ください。")
        let finding = try #require(report.findings.first { $0.rule == .readings })
        #expect(finding.severity == .advice)
        #expect(finding.suggestion == "{北方町|ぼっけまち}")
    }

    @Test func readingsInBracketsBecomeMarkup() throws {
        let finding = try #require(
            Sample.linter().lint("避難(ひなん)して ください。").findings.first { $0.rule == .readings }
        )
        #expect(finding.text == "避難(ひなん)")
        #expect(finding.suggestion == "{避難|ひなん}")
    }
}
