// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Intake
import TestSupport
import Testing

/// The fictional telegrams of the demo and of these tests are what JMA could send.
@Suite("Fixtures")
struct FixtureTests {
    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func areValidAgainstTheSchemaOfJMA() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schema-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: SharedData.appending("jma/schema"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let nullable = folder.appendingPathComponent("jmx_eb_nullable.xsd")
        if !FileManager.default.fileExists(atPath: nullable.path) {
            // The published set refers to this file: numbers that may be left empty.
            try Data(nullableSchema.utf8).write(to: nullable)
        }
        let schema = folder.appendingPathComponent("jmx.xsd")
        for fixture in Fixture.all {
            let file = folder.appendingPathComponent("\(UUID().uuidString).xml")
            try fixture.data.write(to: file)
            #expect(try XMLLint.faults(of: file, schema: schema) == "")
        }
        let broken = folder.appendingPathComponent("broken.xml")
        try Fixture.flash.replacing("<Serial></Serial>", with: "").data.write(to: broken)
        #expect(try XMLLint.faults(of: broken, schema: schema).contains("InfoKind"))
    }

    @Test func playWithinOneHalfHourInTheOrderOfTheirNumbers() throws {
        let demo = [Fixture.flash, .hypocentre, .rainLevel4, .tsunamiWarning]
        let times = try demo.map { try $0.telegram().envelope.reportedAt }
        #expect(times == [japan(9, 2), japan(9, 6), japan(9, 15), japan(9, 23)])
        for fixture in demo { #expect(fixture.text.contains("fictional")) }
    }

    private var nullableSchema: String {
        let types = ["float", "integer"].map { type in
            """
            <xs:simpleType name="nullable\(type)"><xs:union memberTypes="xs:\(type)"><xs:simpleType>
            <xs:restriction base="xs:string"><xs:length value="0"/></xs:restriction>
            </xs:simpleType></xs:union></xs:simpleType>
            """
        }
        return """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
            targetNamespace="http://xml.kishou.go.jp/jmaxml1/elementBasis1/">\(types.joined())</xs:schema>
            """
    }
}
