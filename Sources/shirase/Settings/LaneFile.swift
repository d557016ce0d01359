// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mail
import Yams

/// The file that `lanes.file` names: further relays, and the lanes by mail domains.
///
/// All faults are told at once, each with its line and key.
struct LaneFile {
    /// By name; `main` is the one of `relay`, and not here.
    private(set) var relays: [String: SMTPSettings] = [:]
    private(set) var lanes: [LaneSettings] = []
    private(set) var faults: [String] = []
    private let base: URL
    private let connections: Int

    /// Reads the file.
    ///
    /// - Parameter connections: of a lane that does not say how many.
    init(_ url: URL, connections: Int) {
        base = url.deletingLastPathComponent()
        self.connections = connections
        guard let data = FileManager.default.contents(atPath: url.path), data.count <= 1 << 20,
            let text = String(validating: data, as: UTF8.self)
        else {
            faults.append("there is no file \(url.path) of UTF-8, 1 MiB at most")
            return
        }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                faults.append("\(url.path) is empty; it needs `lanes`")
                return
            }
            read(root)
        } catch {
            faults.append("\(url.path) is not YAML: \(error)")
        }
    }

    private mutating func read(_ root: Node) {
        let fields = map(root, "", ["relays", "lanes"])
        if let node = fields["relays"] {
            for (name, value) in map(node, "relays", nil) {
                if name == "main" { fault(value, "relays.main", "main is the relay of the configuration itself") }
                relays[name] = relay(value, "relays.\(name)")
            }
        }
        guard let node = fields["lanes"], let items = node.sequence, !items.isEmpty else {
            fault(fields["lanes"] ?? root, "lanes", "a list of lanes is due; the last one has no domains")
            return
        }
        for (index, item) in items.enumerated() { lane(item, "lanes[\(index)]") }
    }

    private mutating func relay(_ node: Node, _ path: String) -> SMTPSettings? {
        let keys = [
            "host", "port", "security", "certificateAuthorities", "username", "passwordFile", "helo",
            "messagesPerConnection", "window",
        ]
        let fields = map(node, path, keys)
        guard let host = text(fields["host"]) else {
            fault(node, "\(path).host", "missing: the relay's name or address")
            return nil
        }
        var security = SMTPSettings.Security.startTLS
        if let name = text(fields["security"]) {
            if let known = SMTPSettings.Security(rawValue: name) {
                security = known
            } else {
                let all = SMTPSettings.Security.allCases.map(\.rawValue).joined(separator: ", ")
                fault(fields["security"] ?? node, "\(path).security", "'\(name)' is not one of \(all)")
            }
        }
        var password: String?
        if let file = text(fields["passwordFile"]) {
            do throws(SecretFile.Refusal) {
                password = try SecretFile.read(URL(fileURLWithPath: file, relativeTo: base))
            } catch {
                fault(fields["passwordFile"] ?? node, "\(path).passwordFile", error.problem)
            }
        }
        let authorities = text(fields["certificateAuthorities"]).map { URL(fileURLWithPath: $0, relativeTo: base).path }
        let settings = SMTPSettings(
            host: host,
            port: number(fields["port"], "\(path).port", in: 1...65_535) ?? (security == .implicitTLS ? 465 : 587),
            security: security,
            certificateAuthorityFile: authorities,
            username: text(fields["username"]),
            password: password,
            heloName: text(fields["helo"]) ?? "localhost",
            messagesPerConnection: number(
                fields["messagesPerConnection"],
                "\(path).messagesPerConnection",
                in: 1...1_000_000_000
            ) ?? 1_000_000,
            window: number(fields["window"], "\(path).window", in: 1...64) ?? 8
        )
        for problem in settings.faults { fault(node, path, problem) }
        return settings
    }

    private mutating func lane(_ node: Node, _ path: String) {
        let keys = ["name", "domains", "relays", "connections", "accountConnections", "perSecond", "perMinute"]
        let fields = map(node, path, keys)
        guard let name = text(fields["name"]), name.wholeMatch(of: /[a-z0-9-]{1,40}/) != nil else {
            return fault(fields["name"] ?? node, "\(path).name", "a name of small letters, digits and - is due")
        }
        var domains: [String] = []
        if let node = fields["domains"] {
            for item in node.sequence ?? [node] {
                guard let domain = item.string, Self.isDomain(domain) else {
                    fault(item, "\(path).domains", "'\(item.string ?? "")' is no mail domain")
                    continue
                }
                domains.append(domain.lowercased())
            }
        }
        var shares: [LaneSettings.RelayShare] = []
        if let node = fields["relays"] {
            for (relay, weight) in map(node, "\(path).relays", nil).sorted(by: { $0.key < $1.key }) {
                if relay != "main", relays[relay] == nil {
                    fault(weight, "\(path).relays.\(relay)", "no such relay; name it under `relays`")
                }
                let weight = number(weight, "\(path).relays.\(relay)", in: 0...1000) ?? 1
                shares.append(.init(relay: relay, weight: weight))
            }
        }
        var rates: [RateLimit] = []
        if let most = number(fields["perSecond"], "\(path).perSecond", in: 1...1_000_000) {
            rates.append(RateLimit(messages: most, per: .seconds(1)))
        }
        if let most = number(fields["perMinute"], "\(path).perMinute", in: 1...10_000_000) {
            rates.append(RateLimit(messages: most, per: .seconds(60)))
        }
        lanes.append(
            LaneSettings(
                name: name,
                domains: domains,
                relays: shares.isEmpty ? [.init(relay: "main")] : shares,
                connections: number(fields["connections"], "\(path).connections", in: 1...200) ?? connections,
                accountConnections: number(fields["accountConnections"], "\(path).accountConnections", in: 0...50) ?? 1,
                rates: rates
            )
        )
    }

    private static func isDomain(_ text: String) -> Bool {
        text.utf8.count <= 253
            && text.lowercased().wholeMatch(of: /[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+/)
                != nil
    }

    // MARK: Values

    /// The entries of a map, all of whose keys are known.
    private mutating func map(_ node: Node, _ path: String, _ known: [String]?) -> [String: Node] {
        guard case .mapping(let mapping) = node else {
            fault(node, path, "a map of keys to values is due")
            return [:]
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? "?"
            if let known, !known.contains(name) {
                fault(
                    key,
                    path.isEmpty ? name : "\(path).\(name)",
                    "unknown key; known are: \(known.joined(separator: ", "))"
                )
            } else {
                fields[name] = value
            }
        }
        return fields
    }

    private func text(_ node: Node?) -> String? {
        node?.scalar.flatMap { $0.string.isEmpty ? nil : $0.string }
    }

    private mutating func number(_ node: Node?, _ path: String, in range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        guard let number = text(node).flatMap({ Int($0) }), range.contains(number) else {
            fault(node, path, "a whole number from \(range.lowerBound) to \(range.upperBound) is due")
            return nil
        }
        return number
    }

    private mutating func fault(_ node: Node, _ path: String, _ problem: String) {
        let line = node.mark.map { "line \($0.line): " } ?? ""
        faults.append("\(line)\(path): \(problem)")
    }
}
