// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import PackageDescription

/// The rules of the root package.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// A package of its own without dependencies. The rooms under test are links to the folders of the root package: as its
// product they would bring everything that the product needs, BoringSSL and SQLite among it, built with a sanitizer.
// `run` builds it: the instrumentation and libFuzzer's runtime are named on its command line.
let package = Package(
    name: "shirase-fuzz",
    targets: [
        // MARK: Rooms under test
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CXMLShims", dependencies: ["CXML2"]),
        .target(name: "AlertModel", swiftSettings: strict),
        .target(name: "SafeXML", dependencies: ["CXMLShims"], swiftSettings: strict),
        .target(name: "Intake", dependencies: ["AlertModel", "SafeXML"], swiftSettings: strict),
        .target(name: "CAP", dependencies: ["AlertModel", "SafeXML"], swiftSettings: strict),
        // Of this room the reader of feeds alone.
        .target(name: "Feeds", dependencies: ["SafeXML"], swiftSettings: strict),
        .target(name: "CICUShims", linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
        .target(name: "Localization", dependencies: ["CICUShims"], swiftSettings: strict),
        .systemLibrary(name: "CMeCab", providers: [.apt(["libmecab-dev"])]),
        // Of this room all but what reads a city's profile.
        .target(name: "EasyJapanese", dependencies: ["CMeCab", "Localization"], swiftSettings: strict),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCurlShims", dependencies: ["CCurl"]),
        .target(name: "Mail", dependencies: ["CCurl", "CCurlShims"], swiftSettings: strict),

        // MARK: The driver
        .target(name: "CFuzzer"),
        .target(
            name: "Fuzzing",
            dependencies: ["CFuzzer"],
            swiftSettings: strict,
            linkerSettings: [.linkedLibrary("stdc++")]
        ),

        // MARK: Targets
        .executableTarget(name: "FuzzXML", dependencies: ["Fuzzing", "SafeXML"], swiftSettings: strict),
        .executableTarget(
            name: "FuzzTelegram",
            dependencies: ["AlertModel", "Fuzzing", "Intake", "SafeXML"],
            swiftSettings: strict
        ),
        .executableTarget(name: "FuzzCAP", dependencies: ["CAP", "Fuzzing"], swiftSettings: strict),
        .executableTarget(name: "FuzzAtom", dependencies: ["Feeds", "Fuzzing"], swiftSettings: strict),
        .executableTarget(name: "FuzzPO", dependencies: ["Fuzzing", "Localization"], swiftSettings: strict),
        .executableTarget(name: "FuzzPattern", dependencies: ["Fuzzing", "Localization"], swiftSettings: strict),
        .executableTarget(
            name: "FuzzReadings",
            dependencies: ["EasyJapanese", "Fuzzing", "Localization"],
            swiftSettings: strict
        ),
        .executableTarget(name: "FuzzHeader", dependencies: ["Fuzzing", "Mail"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
