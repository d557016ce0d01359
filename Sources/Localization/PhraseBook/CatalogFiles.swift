// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// The PO files of a phrase book's folder.
struct CatalogFiles {
    let directory: URL
    private(set) var catalogs: [Catalog] = []
    private(set) var faults: [PhraseFault] = []

    init(directory: URL) {
        self.directory = directory
    }

    mutating func read() {
        for domain in CatalogDomain.allCases {
            let url = directory.appendingPathComponent(domain.rawValue, isDirectory: true)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
            for name in names.sorted() where name.hasSuffix(".po") {
                let file = "\(directory.lastPathComponent)/\(domain.rawValue)/\(name)"
                read(url.appendingPathComponent(name), of: domain, as: file)
            }
        }
        if catalogs.isEmpty, faults.isEmpty {
            report(directory.path, "no PO file in alerts/ or ui/ of this folder; name the folder of the phrase book")
        }
    }

    private mutating func read(_ url: URL, of domain: CatalogDomain, as file: String) {
        let tag = url.deletingPathExtension().lastPathComponent
        guard let language = Language(rawValue: tag) else {
            let tags = Language.all.map(\.rawValue).joined(separator: ", ")
            report(file, "\(tag) is no language of ours; name the file after one of \(tags)")
            return
        }
        do throws(POError) {
            let contents = try POFile(parsing: try bytes(of: url))
            catalogs.append(Catalog(language: language, domain: domain, file: file, contents: contents))
        } catch {
            for fault in error.faults {
                let key = fault.context.map(PhraseKey.init(rawValue:))
                faults.append(PhraseFault(file: file, line: fault.line, key: key, message: fault.message))
            }
        }
    }

    private func bytes(of url: URL) throws(POError) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            // One byte more than allowed is enough to be refused.
            return Array(try handle.read(upToCount: POFile.Limit.fileBytes + 1) ?? Data())
        } catch {
            let message = "the file cannot be read; check that it is a file and its permissions"
            throw POError(faults: [POError.Fault(line: 1, context: nil, message: message)])
        }
    }

    private mutating func report(_ file: String, _ message: String) {
        faults.append(PhraseFault(file: file, line: 0, key: nil, message: message))
    }
}
