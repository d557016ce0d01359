// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Testing

/// Where findings are, and what they suggest.
@Suite struct FindingTests {
    private func finding(_ rule: Rule, _ text: String, form: TextForm = .message) -> LintFinding? {
        Sample.linter().lint(text, as: form).findings.first { $0.rule == rule }
    }

    @Test(arguments: [
        ("逃げて ください。", 1, 1, 0, 1), ("\n\n{海|うみ}から逃げて ください。", 3, 9, 10, 1),
        ("👨‍👩‍👧は\r\nが\u{3099}避難して ください。", 2, 2, 4, 2), ("あ{避|ひ}難して ください。", 1, 7, 6, 1),
    ])
    func placesCountCharactersWithMarkup(text: String, line: Int, column: Int, offset: Int, length: Int) {
        let place = finding(.readings, text)?.place
        #expect(place == Place(line: line, column: column, offset: offset, length: length))
    }

    /// The text of a finding is the text at its place, and a suggestion put there is good by the rule.
    @Test(.enabled(if: Sample.dictionary != nil), arguments: RuleTests.bad)
    func suggestionsMend(_ test: RuleTests.Case) {
        let characters = Array(test.text)
        let before = Sample.linter().lint(test.text, as: test.form, for: test.occasion).findings
        for finding in before where finding.rule == test.rule {
            let range = finding.place.offset..<(finding.place.offset + finding.place.length)
            #expect(String(characters[range]) == finding.text)
            guard let suggestion = finding.suggestion, test.rule != .vocabulary else { continue }
            let mended =
                String(characters[..<range.lowerBound]) + suggestion + String(characters[range.upperBound...])
            let after = Sample.linter().lint(mended, as: test.form, for: test.occasion).findings
            #expect(
                after.count { $0.rule == test.rule } < before.count { $0.rule == test.rule },
                "\(mended): \(after.filter { $0.rule == test.rule }.map(\.message))"
            )
            let readings = before.count { $0.rule == .readings && $0.severity == .blocking }
            #expect(after.count { $0.rule == .readings && $0.severity == .blocking } <= readings, "\(mended)")
        }
    }

    @Test(
        arguments: [
            (Rule.eras, "令和8年です。", "2026{年|ねん}"), (.eras, "平成元年です。", "1989{年|ねん}"),
            (.eras, "昭和六十四年です。", "1989{年|ねん}"), (.eras, "｛令和｜れいわ｝8｛年｜ねん｝です。", "2026｛年｜ねん｝"),
            (.dates, "2026/11/1です。", "2026{年|ねん}11{月|がつ}{1日|ついたち}"), (.dates, "４／５です。", "4{月|がつ}{5日|いつか}"),
            (.times, "17:30です。", "{午後|ごご}5{時|じ}30{分|ぷん}"), (.times, "０：０５です。", "{午前|ごぜん}0{時|じ}5{分|ふん}"),
            (.times, "午後17時です。", "5{時|じ}"), (.times, "24:00です。", "{午前|ごぜん}0{時|じ}"),
            (.ranges, "9〜11です。", "から11まで"), (.ranges, "月〜{5日|いつか}です。", "から{5日|いつか}まで"),
            (.ranges, "1〜3までです。", "から3"), (.honorifics, "ご遠慮ください。", "しないで ください"),
            (.terms, "余震です。", "{余震|よしん}〈{後|あと}で {来|く}る {地震|じしん}〉"), (.vagueness, "なるべく はやく です。", ""),
            (.endings, "ここは だめである。", "です"), (.readings, "{バス|ばす}です。", "バス"),
            (.readings, "{避難|ヒナン}です。", "{避難|ひなん}"), (.katakana, "キャンセルです。", "やめること"),
        ] as [(Rule, String, String)]
    )
    func suggests(rule: Rule, text: String, suggestion: String) {
        #expect(finding(rule, text)?.suggestion == suggestion)
    }

    @Test(
        .enabled(if: Sample.dictionary != nil),
        arguments: [
            ("バスに {乗|の}る。", "ります"), ("{高|たか}い ところへ {逃|に}げる。", "ます"), ("{避難|ひなん}する。", "します"),
            ("{海|うみ}へ {行|い}く。", "きます"), ("あした {来|く}る。", nil), ("{今日|きょう}は {雨|あめ}。", "雨です"),
        ] as [(String, String?)]
    )
    func politeEndings(text: String, suggestion: String?) throws {
        let found = try #require(finding(.endings, text))
        // A noun keeps its reading where the stretch is a whole markup: then the suggestion says the word alone.
        #expect(found.suggestion == suggestion)
    }

    /// Half a word with a reading is never replaced.
    @Test func aSuggestionDoesNotTearAReading() throws {
        let found = try #require(finding(.vagueness, "{等級|とうきゅう}など{色々|いろいろ}です。"))
        #expect(found.suggestion == "" || found.suggestion == nil)
        #expect(finding(.eras, "{令和8|れいわ8}{年|ねん}です。")?.suggestion != nil)
        #expect(finding(.eras, "{令和8年度|れいわはちねんど}です。")?.suggestion == nil)
    }

    @Test func blockingFindingsAreToldFirstWhereThereAreTooMany() {
        let text = String(repeating: "エリア、", count: 1500) + "\n" + String(repeating: "犬、", count: 20)
        let report = Sample.linter().lint(text)
        #expect(report.findings.count == EasyJapaneseLinter.Limit.findings)
        #expect(report.findings.count { $0.rule == .readings } == 20)
        #expect(report.notes.contains { $0.contains("findings") })
        #expect(report.findings.map(\.place.offset) == report.findings.map(\.place.offset).sorted())
    }

    @Test func withoutADictionaryItSaysSoOnceAndStillWorks() {
        let report = Sample.linter(dictionary: nil).lint("北方町へ逃げてください。17:30です。")
        #expect(report.notes.count == 1)
        #expect(report.notes.first?.contains("mecab-ipadic-utf8") == true)
        #expect(report.findings.contains { $0.rule == .times })
        #expect(report.findings.contains { $0.rule == .spaces })
        #expect(report.words.isEmpty)
        #expect(MorphemeDictionary(path: "/nowhere") == nil)
    }

    @Test(.enabled(if: Sample.dictionary != nil))
    func wordsHaveTheirLevels() {
        let words = Sample.linter().lint("{水|みず}を {避難所|ひなんじょ}へ {迅速|じんそく}に {運|はこ}びます。").words
        #expect(words.map(\.base) == ["水", "避難所", "迅速", "運ぶ"])
        #expect(words.map(\.level) == [.n5, nil, .n1, .n4])
        #expect(words.map(\.isListed) == [false, true, false, false])
        #expect(words.map(\.place.offset) == [0, 8, 21, 32])
    }
}
