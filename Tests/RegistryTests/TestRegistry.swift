// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry
import Storage
import StorageTestSupport
import TestSupport

/// The first moment of every test here.
let start = Date(timeIntervalSince1970: 1_700_000_000)

/// A registry on a real database with a key of its own.
struct TestRegistry {
    private let file: TestDatabase
    var folder: TemporaryFolder { file.folder }
    var database: any Database { file.database }
    let registry: Registry

    init() throws {
        file = try TestDatabase(Registry.migrations)
        registry = Registry(
            database: file.database,
            key: try KeyFile.create(at: file.folder.url.appendingPathComponent("key"))
        )
    }

    /// The same rows seen with another city's key.
    func withAnotherKey() throws -> Registry {
        Registry(database: database, key: try KeyFile.create(at: folder.url.appendingPathComponent("other-key")))
    }

    @discardableResult
    func add(
        _ address: String,
        _ language: Language = .japanese,
        _ subscriptions: [Subscription] = [
            Subscription(topic: .earthquake, area: city, threshold: Measure(rawValue: 3))
        ]
    ) throws -> Subscriber.ID {
        let subscriber = Subscriber(address: try checked(address), language: language, subscriptions: subscriptions)
        switch try registry.store([subscriber], now: start).first {
        case .added(let id)?, .replaced(let id)?: return id
        default: throw NotTaken()
        }
    }

    func token(_ id: Subscriber.ID) throws -> String {
        try registry.contacts(of: [id]).reachable[id]?.token ?? ""
    }

    func run(_ csv: String) throws -> SubscriberImport.Report {
        try run([UInt8](csv.utf8))
    }

    func run(_ bytes: [UInt8]) throws -> SubscriberImport.Report {
        try SubscriberImport(into: registry, rules: rules).run(bytes, now: start)
    }

    func export() throws -> String {
        var text = ""
        try SubscriberExport(of: registry).forEachLine { text += $0 }
        return text
    }

    /// All subscribers by address, subscriptions in one order.
    func all() throws -> [String: Known] {
        var all: [String: Known] = [:]
        try registry.forEachSubscriber { address, language, subscriptions, _ in
            all[address] = Known(language: language, subscriptions: Set(subscriptions))
        }
        return all
    }
}

struct Known: Equatable {
    var language: String
    var subscriptions: Set<Subscription>
}

struct NotTaken: Error {}

struct BadAddress: Error, CustomStringConvertible {
    let description: String
}

let city: AreaCode = "1220300"
let towns: [AreaCode] = ["1220300.2720001", "1220300.2720002", "1220300.2720003", "312"]

/// Stands in for the mail room: one at sign, something on both sides, nothing outside ASCII or unprintable.
func checked(_ text: String) throws -> SubscriberAddress {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw BadAddress(description: "not one local part and one domain")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw BadAddress(description: "a forbidden character")
    }
    let domain = parts[1].lowercased()
    return SubscriberAddress(wire: "\(parts[0])@\(domain)", key: "\(parts[0].lowercased())@\(domain)", domain: domain)
}

let rules = ImportRules(
    address: { try checked($0) },
    area: { text in
        if text == "八幡" { return towns[0] }
        let code = AreaCode(rawValue: text)
        return code == city || towns.contains(code) ? code : nil
    },
    wholeCity: city,
    defaultThresholds: [
        .earthquake: SeismicIntensity.four.measure, .tsunami: Measure(rawValue: 2), .weather: Measure(rawValue: 3),
        .crime: Measure(rawValue: 1),
    ]
)
