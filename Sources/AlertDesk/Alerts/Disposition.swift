// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// What became of a telegram.
public enum Disposition: Sendable, Hashable {
    /// An alert that was made.
    public struct Made: Sendable, Hashable {
        /// The alert; it awaits its release.
        public var alert: Alert
        /// The rule that made it.
        public var rule: String
        /// Why it waits for officers; nil where it goes out by itself.
        public var hold: String?
    }

    /// Alerts were made; never empty.
    case alerts([Made])
    /// It is shown, and nobody gets a message.
    case shown(String)
    /// It says something of the city, but nothing to tell residents.
    case noChange(String)
    /// It does not concern the city.
    case notConcerned(String)
    /// It cannot be read; it is kept as such, and may come again to a newer program.
    case unreadable(String)
    /// By this machine's clock it comes from the future: it is not taken, and may come again.
    case postponed(String)
    /// The same bytes came before; what became of them then.
    case duplicate(String)

    /// One line for logs and answers.
    public var summary: String {
        switch self {
        case .alerts(let made):
            made.map { "alert \($0.alert.id)" + ($0.hold.map { " waits: \($0)" } ?? "") }.joined(separator: "; ")
        case .shown(let reason): "shown: \(reason)"
        case .noChange(let reason): "no alert: \(reason)"
        case .notConcerned(let reason): "no alert: \(reason)"
        case .unreadable(let reason): "refused: \(reason)"
        case .postponed(let reason): "not taken: \(reason)"
        case .duplicate(let earlier): "no alert: the same telegram came before (\(earlier))"
        }
    }

    /// What became of a telegram by what its reports led to: alerts before what is shown, and that before nothing.
    init(_ verdicts: [Judge.Verdict]) {
        let made = verdicts.compactMap { verdict in
            if case .alert(let alert, let rule, let hold) = verdict {
                Made(alert: alert, rule: rule, hold: hold)
            } else {
                nil
            }
        }
        let shown = verdicts.compactMap { if case .shown(let reason) = $0 { reason } else { nil } }
        let nothing = verdicts.compactMap { if case .nothing(let reason) = $0 { reason } else { nil } }
        let postponed = verdicts.compactMap { if case .postponed(let reason) = $0 { reason } else { nil } }
        if let reason = postponed.first {
            self = .postponed(reason)
        } else if !made.isEmpty {
            self = .alerts(made)
        } else if !shown.isEmpty {
            self = .shown(Self.joined(shown))
        } else {
            self = .noChange(Self.joined(nothing))
        }
    }

    private static func joined(_ reasons: [String]) -> String {
        let most = 3
        let rest = reasons.count > most ? "; and \(reasons.count - most) more" : ""
        return reasons.prefix(most).joined(separator: "; ") + rest
    }
}
