// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Registry
import Storage

extension DeliveryStore {
    /// Who got the release of one of these alerts, as far as is recorded.
    public func reached(by alerts: [Alert.ID]) throws -> Set<Subscriber.ID> {
        try database.read { session in try reached(by: alerts, in: session) }
    }

    func reached(by alerts: [Alert.ID], in session: any SQLSession) throws -> Set<Subscriber.ID> {
        var found: Set<Subscriber.ID> = []
        for alert in alerts {
            var release: Set<Subscriber.ID> = []
            for row in try session.rows(
                """
                SELECT s.members, s.progress FROM slices s JOIN releases r ON r.id = s.release_id
                WHERE r.alert_id = $1 AND s.sent > 0
                """,
                [SQLValue(alert.rawValue)]
            ) {
                let progress = try row.bytes(1)
                for (index, member) in (MemberList.decode(try row.bytes(0)) ?? []).enumerated()
                where index >> 3 < progress.count && progress[index >> 3] & (1 << (index & 7)) != 0 {
                    release.insert(member)
                }
            }
            // What is settled and has no row of its own was plainly sent.
            for row in try session.rows(
                """
                SELECT o.subscriber_id FROM outcomes o JOIN releases r ON r.id = o.release_id
                WHERE r.alert_id = $1 AND o.state <> 'sent'
                """,
                [SQLValue(alert.rawValue)]
            ) {
                release.remove(Subscriber.ID(rawValue: try row.integer(0)))
            }
            found.formUnion(release)
        }
        return found
    }
}
