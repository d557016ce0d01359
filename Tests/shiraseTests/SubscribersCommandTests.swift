// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct SubscribersCommandTests {
    /// Good rows stay, bad rows are named by their line, and no address is repeated to the screen.
    @Test func importKeepsGoodRowsAndNamesBadOnes() async throws {
        let site = try await Site()
        let file = try site.folder.file(
            "residents.csv",
            """
            email,language,topics,areas,thresholds
            anna@example.jp,en,earthquake;tsunami,八幡,earthquake=5-
            not an address,en,earthquake,,
            bob@example.jp,tlh,earthquake,,
            carla@example.jp,es,weather,どこか,weather=9
            dai@example.jp,ja-simple,weather,1220300,weather=4
            anna@example.jp,ja,earthquake,,
            """
        )
        let result = try site.run("subscribers", "import", file.path)
        #expect(result.status == 65)
        #expect(result.output == "added 2, replaced 0, refused 4\n")
        for line in [3, 4, 5, 7] { #expect(result.errors.contains("line \(line): ")) }
        #expect(result.errors.contains("どこか"))
        #expect(!result.errors.contains("@example.jp"))

        let count = try site.run("subscribers", "count", "--json")
        #expect(count.output.contains("\"total\":2"))
        let exported = try site.run("subscribers", "export")
        #expect(exported.output.contains("anna@example.jp,en,"))
        // What was exported goes in again and changes nothing.
        let again = try site.run("subscribers", "import", try site.folder.file("again.csv", exported.output).path)
        #expect(again.output == "added 0, replaced 2, refused 0\n")
        #expect(try site.run("subscribers", "export").output == exported.output)
    }

    /// P9: neither the database nor its journal holds an address or a part of one.
    @Test func addressesAreUnreadableAtRest() async throws {
        let site = try await Site()
        let file = try site.folder.file("one.csv", "email,language,topics\ncanary-name@example.jp,en,earthquake\n")
        #expect(try site.run("subscribers", "import", file.path).status == 0)
        let folder = site.database.deletingLastPathComponent()
        var looked = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasPrefix("shirase.sqlite") {
            looked += 1
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            #expect(bytes.range(of: Data("canary-name".utf8)) == nil, "\(name) holds the address")
        }
        #expect(looked > 0)
    }

    @Test func wrongKeyIsTold() async throws {
        let site = try await Site()
        try site.importResidents(1)
        let key = site.database.deletingLastPathComponent().appendingPathComponent("city.key")
        try FileManager.default.removeItem(at: key)
        let missing = try site.run("subscribers", "count")
        #expect(missing.status == 78)
        #expect(missing.errors.contains("subscribers key --create"))
        #expect(try site.run("subscribers", "key", "--create").status == 0)
        let other = try site.run("subscribers", "export")
        #expect(other.status != 0)
        #expect(other.errors.contains("is it the key that the registry was made with?"))
    }
}
