// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Web

@Suite struct BearerTokenTests {
    @Test(arguments: ["Bearer abc", "bearer abc", "BEARER abc"])
    func theSchemeHasNoCase(header: String) {
        #expect(BearerToken("abc").isShown(by: header))
    }

    @Test(arguments: [
        nil, "", "abc", "Bearer", "Bearer ", "Bearer ab", "Bearer abcd", "Bearer abd", "Bearer ABC", "Bearer abcabc",
        "Bearer abc ", "Basic abc",
    ])
    func anythingElseIsRefused(header: String?) {
        #expect(!BearerToken("abc").isShown(by: header))
    }

    @Test(arguments: ["Bearer ", "Bearer", "", "Bearer x"])
    func anEmptyTokenIsShownByNobody(header: String) {
        #expect(!BearerToken("").isShown(by: header))
    }
}
