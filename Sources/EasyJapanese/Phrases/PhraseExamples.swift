// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What stands for the arguments of the phrase book while its phrases are looked at: as facts are, rather long than short.
public enum PhraseExamples {
    /// Examples by the arguments' names.
    public static let all = [
        "place": "｛海川市｜うみかわし｝", "where": "｛海川市｜うみかわし｝", "region": "｛千葉県北西部｜ちばけんほくせいぶ｝",
        "coast": "｛東京湾内湾｜とうきょうわんないわん｝", "station": "｛大町｜おおまち｝",
        "intensity": "｛震度｜しんど｝6｛強｜きょう｝", "previousIntensity": "｛震度｜しんど｝5｛弱｜じゃく｝",
        "maximum": "｛震度｜しんど｝7", "clock": "｛午前｜ごぜん｝10｛時｜じ｝15｛分｜ふん｝",
        "moment": "2026｛年｜ねん｝11｛月｜がつ｝23｛日｜にち｝ ｛午前｜ごぜん｝10｛時｜じ｝",
        "arrival": "｛午前｜ごぜん｝10｛時｜じ｝10｛分｜ぷん｝", "grade": "｛津波警報｜つなみけいほう｝",
        "previousGrade": "｛大津波警報｜おおつなみけいほう｝", "height": "3メートル", "level": "4",
        "warning": "｛大雨危険警報｜おおあめきけんけいほう｝", "previousWarning": "｛大雨警報｜おおあめけいほう｝",
        "what": "｛竜巻｜たつまき｝〈とても ｛強｜つよ｝い ｛風｜かぜ｝〉に ｛注意｜ちゅうい｝",
        "publisher": "｛気象庁｜きしょうちょう｝", "reading": "1｛時間｜じかん｝に 50ミリの ｛雨｜あめ｝",
        "language": "Tiếng Việt", "year": "2026", "month": "11", "day": "23", "hour": "10", "minute": "15",
    ]

    /// Whether a phrase is a subject or a part of one, by its key: those are shown without readings and spaces.
    public static func form(of key: String) -> TextForm {
        key.contains(".subject") || key.hasSuffix(".mark") || key.hasPrefix("frame.change.") ? .subject : .phrase
    }
}
