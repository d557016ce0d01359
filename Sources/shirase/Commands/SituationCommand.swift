// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import ArgumentParser
import Composer
import Foundation
import Gazetteer
import Localization

struct SituationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "situation",
        abstract: "The messages that officers issue themselves: forms, and what a filled-in one will say.",
        subcommands: [List.self, Show.self, Check.self]
    )

    struct CityOptions: ParsableArguments {
        @Option(name: .long, help: "A city of the resources, or the folder of a profile.") var city = "ichikawa"

        func read() throws -> City {
            let folder =
                city.contains("/")
                ? URL(fileURLWithPath: city) : Resources.folder.appendingPathComponent("Cities/\(city)")
            return try City(profile: folder, resources: Resources.folder)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the forms.")

        @OptionGroup var options: CityOptions

        func run() async throws {
            try await running {
                for form in try options.read().composer.situations {
                    let words = [form.name, form.title, form.hazard.topic.rawValue, form.grade.priority.name]
                    Console.line(words.joined(separator: "\t"))
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a form as a file to fill in.",
            discussion: "What is not required is commented out."
        )

        @Argument(help: "The form's name, out of `situation list`.") var name: String
        @OptionGroup var options: CityOptions

        func run() async throws {
            try await running {
                guard let form = try options.read().composer.situation(name) else {
                    throw Failure(.badInput, "no situation \(name); `shirase situation list` names all")
                }
                Console.line(SituationBlank(form).text)
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a filled-in form, and tells in Japanese what each language will say.",
            discussion: """
                Nothing is sent. No machine translates: each line is the Japanese of the very phrases and slots that the \
                language uses. Exit code 65 where the file has faults.
                """
        )

        @Argument(help: "The file, YAML.") var file: String
        @Option(name: .long, help: "One language instead of all.") var lang: String?
        @Flag(help: "The readings as a JSON array, an object a language.") var json = false
        @OptionGroup var options: CityOptions

        func run() async throws {
            try await running {
                let city = try options.read()
                let (_, alert, draft) = try SituationInput(file: file).alerts(for: city)
                let languages = try lang.map { try [language($0)] } ?? Language.all
                let readings = try languages.map { try city.composer.backReading(of: alert, in: $0) }
                if json { return try Console.json(readings) }
                Console.line("\(draft.title)｜\(draft.facts.kind)｜\(draft.status.rawValue)｜\(alert.priority.name)")
                for reading in readings { show(reading) }
            }
        }

        private func language(_ tag: String) throws -> Language {
            guard let language = Language(rawValue: tag) else {
                throw ValidationError("'\(tag)' is not one of \(Language.all.map(\.rawValue).joined(separator: ", "))")
            }
            return language
        }

        private func show(_ reading: BackReading) {
            Console.line("\n◆ \(reading.language.endonym) (\(reading.language))")
            if !reading.missing.isEmpty {
                Console.line("  やさしい日本語と英語で送ります: \(reading.missing.count) phrases are missing")
            }
            for line in reading.lines where !line.words.isEmpty {
                Console.line("  [\(line.section)] \(line.japanese)")
                for remark in line.remarks { Console.line("    ! \(line.key) \(remark)") }
                if reading.language != .japanese { Console.line("    \(line.words)") }
            }
            for gap in reading.missing { Console.error("missing phrase: \(gap)") }
        }
    }
}
