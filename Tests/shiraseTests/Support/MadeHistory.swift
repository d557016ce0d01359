// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport

@testable import shirase

/// Histories of telegrams made out of those of the demonstration.
struct MadeHistory {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A demonstration telegram as text.
    static func demo(_ name: String) throws -> String {
        try String(contentsOf: RepositoryRoot.appending("Cities/ichikawa/demo/\(name).xml"), encoding: .utf8)
    }

    /// A night with one tsunami advisory for the city's coast and twenty updates of it, as the bulletins of a far
    /// earthquake come: the same advisory again and again, arrival times that shift, and its end in the morning.
    func tsunamiNight() throws {
        let first = try Self.advisory()
        for update in 0...20 {
            var text = DemoTelegrams.moved(first, by: Double(update) * 25 * 60)
            if update > 0 {
                text = text.replacing(
                    "<Name>津波なし</Name>\n              <Code>00</Code>",
                    with: Self.kind("津波注意報", "62")
                )
            }
            if update.isMultiple(of: 3) {
                text = text.replacing(
                    "<ArrivalTime>2026-11-05T10:10:00",
                    with: "<ArrivalTime>2026-11-05T10:2\(update % 10):00"
                )
            }
            if update == 20 {
                text = text.replacing(
                    Self.kind("津波注意報", "62") + "\n            </Kind>",
                    with: Self.kind("津波注意報解除", "60") + "\n            </Kind>"
                )
            }
            _ = try folder.file("\(String(100 + update)).xml", text)
        }
    }

    private static func advisory() throws -> String {
        let text = try demo("04-VTSE41")
        // The city's coast: from a warning of three metres to an advisory of one.
        return text.replacing(kind("津波警報", "51"), with: kind("津波注意報", "62"))
            .replacing("description=\"３ｍ\">3<", with: "description=\"１ｍ\">1<")
    }

    private static func kind(_ name: String, _ code: String) -> String {
        "<Name>\(name)</Name>\n              <Code>\(code)</Code>"
    }
}
