// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Gazetteer

@Suite struct SearchKeyTests {
    @Test(arguments: [
        ("Kōya", "koya"), ("Kouya", "koya"), ("KOHYA", "koya"), ("Ōno", "ono"), ("Ohno", "ono"), ("Oono", "ono"),
        ("Shiohama", "shiohama"), ("Shimmachi", "shinmachi"), ("Jun'ichi", "junichi"), ("Chūgakkō", "chugakko"),
        ("コウヤ", "こうや"), ("ｶﾞｯｺｳ", "がっこう"), ("がっこう", "がっこう"), ("関ヶ島", "関け島"), ("千葉県　市川市", "千葉県市川市"),
        ("２７２－０８２７", "2720827"), ("塩浜学園（前期課程）", "塩浜学園前期課程"), ("Tỉnh Chiba", "tinhchiba"), ("ราชา", "ราชา"),
    ])
    func folds(text: String, key: String) {
        #expect(SearchKey.fold(text) == key)
    }

    @Test(arguments: ["Kōya", "コウヤ", "ｶﾞ", "Kyū-Edogawa", "thành phố Ichikawa", "စမ်း", "が"])
    func foldingTwiceChangesNothing(text: String) {
        let once = SearchKey.fold(text)
        #expect(SearchKey.fold(once) == once)
    }
}
