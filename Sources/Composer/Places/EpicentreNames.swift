// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// JMA's names of epicentres (震央地名) in every language, with readings for easy Japanese.
struct EpicentreNames: Sendable {
    /// The file holds 342 places in 16 languages, about 250 kB.
    static let largestFile = 2 << 20

    private let names: [String: [String: String]]

    private struct File: Decodable {
        let places: [String: [String: String]]
    }

    /// Why the file was refused.
    struct Refusal: Error {
        let problem: String
    }

    init(contentsOf url: URL) throws(Refusal) {
        guard let data = try? Data(contentsOf: url), data.count <= Self.largestFile else {
            throw Refusal(problem: "the names of epicentres cannot be read; put Locales/places/epicentres.json back")
        }
        guard let file = try? JSONDecoder().decode(File.self, from: data) else {
            throw Refusal(problem: "not of the form {\"places\": {CODE: {LANGUAGE: NAME}}}")
        }
        for (code, names) in file.places.sorted(by: { $0.key < $1.key }) {
            guard let name = names["ja"], !name.isEmpty else {
                throw Refusal(problem: "place \(code) has no name in ja")
            }
            if let tag = names.keys.filter({ Language(rawValue: $0) == nil }).min() {
                throw Refusal(problem: "place \(code): \(tag) is no language of ours")
            }
            guard (try? RubyText(parsing: names["ja-simple"] ?? "")) != nil else {
                throw Refusal(problem: "place \(code): the readings of ja-simple are no markup ｛漢字｜かな｝")
            }
        }
        names = file.places
    }

    /// The name for readers of a language, with reading markup in easy Japanese; none for a code that JMA's dictionary
    /// does not have, or that the telegram names differently, since then the two do not mean the same place.
    func name(of code: String, called japanese: String, in language: Language) -> String? {
        guard let place = names[code], place["ja"] == japanese else { return nil }
        return place[language.rawValue]
    }
}
