// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// What `POFile` promises of any bytes; the fuzzer holds it to that, and so do the tests.
enum POProperty {
    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        let file: POFile
        do throws(POError) {
            file = try POFile(parsing: [UInt8](data))
        } catch {
            let lines = data.count { $0 == 0x0A } + 1
            guard !error.faults.isEmpty else { return "refused without a reason" }
            return error.faults.allSatisfy { (1...lines).contains($0.line) } ? nil : "a fault on no line of the file"
        }
        let text = file.serialized
        guard let again = try? POFile(parsing: text) else { return "what is written is refused" }
        guard again == file else { return "what is written is read as something else" }
        guard again.serialized == text else { return "written again it is something else" }
        let catalog = Catalog(language: .english, file: "en.po", contents: file)
        let sources = CatalogDomain.allCases.map {
            Catalog(language: .japanese, domain: $0, file: "ja.po", contents: file)
        }
        let folder = TranslationFolder(directory: URL(fileURLWithPath: "/Locales"), catalogs: sources + [catalog])
        let findings = folder.check([.english, .japanese])
        guard findings.allSatisfy({ !$0.problem.isEmpty && !$0.remedy.isEmpty }) else {
            return "a finding without words"
        }
        _ = folder.statistics([.english])
        return nil
    }
}
