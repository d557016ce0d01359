// swift-tools-version:6.2
import PackageDescription

/// Every Swift target is held to the same rules; a new target takes this list, not one of its own.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "shirase",
    products: [
        .executable(name: "shirase", targets: ["shirase"]),
        // For the nested package Benchmarks.
        .library(
            name: "ShiraseRooms",
            targets: [
                "AlertDesk", "AlertModel", "CAP", "Composer", "Delivery", "Gazetteer", "Intake", "Localization", "Mail",
                "Registry", "SafeXML", "Storage",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration.git",
            from: "1.4.0",
            traits: [.defaults, "YAML"]
        ),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // MARK: C libraries behind shims
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCurlShims", dependencies: ["CCurl"]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CXMLShims", dependencies: ["CXML2"]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CMeCab", providers: [.apt(["libmecab-dev"])]),
        .target(name: "CICUShims", linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),

        // MARK: Floor 1: values
        .target(name: "AlertModel", swiftSettings: strict),

        // MARK: Floor 2
        .target(name: "Gazetteer", dependencies: ["AlertModel", yams], swiftSettings: strict),
        .target(name: "Localization", dependencies: ["CICUShims"], swiftSettings: strict),
        .target(name: "Storage", dependencies: ["CPQ", crypto, grdb, sqlite], swiftSettings: strict),
        .target(name: "SafeXML", dependencies: ["CXMLShims"], swiftSettings: strict),
        .target(name: "Transfer", dependencies: ["CCurl", "CCurlShims", "CZlib"], swiftSettings: strict),

        // MARK: Floor 3
        .target(name: "Intake", dependencies: ["AlertModel", "SafeXML"], swiftSettings: strict),
        .target(
            name: "Registry",
            dependencies: ["AlertModel", "Localization", "Storage", crypto],
            swiftSettings: strict
        ),
        .target(
            name: "Composer",
            dependencies: ["AlertModel", "CQrencode", "Gazetteer", "Localization", yams],
            swiftSettings: strict
        ),
        .target(name: "Mail", dependencies: ["CCurl", "CCurlShims"], swiftSettings: strict),
        .target(name: "CAP", dependencies: ["AlertModel", "SafeXML"], swiftSettings: strict),
        .target(name: "Sensors", dependencies: ["AlertModel", "SafeXML", "Storage"], swiftSettings: strict),
        .target(name: "Roster", dependencies: ["Storage"], swiftSettings: strict),
        .target(name: "Mailbox", dependencies: [nioCore, nioPosix], swiftSettings: strict),
        .target(name: "AlertDesk", dependencies: ["AlertModel", "Storage", crypto], swiftSettings: strict),
        .target(
            name: "EasyJapanese",
            dependencies: ["CMeCab", "Gazetteer", "Localization"],
            swiftSettings: strict
        ),

        // MARK: Floor 4
        .target(
            name: "Delivery",
            dependencies: ["AlertModel", "Localization", "Registry", "Storage", logging],
            swiftSettings: strict
        ),

        .target(name: "Feeds", dependencies: ["SafeXML", "Storage", "Transfer"], swiftSettings: strict),

        // MARK: Floor 5
        .target(
            name: "Web",
            dependencies: [
                "Localization", "Mailbox", "Transfer", crypto, httpTypes, hummingbird, hummingbirdCore, logging,
                mustache, nioCore, nioHTTPTypes,
            ],
            resources: [.copy("Pages")],
            swiftSettings: strict
        ),

        // MARK: Floor 6: commands and wiring
        .executableTarget(
            name: "shirase",
            dependencies: [
                "AlertDesk", "AlertModel", "CAP", "Composer", "Delivery", "EasyJapanese", "Feeds", "Gazetteer",
                "Intake", "Localization", "Mail", "Mailbox", "Registry", "Roster", "SafeXML", "Sensors", "Storage",
                "Transfer", "Web", argumentParser, configuration, lifecycle, logging, system, unixSignals, yams,
            ],
            swiftSettings: strict
        ),

        // MARK: Tests
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // Apart, for rooms with rows alone: GRDB's operators, visible from here, slow the type checker down.
        .target(
            name: "StorageTestSupport",
            dependencies: ["Storage", "TestSupport"],
            path: "Tests/StorageTestSupport",
            swiftSettings: strict
        ),
    ]
        + tests([
            "AlertModel": [],
            "Gazetteer": ["AlertModel"],
            "Localization": [],
            "Storage": ["StorageTestSupport"],
            "Intake": ["AlertModel", "SafeXML"],
            "SafeXML": [],
            "CAP": ["AlertModel"],
            "Sensors": ["AlertModel", "Storage", "StorageTestSupport"],
            "Transfer": [],
            "Feeds": ["Storage", "StorageTestSupport", "Transfer"],
            "Registry": ["AlertModel", "Localization", "Storage", "StorageTestSupport"],
            "Roster": ["Storage", "StorageTestSupport"],
            "Composer": ["AlertModel", "Gazetteer", "Localization"],
            "Mail": ["Mailbox"],
            "Mailbox": [nioCore, nioPosix],
            "AlertDesk": ["AlertModel", "Storage", "StorageTestSupport"],
            "Delivery": ["AlertModel", "Localization", "Registry", "Storage", "StorageTestSupport", logging],
            "EasyJapanese": ["Gazetteer", "Localization"],
            "Web": ["Localization", "Mailbox", hummingbird, logging, nioCore, nioPosix],
            "shirase": [
                "AlertDesk", "AlertModel", "Composer", "Delivery", "Feeds", "Gazetteer", "Intake", "Localization",
                "Mail", "Mailbox", "Registry", "Roster", "Storage", "StorageTestSupport", logging,
            ],
        ]),
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)

/// One test target a source target, each with `TestSupport` and what else its tests name.
func tests(_ rooms: [String: [Target.Dependency]]) -> [Target] {
    // Files that tests read by path from the checkout, not through a bundle.
    let data = [
        "Composer": ["Golden", "Terms/jma-terms.tsv"], "Feeds": ["Python"], "Intake": ["Fixtures", "Python"],
        "Mail": ["Python"],
    ]
    return rooms.sorted { $0.key < $1.key }.map { room, more in
        .testTarget(
            name: "\(room)Tests",
            dependencies: [.byName(name: room), "TestSupport"] + more,
            exclude: data[room] ?? [],
            swiftSettings: strict
        )
    }
}
