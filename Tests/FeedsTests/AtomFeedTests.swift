// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Feeds
import Foundation
import SafeXML
import TestSupport
import Testing

@Suite struct AtomFeedTests {
    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func realFeedsAreReadAsAnotherParserReadsThem() throws {
        let files = SharedData.files(in: "jma/feeds", containing: [".xml"])
        #expect(files.count == 4)
        for file in files {
            let feed = try AtomFeed(Data(contentsOf: file))
            let script = """
                import sys, xml.etree.ElementTree as E
                n = '{http://www.w3.org/2005/Atom}'
                for e in E.parse(sys.argv[1]).getroot().findall(n + 'entry'): print(e.find(n + 'id').text.strip())
                """
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = ["-c", script, file.path]
            let output = Pipe()
            process.standardOutput = output
            try process.start()
            let ids = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                .split(separator: "\n").map(String.init)
            process.awaitEnd()
            #expect(Set(feed.entries.map(\.id)) == Set(ids) && feed.damaged == 0 && !ids.isEmpty)
            #expect(feed.entries.map(\.updated) == feed.entries.map(\.updated).sorted())
        }
    }

    @Test func aDamagedEntryNeverStopsTheOthers() throws {
        let text = """
            <feed xmlns="http://www.w3.org/2005/Atom"><div><p>x</p></div>
            <entry><id>http://x/2</id><updated>2026-11-05T10:00:00Z</updated><title>b</title></entry>
            <entry><id>http://x/3</id><updated>yesterday</updated></entry><entry/>
            <entry><updated>2026-11-05T09:00:00Z</updated><link href="http://x/1.xml"/><id>http://x/1</id></entry>
            <entry><id>http://x/2</id><updated>2026-11-05T10:00:00Z</updated></entry></feed>
            """
        let feed = try AtomFeed(Data(text.utf8))
        #expect(feed.entries.map(\.id) == ["http://x/1", "http://x/2"] && feed.damaged == 2)
        #expect(feed.entries[0].address == "http://x/1.xml" && feed.entries[1].address == "http://x/2")
    }

    @Test func aCAPLinkIsPreferredThenXMLThenTheFirst() throws {
        func address(_ links: String) throws -> String? {
            let text = """
                <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:x</id><updated>2026-11-05T10:00:00Z</updated>
                <link rel="self" href="s"/>\(links)</entry></feed>
                """
            return try AtomFeed(Data(text.utf8)).entries.first?.address
        }
        let html = "<link rel='alternate' type='text/html' href='h'/>"
        let xml = "<link type='application/xml' href='x'/>"
        let cap = "<link rel='related' type='Application/CAP+XML; charset=utf-8' href='c'/>"
        #expect(try address(html + xml + cap) == "c")
        #expect(try address(html + xml) == "x")
        #expect(try address(html) == "h")
        #expect(try address("<link rel='enclosure' href='e'/><link href=''/>") == "urn:x")
    }

    @Test func ofOneIdTheLatestVersionCounts() throws {
        let entries = ["10", "12", "11"].map {
            "<entry><id>urn:x</id><updated>2026-11-05T\($0):00:00Z</updated></entry>"
        }
        let feed = try AtomFeed(Data("<feed xmlns='http://www.w3.org/2005/Atom'>\(entries.joined())</feed>".utf8))
        #expect(feed.entries.map(\.updated) == [ISO8601DateFormatter().date(from: "2026-11-05T12:00:00Z")])
    }

    @Test(arguments: ["", "<html/>", "<feed/>", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", "<!DOCTYPE x><feed/>"])
    func whatIsNoFeedIsRefused(_ text: String) {
        #expect(throws: MarkupError.self) { try AtomFeed(Data(text.utf8)) }
    }
}
