// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A word as MeCab cuts them, with the parts of speech of IPADIC.
struct Morpheme: Sendable, Hashable {
    /// Where it stands among the characters of its sentence.
    let range: Range<Int>
    /// The word as it stands there.
    let surface: String
    /// 名詞, 動詞, 助詞 …
    let kind: String
    /// The kind's kind: サ変接続, 自立, 格助詞 …
    let detail: String
    /// The kind of that: 助数詞, 地域 …
    let fineDetail: String
    /// How it is conjugated: 一段, 五段・ラ行 …
    let conjugation: String
    /// Its dictionary form.
    let base: String
    /// The reading in hiragana, where the dictionary has one.
    let reading: String?

    var isNoun: Bool { kind == "名詞" }
    var isVerb: Bool { kind == "動詞" }
    var isParticle: Bool { kind == "助詞" }
    var isMark: Bool { kind == "記号" }
}
