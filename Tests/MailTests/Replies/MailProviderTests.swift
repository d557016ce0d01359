// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mail
import Testing

@Suite struct MailProviderTests {
    @Test(
        arguments: [
            ("docomo.ne.jp", .docomo),
            ("ezweb.ne.jp", .au), ("t.ezweb.ne.jp", .au), ("a.biz.ezweb.ne.jp", .au), ("au.com", .au),
            ("biz.au.com", .au),
            ("uqmobile.jp", .au), ("ne.auone-net.jp", .au),
            ("softbank.ne.jp", .softBank), ("i.softbank.jp", .softBank), ("t.vodafone.ne.jp", .softBank),
            ("ymobile.ne.jp", .softBank), ("ymobile1.ne.jp", .softBank), ("jp-t.ne.jp", .softBank),
            ("pdx.ne.jp", .softBank),
            ("di.pdx.ne.jp", .softBank), ("willcom.com", .softBank),
            ("rakumail.jp", .rakuten),
            ("gmail.com", .gmail), ("googlemail.com", .gmail),
            ("yahoo.co.jp", .yahooJapan), ("yahoo.ne.jp", .yahooJapan), ("ybb.ne.jp", .yahooJapan),
            ("yahoo.com", .yahoo), ("yahoo.com.br", .yahoo), ("yahoo.co.id", .yahoo), ("aol.com", .yahoo),
            ("icloud.com", .iCloud), ("me.com", .iCloud), ("mac.com", .iCloud),
            ("outlook.jp", .microsoft), ("outlook.com", .microsoft), ("hotmail.co.jp", .microsoft),
            ("live.jp", .microsoft),
            ("msn.com", .microsoft),
            ("biglobe.ne.jp", .other), ("city.example.jp", .other), ("live.example.jp", .other),
            ("outlook.example.com", .other), ("notdocomo.ne.jp", .other), ("docomo.ne.jp.example", .other),
            ("evilezweb.ne.jp", .other), ("", .other), (".", .other), ("co.jp", .other),
        ] as [(String, MailProvider)]
    )
    func isToldByTheDomain(_ domain: String, _ provider: MailProvider) {
        #expect(MailProvider(domain: domain) == provider)
    }
}
