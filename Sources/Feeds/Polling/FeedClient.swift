// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Transfer

/// Gets documents, and follows a redirection only where it may lead.
///
/// A host that let a transfer run out of time is asked nothing more in that round: it holds up its own entries, not those
/// of others.
final class FeedClient {
    private static let hops = 3
    private let fetcher: HTTPFetcher
    private var hanging: Set<String> = []

    /// Throws where libcurl cannot be started.
    init() throws(TransferError) {
        fetcher = try HTTPFetcher()
    }

    /// Begins a round: every host is asked again.
    func beginRound() {
        hanging = []
    }

    /// Whether the host of an address let a transfer of this round run out of time.
    func isHanging(_ address: String) -> Bool {
        hanging.contains(Self.host(address))
    }

    /// Gets a document; a redirection that is not followed is the answer.
    ///
    /// - Parameters:
    ///   - known: what is known of it, for 304.
    ///   - seconds: for all of it, redirections too.
    ///   - origins: where redirections may lead.
    func get(
        _ address: String,
        known: HTTPAnswer? = nil,
        limit: Int,
        seconds: Int,
        within origins: FeedOrigins
    ) throws(TransferError) -> HTTPAnswer {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var current = address
        var hops = 0
        while true {
            let answer: HTTPAnswer
            do throws(TransferError) {
                answer = try fetcher.get(
                    current,
                    entityTag: known?.entityTag,
                    lastModified: known?.lastModified,
                    limit: limit,
                    seconds: max(1, Int((end - clock.now).components.seconds))
                )
            } catch {
                if error.reason == .timedOut { hanging.insert(Self.host(current)) }
                throw error
            }
            guard [301, 302, 303, 307, 308].contains(answer.status), hops < Self.hops, clock.now < end,
                let next = answer.location.flatMap({ origins.admitted($0, from: current) })
            else { return answer }
            current = next
            hops += 1
        }
    }

    private static func host(_ address: String) -> String {
        guard let url = URLComponents(string: address) else { return address }
        return "\(url.host ?? ""):\(url.port ?? 0)"
    }
}
