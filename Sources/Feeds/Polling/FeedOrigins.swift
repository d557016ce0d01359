// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Which addresses may be asked for a feed's documents: those of its own servers, and of hosts that an operator allows.
///
/// What a feed or a redirection names is somebody else's word. No other host, no other port, no other scheme, no name or
/// password in the address; and where a server is reached over HTTPS, never anything else: a plain link to it is upgraded.
struct FeedOrigins: Sendable {
    private struct Origin: Sendable, Hashable {
        let isSecure: Bool
        let host: String
        let port: Int

        init?(_ url: URLComponents) {
            guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
                let host = url.host?.lowercased(), !host.isEmpty
            else { return nil }
            isSecure = scheme == "https"
            self.host = host
            port = url.port ?? (isSecure ? 443 : 80)
        }
    }

    private let origins: Set<Origin>
    private let hosts: Set<String>
    private let roots: [String]

    /// - Parameter hosts: `host` or `host:port`; without a port it is that of the scheme.
    init(_ source: FeedSettings.Source, hosts: Set<String> = []) {
        origins = Set(
            (source.addresses + source.longAddresses + source.entryRoots)
                .compactMap { URLComponents(string: $0).flatMap(Origin.init) }
        )
        self.hosts = Set(hosts.map { $0.lowercased() })
        roots = source.entryRoots.compactMap { root in
            guard var url = URLComponents(string: root), let origin = Origin(url) else { return nil }
            Self.unify(&url, origin)
            return url.string
        }
    }

    /// For one address alone: a feed may be moved within its own server.
    init(_ address: String) {
        self.init(FeedSettings.Source(label: "", addresses: [address]))
    }

    /// Where an entry may be got: its own address first, then the same below the other roots; empty where it may not.
    ///
    /// - Parameter feed: the address of the feed that names it.
    func addresses(of entry: AtomFeed.Entry, in feed: String) -> [String] {
        guard let own = admitted(entry.address, from: feed) else { return [] }
        guard let root = roots.first(where: { own.hasPrefix($0) }) else { return [own] }
        return [own] + roots.filter { $0 != root }.map { $0 + own.dropFirst(root.count) }
    }

    /// An address, absolute and as it may be asked; nil where it may not.
    ///
    /// - Parameter base: the address of the document that names it.
    func admitted(_ address: String, from base: String) -> String? {
        guard let text = Self.encoded(address), let base = URL(string: base),
            let resolved = URL(string: text, relativeTo: base),
            var url = URLComponents(url: resolved.absoluteURL, resolvingAgainstBaseURL: true),
            url.user == nil, url.password == nil, let origin = Origin(url)
        else { return nil }
        url.fragment = nil
        Self.unify(&url, origin)
        if isAllowed(origin) { return url.string }
        guard !origin.isSecure, origin.port == 80 else { return nil }
        (url.scheme, url.port) = ("https", nil)
        guard let upgraded = Origin(url), isAllowed(upgraded) else { return nil }
        return url.string
    }

    /// One spelling for one address.
    private static func unify(_ url: inout URLComponents, _ origin: Origin) {
        url.scheme = origin.isSecure ? "https" : "http"
        url.host = origin.host
        url.port = origin.port == (origin.isSecure ? 443 : 80) ? nil : origin.port
    }

    private func isAllowed(_ origin: Origin) -> Bool {
        if origins.contains(origin) { return true }
        guard origin.isSecure || origins.allSatisfy({ !$0.isSecure }) else { return false }
        return hosts.contains("\(origin.host):\(origin.port)")
            || hosts.contains(origin.host) && origin.port == (origin.isSecure ? 443 : 80)
    }

    /// An IRI as a URI (RFC 3987 section 3.1); nil where it holds what neither may.
    private static func encoded(_ address: String) -> String? {
        var result = ""
        for byte in address.utf8 {
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                return nil
            case 0x80...:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + digits
            default:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result.isEmpty ? nil : result
    }
}
