// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Testing

/// Good and bad sentences for each rule.
@Suite struct RuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: Rule
        let text: String
        var form = TextForm.message
        var occasion = Occasion.emergency
        var testDescription: String { "\(rule.rawValue) \(text)" }
    }

    static let bad: [Case] = [
        Case(rule: .sentenceLength, text: String(repeating: "あ", count: 48) + "ですよね。"),
        Case(rule: .sentenceLength, text: "たかい ところへ にげて ください。" + String(repeating: "とても ", count: 17) + "です。"),
        Case(rule: .sentenceMorae, text: "{市川市|いちかわし}では とても つよい あめが ながい じかん ふって いて あぶないです。"),
        Case(rule: .sentenceMorae, text: "1234{人|にん}の ひとが がっこうや こうみんかんに にげて いて げんきです。"),
        Case(rule: .clauses, text: "{雨|あめ}が {強|つよ}いので、{川|かわ}が {危|あぶ}ないけれど、{家|いえ}に います。"),
        Case(rule: .clauses, text: "{雨|あめ}の ため {道|みち}が わるいので {行|い}きません。"),
        Case(rule: .kanjiCount, text: "{大雨|おおあめ}の {警報|けいほう}が {出|で}て います。"),
        Case(rule: .kanjiCount, text: "日月火水木金土山川田目耳口手です。", occasion: .notice),
        Case(rule: .readings, text: "逃げて ください。"),
        Case(rule: .readings, text: "{避難|ヒナン}して ください。"),
        Case(rule: .readings, text: "{避難|ひなんして ください。"),
        Case(rule: .spaces, text: "{高|たか}い ところへ {逃|に}げてください。"),
        Case(rule: .spaces, text: "{山|やま}の{近|ちか}くは {危|あぶ}ないです。"),
        Case(rule: .endings, text: "{危|あぶ}ないので {逃|に}げる。"),
        Case(rule: .endings, text: "{津波警報|つなみけいほう}。"),
        Case(rule: .endings, text: "ここは {危|あぶ}ない ところである。"),
        Case(rule: .endings, text: "バスは {止|と}まった"),
        Case(rule: .doubleNegative, text: "{危|あぶ}なくない わけでは ありません。"),
        Case(rule: .doubleNegative, text: "{行|い}けない ことは ありません。"),
        Case(rule: .doubleNegative, text: "{逃|に}げざるを {得|え}ません。"),
        Case(rule: .voice, text: "{道|みち}が {直|なお}されました。"),
        Case(rule: .voice, text: "{子|こ}どもを {帰|かえ}らせて ください。"),
        Case(rule: .voice, text: "{警報|けいほう}が {発表|はっぴょう}されました。"),
        Case(rule: .honorifics, text: "{車|くるま}の {使用|しよう}は ご{遠慮|えんりょ}ください。"),
        Case(rule: .honorifics, text: "{少|すこ}し お{待|ま}ちください。"),
        Case(rule: .honorifics, text: "{市|し}から お{送|おく}りいたします。"),
        Case(rule: .honorifics, text: "{紙|かみ}を お{読|よ}みに なる {人|ひと}は {来|き}て ください。"),
        Case(rule: .eras, text: "{令和|れいわ}8{年|ねん}です。"),
        Case(rule: .eras, text: "{平成|へいせい}{三十|さんじゅう}{年|ねん}です。"),
        Case(rule: .dates, text: "2026/11/23です。"),
        Case(rule: .dates, text: "2026-11-23です。"),
        Case(rule: .dates, text: "11/23です。"),
        Case(rule: .dates, text: "２０２６．１１．２３です。"),
        Case(rule: .times, text: "17:30です。"),
        Case(rule: .times, text: "{午後|ごご}17{時|じ}です。"),
        Case(rule: .times, text: "9{時|じ}に {来|き}て ください。"),
        Case(rule: .ranges, text: "{午前|ごぜん}9{時|じ}〜11{時|じ}です。"),
        Case(rule: .ranges, text: "3～5{人|にん}です。"),
        Case(rule: .latin, text: "Evacuationです。"),
        Case(rule: .latin, text: "ＳＴＯＰして ください。"),
        Case(rule: .katakana, text: "キャンセルして ください。"),
        Case(rule: .katakana, text: "リスクが あります。"),
        Case(rule: .terms, text: "{余震|よしん}に {気|き}を つけて ください。"),
        Case(rule: .terms, text: "{津波|つなみ}(つなみ)から {逃|に}げて ください。"),
        Case(rule: .vagueness, text: "{川|かわ}が あふれる おそれが あります。"),
        Case(rule: .vagueness, text: "なるべく {早|はや}く {逃|に}げて ください。"),
        Case(rule: .vagueness, text: "{家|いえ}が みしみし {言|い}います。"),
        Case(rule: .vocabulary, text: "{避難|ひなん}して ください。"),
        Case(rule: .vocabulary, text: "{迅速|じんそく}に {動|うご}いて ください。"),
        Case(rule: .firstSentence, text: "{大雨|おおあめ}です。{逃|に}げて ください。"),
        Case(rule: .firstSentence, text: "{今|いま}すぐ {逃|に}げて ください。レベル4です。"),
    ]

    static let good: [Case] = [
        Case(rule: .sentenceLength, text: String(repeating: "あ ", count: 48) + "です。"),
        Case(rule: .sentenceLength, text: "{避難|" + String(repeating: "ひなん", count: 20) + "}です。"),
        Case(rule: .sentenceMorae, text: "{高|たか}い ところへ {逃|に}げて ください。"),
        Case(
            rule: .sentenceMorae,
            text: "{津波|つなみ}〈とても とても とても とても とても {高|たか}い {波|なみ}〉が {来|き}ます。"
        ),
        Case(rule: .clauses, text: "{危|あぶ}ないので、{逃|に}げて ください。"),
        Case(rule: .clauses, text: "ためて ある {水|みず}が あるので {使|つか}って ください。"),
        Case(rule: .kanjiCount, text: "{川|かわ}から {離|はな}れて ください。"),
        Case(rule: .kanjiCount, text: "{市川市|いちかわし}の {北方町|ぼっけまち}は {危|あぶ}ないです。"),
        Case(rule: .kanjiCount, text: "{明日|あした}は {学校|がっこう}が {休|やす}みです。", occasion: .notice),
        Case(rule: .readings, text: "{逃|に}げて ください。"),
        Case(rule: .readings, text: "｛避難所｜ひなんじょ｝へ いって ください。"),
        Case(rule: .readings, text: "避難", form: .subject),
        Case(rule: .spaces, text: "{高|たか}い ところへ {逃|に}げて ください。"),
        Case(rule: .spaces, text: "{危|あぶ}ない {人|ひと}は、{今|いま}すぐ {逃|に}げて ください。"),
        Case(rule: .spaces, text: "{来|く}るかも しれません。{本当|ほんとう}では ありません。"),
        Case(rule: .endings, text: "{逃|に}げて ください。{雨|あめ}です。{来|き}ました。{大丈夫|だいじょうぶ}ですか？"),
        Case(rule: .endings, text: "■ {今|いま} すること\n{場所|ばしょ}：{市川市|いちかわし}\n・{水|みず}"),
        Case(rule: .endings, text: "｛深｜ふか｝さ", form: .phrase),
        Case(rule: .endings, text: "「{逃|に}げて ください。」と {言|い}いました。"),
        Case(rule: .endings, text: "https://example.jp/"),
        Case(rule: .doubleNegative, text: "{危|あぶ}なく ないです。"),
        Case(rule: .doubleNegative, text: "これは {本当|ほんとう}では ありません。"),
        Case(rule: .voice, text: "{地震|じしん}が {来|く}るかも しれません。"),
        Case(rule: .voice, text: "{子|こ}どもが {生|う}まれました。{知|し}らせて ください。"),
        Case(rule: .honorifics, text: "お{知|し}らせを {見|み}て ください。お{年寄|としよ}りに なる {人|ひと}です。"),
        Case(rule: .honorifics, text: "バスを おりて ください。ごはんを たべて ください。"),
        Case(rule: .eras, text: "2026{年|ねん}（{令和|れいわ}8{年|ねん}）です。"),
        Case(rule: .eras, text: "{令和|れいわ}8{年|ねん}（2026{年|ねん}）です。{昭和|しょうわ}の {町|まち}です。"),
        Case(rule: .dates, text: "2026{年|ねん}11{月|がつ}23{日|にち}です。"),
        Case(rule: .dates, text: "047-334-1111に でんわして ください。0.5メートルです。https://a.jp/2026/11/23/"),
        Case(rule: .times, text: "{午後|ごご}5{時|じ}30{分|ぷん}です。"),
        Case(rule: .times, text: "{午前|ごぜん}9{時|じ}から 11{時|じ}までです。3{時間|じかん}です。"),
        Case(rule: .ranges, text: "9から 11までです。"),
        Case(rule: .ranges, text: "https://example.jp/~a/"),
        Case(rule: .latin, text: "JRと NHKと Wi-Fiと PM2.5です。"),
        Case(rule: .latin, text: "https://www.city.example.jp/ を {見|み}て ください。a@example.jp"),
        Case(rule: .katakana, text: "バスと テレビと ガスと スマートフォンです。"),
        Case(rule: .katakana, text: "あー。ア。"),
        Case(rule: .terms, text: "{余震|よしん}〈{後|あと}で {来|く}る {地震|じしん}〉です。{余震|よしん}に {気|き}を つけて ください。"),
        Case(rule: .terms, text: "{津波警報|つなみけいほう}〈{高|たか}い {波|なみ}〉です。{津波|つなみ}から {逃|に}げて ください。"),
        Case(rule: .terms, text: "{津波|つなみ}の {高|たか}さ", form: .phrase),
        Case(rule: .vagueness, text: "いろいろな {人|ひと}が ときどき {来|き}ます。ところです。"),
        Case(rule: .vagueness, text: "みなどりさんです。"),
        Case(rule: .vocabulary, text: "{高|たか}い ところへ {逃|に}げて ください。"),
        Case(rule: .vocabulary, text: "{市川市|いちかわし}の {津波警報|つなみけいほう}です。"),
        Case(rule: .firstSentence, text: "{今|いま}すぐ {逃|に}げて ください。{大雨|おおあめ}です。"),
        Case(rule: .firstSentence, text: "レベル4の {雨|あめ}から {逃|に}げて ください。"),
        Case(rule: .firstSentence, text: "{津波|つなみ}の {警報|けいほう}は {終|お}わりました。"),
        Case(rule: .firstSentence, text: "{明日|あした}は {休|やす}みです。", occasion: .notice),
    ]

    private func findings(_ test: Case) -> [LintFinding] {
        Sample.linter().lint(test.text, as: test.form, for: test.occasion).findings.filter { $0.rule == test.rule }
    }

    @Test(.enabled(if: Sample.dictionary != nil), arguments: bad)
    func aBadSentenceIsFound(_ test: Case) {
        let findings = findings(test)
        #expect(!findings.isEmpty)
        if test.rule != .kanjiCount {
            let isBlocking = test.rule.severity == .blocking
            #expect(findings.allSatisfy { ($0.severity == .blocking) == isBlocking })
        }
    }

    @Test(.enabled(if: Sample.dictionary != nil), arguments: good)
    func aGoodSentenceIsLeftAlone(_ test: Case) {
        #expect(findings(test).map { "\($0.text): \($0.message)" } == [])
    }

    @Test func eachRuleHasTwoCasesOfEachKind() {
        for rule in Rule.allCases {
            #expect(Self.bad.count { $0.rule == rule } >= 2, "\(rule)")
            #expect(Self.good.count { $0.rule == rule } >= 2, "\(rule)")
        }
    }

    /// The severities of the reference.
    @Test func advisesOnlyWhereTheReferenceWarns() {
        let advice = Rule.allCases.filter { $0.severity == .advice }.map(\.rawValue)
        #expect(advice == ["EJ02", "EJ03", "EJ04", "EJ06", "EJ09", "EJ15", "EJ16", "EJ18", "EJ19"])
    }

    @Test func moreThanThirteenKanjiBlock() {
        let findings = Sample.linter().lint("日月火水木金土山川田目耳口手です。", for: .notice).findings
        #expect(findings.first { $0.rule == .kanjiCount }?.severity == .blocking)
    }
}
