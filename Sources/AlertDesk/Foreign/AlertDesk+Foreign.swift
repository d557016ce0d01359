// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
import Storage

/// CAP messages of other senders (CAP 1.2, section 3.2.1).
///
/// Each alert begins a chain; an update or a cancel belongs to the chains of what it refers to. One that refers to nothing
/// known here is refused, never taken for something new: it may come again after what it refers to.
extension AlertDesk {
    /// Takes a message: finds its chain, folds it and makes the alert that the change deserves, all or nothing.
    public func receive(_ message: ForeignMessage, from telegram: Telegram, now: Date) throws -> Disposition {
        try database.write { session in
            if let earlier = try earlier(telegram, in: session) { return .duplicate(earlier) }
            let disposition: Disposition
            switch try chains(of: message, in: session) {
            case .refused(let reason): disposition = .unreadable(reason)
            case .known(let chains):
                disposition = try fold(message, into: chains, now: now, in: session)
                if case .postponed = disposition { break }
                for chain in chains.prefix(1) { try keep(message, in: chain, now: now, in: session) }
            }
            try keep(telegram, disposition, now: now, in: session)
            return disposition
        }
    }

    private struct Chain {
        let name: String
        let areas: [AreaCode]
    }

    private enum Chains {
        case known([Chain])
        case refused(String)
    }

    private func chains(of message: ForeignMessage, in session: any SQLSession) throws -> Chains {
        if try stored(message.sender, message.identifier, in: session) != nil {
            return .refused(
                "\(message.sender) has used the identifier \(message.identifier) for another message before"
            )
        }
        guard message.kind != .alert else {
            // 64 bits of a digest: identifiers of others may have 500 characters, and any of them.
            let digest = Self.digest("\(message.sender),\(message.identifier)".utf8)
            return .known([Chain(name: String(digest.prefix(16)), areas: [])])
        }
        var chains: [Chain] = []
        for reference in message.references {
            guard let known = try stored(reference.sender, reference.identifier, in: session) else { continue }
            guard known.sent == reference.sent else {
                return .refused("it refers to \(reference.identifier) by another time than that one bears")
            }
            if !chains.contains(where: { $0.name == known.chain.name }) { chains.append(known.chain) }
        }
        guard !chains.isEmpty else {
            let names = message.references.prefix(3).map(\.identifier).joined(separator: ", ")
            return .refused(
                "it is an \(message.kind.rawValue) of \(names), of which nothing has come here; send that one first"
            )
        }
        return .known(chains)
    }

    private func fold(
        _ message: ForeignMessage,
        into chains: [Chain],
        now: Date,
        in session: any SQLSession
    ) throws -> Disposition {
        // An update speaks for the first chain; a cancel withdraws all that it names.
        let concerned = message.kind == .cancel ? chains : Array(chains.prefix(1))
        let reports = concerned.compactMap { report(of: message, in: $0) }
        guard !reports.isEmpty else { return .notConcerned("its areas do not touch the city, or it names none") }
        return Disposition(try reports.map { try decide($0, now: now, in: session) })
    }

    /// What a message says of a chain; nil where neither it nor what came before it concerns the city.
    private func report(of message: ForeignMessage, in chain: Chain) -> HazardReport? {
        let areas = message.areas.isEmpty ? chain.areas : message.areas
        guard !areas.isEmpty else { return nil }
        var facts = message.facts
        // An update whose areas have left the city: for the city it is over.
        if message.areas.isEmpty { facts?.isOver = true }
        let info = message.facts?.infos.first
        return HazardReport(
            hazard: .foreign,
            subject: .event(chain.name),
            status: message.status,
            kind: message.kind == .cancel ? .withdrawn : .issued,
            reportedAt: message.sent,
            serial: nil,
            source: Source(
                publisher: info?.senderName ?? message.sender,
                bulletin: "CAP",
                title: info?.event ?? message.identifier,
                publishedAt: message.sent
            ),
            areas: areas,
            facts: message.kind == .cancel ? nil : facts.map(Facts.foreign)
        )
    }

    // MARK: Rows

    private func stored(
        _ sender: String,
        _ identifier: String,
        in session: any SQLSession
    ) throws -> (sent: Date, chain: Chain)? {
        try session.firstRow(
            "SELECT sent_at, chain, areas FROM foreign_messages WHERE sender = $1 AND identifier = $2",
            [SQLValue(sender), SQLValue(identifier)]
        ).map { row in
            let areas = try row.text(2).split(separator: " ").map { AreaCode(rawValue: String($0)) }
            return (try row.date(0), Chain(name: try row.text(1), areas: areas))
        }
    }

    private func keep(
        _ message: ForeignMessage,
        in chain: Chain,
        now: Date,
        in session: any SQLSession
    ) throws {
        let areas = message.areas.isEmpty ? chain.areas : message.areas
        try session.execute(
            """
            INSERT INTO foreign_messages (sender, identifier, sent_at, chain, areas, received_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                SQLValue(message.sender), SQLValue(message.identifier), SQLValue(message.sent),
                SQLValue(chain.name), SQLValue(areas.map(\.rawValue).joined(separator: " ")), SQLValue(now),
            ]
        )
    }
}
