// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Feeds

@Suite struct FeedOriginsTests {
    private static let jma = FeedOrigins(
        .jma("eqvol", bases: ["https://a.example/xml/feed", "https://b.example:8443/mirror/feed/"]),
        hosts: ["c.example", "d.example:444"]
    )

    private static func addresses(_ address: String, _ origins: FeedOrigins = jma) -> [String] {
        origins.addresses(
            of: .init(id: "x", title: "", updated: Date(), address: address),
            in: "https://a.example/xml/feed/eqvol.xml"
        )
    }

    @Test(
        arguments: [
            "https://a.example/xml/data/1.xml#x", "http://a.example/xml/data/1.xml",
            "http://A.Example:80/xml/data/1.xml",
            "https://a.example:443/xml/data/1.xml", "../data/1.xml", "/xml/data/1.xml", "//a.example/xml/data/1.xml",
        ]
    )
    func anEntryIsLookedForAtEachBase(_ address: String) {
        #expect(
            Self.addresses(address) == ["https://a.example/xml/data/1.xml", "https://b.example:8443/mirror/data/1.xml"]
        )
    }

    @Test func anAllowedHostIsAskedOnItsPortAlone() {
        #expect(Self.addresses("https://c.example/1.xml") == ["https://c.example/1.xml"])
        #expect(Self.addresses("http://c.example/1.xml") == ["https://c.example/1.xml"])
        #expect(Self.addresses("https://d.example:444/1.xml") == ["https://d.example:444/1.xml"])
        #expect(Self.addresses("https://a.example/other/東京.xml") == ["https://a.example/other/%E6%9D%B1%E4%BA%AC.xml"])
    }

    @Test(
        arguments: [
            "https://e.example/1.xml", "file:///etc/passwd", "gopher://a.example/", "https://u@a.example/1",
            "https://u:p@a.example/1", "", "a b", "https://a.example:8443/1", "https://a.example:22/1",
            "http://b.example:8443/1", "https://c.example:8080/1", "http://c.example:81/1", "https://d.example/1",
            "https://a.example\\@e.example/", "https://a.example.e.example/1", "https://e.example#@a.example/",
            "http://127.0.0.1/1", "https://[::1]/1", "https:///1", "javascript:alert(1)", "urn:uuid:1",
            "//e.example/1", "https://а.example/1", "https://a.example\r\nX: y",
        ]
    )
    func everythingElseIsRefused(_ address: String) {
        #expect(Self.addresses(address).isEmpty)
    }

    /// On this machine, and nowhere else, feeds may be served without TLS.
    @Test func aPlainBaseStaysPlain() {
        let origins = FeedOrigins(.cap(["http://127.0.0.1:8080/cap"]))
        #expect(Self.addresses("http://127.0.0.1:8080/1", origins) == ["http://127.0.0.1:8080/1"])
        #expect(Self.addresses("http://127.0.0.1:8081/1", origins).isEmpty)
        #expect(Self.addresses("https://127.0.0.1:8080/1", origins).isEmpty)
    }

    @Test func aRedirectionOfAFeedStaysOnItsServer() {
        let address = "https://a.example/xml/feed/eqvol.xml"
        let origins = FeedOrigins(address)
        #expect(origins.admitted("/new/eqvol.xml", from: address) == "https://a.example/new/eqvol.xml")
        #expect(origins.admitted("http://a.example/eqvol.xml", from: address) == "https://a.example/eqvol.xml")
        #expect(origins.admitted("https://b.example:8443/mirror/feed/eqvol.xml", from: address) == nil)
    }
}
