// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Gazetteer
import TestSupport

/// Linters over the repository's own lists and the profile of Ichikawa.
enum Sample {
    static let words = try? WordLists(directory: RepositoryRoot.appending("Locales/easy-japanese"))
    static let places = (try? CityProfile(directory: RepositoryRoot.appending("Cities/ichikawa")))
        .map(PlaceReadings.init(city:))
    static let dictionary = MorphemeDictionary()

    static func linter(dictionary: MorphemeDictionary? = Sample.dictionary) -> EasyJapaneseLinter {
        EasyJapaneseLinter(words: words ?? WordLists(), places: places, dictionary: dictionary)
    }
}
