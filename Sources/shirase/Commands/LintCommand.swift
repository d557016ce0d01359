// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import EasyJapanese
import Foundation
import Gazetteer
import Localization

struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint-ja",
        abstract: "Looks at Japanese text by the rules of やさしい日本語; changes nothing.",
        discussion: """
            Text with readings as {漢字|かんじ} or ｛漢字｜かんじ｝, UTF-8, at most 1 MiB; of a phrase file (.po) each phrase. \
            A line for each finding: file:line:column, rule, whether it blocks, what is wrong and what may stand there. \
            Exit code 65 where a blocking rule is broken, 66 where a file is missing.
            """
    )

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case message
        case phrase
        case subject
    }

    @Argument(help: "Files; - or none for standard input.") var files: [String] = []
    @Flag(help: "Findings, readings and words with their levels as a JSON array, an object a file.") var json = false
    @Flag(help: "Prints the text with proposed readings and spaces; what is still wrong then goes to standard error.")
    var readings = false
    @Flag(help: "Nobody must act at once: 13 kanji a sentence are good, and the first one needs no action.")
    var notice = false
    @Option(name: .customLong("as"), help: "message (whole), phrase (a part of one) or subject.")
    var form = Form.message
    @Option(name: .long, help: "A city of the resources, or the folder of a profile, for the readings of places.")
    var city = "ichikawa"

    func validate() throws {
        if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("- may be given once") }
    }

    func run() async throws {
        try await running {
            let linter = try linter()
            var results: [LintResult] = []
            var isMissing = false
            for file in files.isEmpty ? ["-"] : files {
                do {
                    results.append(try result(of: file, by: linter))
                } catch let failure as Failure where failure.code == .missingInput {
                    // The others are looked at all the same.
                    Console.error(failure.message)
                    isMissing = true
                }
            }
            if json { try Console.json(results) } else { show(results) }
            for note in Set(results.flatMap(\.notes)).sorted() { Console.error(note) }
            if isMissing { throw ExitCode(Failure.Code.missingInput.rawValue) }
            if results.contains(where: \.blocked) { throw ExitCode(Failure.Code.badInput.rawValue) }
        }
    }

    private func linter() throws -> EasyJapaneseLinter {
        let folder =
            city.contains("/")
            ? URL(fileURLWithPath: city) : Resources.folder.appendingPathComponent("Cities/\(city)")
        do {
            return EasyJapaneseLinter(
                words: try WordLists(directory: Resources.folder.appendingPathComponent("Locales/easy-japanese")),
                places: PlaceReadings(city: try CityProfile(directory: folder)),
                dictionary: MorphemeDictionary()
            )
        } catch {
            throw Failure(.badConfiguration, "\(error)")
        }
    }

    private func result(of file: String, by linter: EasyJapaneseLinter) throws -> LintResult {
        let name = file == "-" ? "standard input" : file
        if file.hasSuffix(".po") { return try phrases(of: file, by: linter) }
        let bytes = try bytes(of: file, name: name, limit: EasyJapaneseLinter.Limit.textBytes)
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw Failure(.badInput, "\(name): is not UTF-8; save it as UTF-8 and try again")
        }
        let occasion = notice ? Occasion.notice : .emergency
        let report = linter.lint(text, as: TextForm(rawValue: form.rawValue) ?? .message, for: occasion)
        guard readings else { return LintResult(file: name, report: report) }
        let after = linter.lint(report.proposal, as: TextForm(rawValue: form.rawValue) ?? .message, for: occasion)
        return LintResult(file: name, report: report, after: after)
    }

    private func phrases(of file: String, by linter: EasyJapaneseLinter) throws -> LintResult {
        if readings { throw ValidationError("--readings is for texts, not for phrase files") }
        let bytes = try bytes(of: file, name: file, limit: POFile.Limit.fileBytes)
        do throws(POError) {
            return LintResult(file: file, phrases: try POFile(parsing: Array(bytes)).entries, linter: linter)
        } catch {
            throw Failure(.badInput, error.faults.map { "\(file):\($0.line): \($0.message)" }.joined(separator: "\n"))
        }
    }

    private func bytes(of file: String, name: String, limit: Int) throws -> Data {
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue,
                let opened = FileHandle(forReadingAtPath: file)
            else { throw Failure(.missingInput, "\(name): is no file that can be read; is the path right?") }
            handle = opened
        }
        // One byte more than allowed is enough to be refused.
        let data = try handle.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else {
            throw Failure(.badInput, "\(name): has more than \(limit) bytes; look at one message at a time")
        }
        return data
    }

    private func show(_ results: [LintResult]) {
        for result in results {
            if let proposal = result.proposal {
                Console.bytes(Array(proposal.utf8))
                if !proposal.hasSuffix("\n") { Console.line() }
                for reading in result.readings where reading.source == .mecab || reading.source == .unconfirmed {
                    Console.error(
                        "\(result.place(reading.place)): check \(reading.word) \(reading.reading) "
                            + "(\(reading.source.rawValue))"
                    )
                }
                for finding in result.findings { Console.error(result.line(finding)) }
            } else {
                for finding in result.findings { Console.line(result.line(finding)) }
            }
        }
        guard !readings else { return }
        let findings = results.flatMap(\.findings)
        let blocking = findings.count { $0.severity == .blocking }
        Console.line("\(blocking) blocking, \(findings.count - blocking) advice")
    }
}
