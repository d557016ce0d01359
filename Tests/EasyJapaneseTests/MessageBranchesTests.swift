// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Testing

@Suite struct MessageBranchesTests {
    private func texts(_ pattern: String) -> [String] {
        MessageBranches(pattern: pattern) { name, _ in name == "n" ? "7" : "これ" }.texts
    }

    @Test(arguments: [
        ("a", ["a"]), ("", [""]), ("{place}です", ["これです"]), ("{x, number,0.0}か", ["これか"]), ("'{'a'}'", ["{a}"]),
        ("it''s ’", ["it's ’"]), ("don't", ["don't"]),
        ("{h, select, yes {はい} other {いいえ}}。", ["はい。", "いいえ。"]),
        ("{n, plural, =1 {#つ} other {#｛日｜にち｝}}", ["1つ", "7｛日｜にち｝"]),
        ("{a, select, x {{b, select, y {1} other {2}}} other {3}}{c, select, z {A} other {B}}", ["1A", "2B", "3A"]),
        ("# {n, plural, other {#}}", ["# 7"]),
    ])
    func eachBranchOnce(pattern: String, expected: [String]) {
        #expect(texts(pattern) == expected)
    }

    @Test(arguments: [
        "{", "}", "{a", "{a, select", "{a, select}", "{a, select, x {1}", "{a, select, x {1} other}",
        "{a, number, {b}}",
        String(repeating: "{a, select, other {", count: 100), "{a, plural, other {",
    ])
    func whatIsNoMessageBecomesNothing(pattern: String) {
        #expect(texts(pattern).isEmpty)
    }

    @Test func branchesAreBounded() {
        let many = "{a, select, " + (0..<1000).map { "k\($0) {\($0)} " }.joined() + "other {x}}"
        #expect(texts(many).count == 256)
    }
}
