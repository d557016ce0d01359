// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

extension HazardReport {
    /// Why it changes nothing after another of the same bulletin; nil where it counts.
    ///
    /// Two that differ and bear the same time, serial and kind cannot be ordered: the worse one counts, whichever came
    /// first.
    func reasonToPass(over known: HazardReport) -> String? {
        if isLater(than: known) { return nil }
        let name = "\(source.bulletin) of \(known.reportedAt.formatted(.iso8601))"
        if known.isLater(than: self) {
            return "older than what is known: \(name)\(known.serial.map { ", number \($0)," } ?? "") came before it"
        }
        if facts == known.facts { return "a repetition of the \(name)" }
        let strength = (facts?.measure ?? .none, known.facts?.measure ?? .none)
        // Of two that are as bad one must count, the same whichever came first.
        let counts =
            strength.0 != strength.1 ? strength.0 > strength.1 : "\(facts as Any)" > "\(known.facts as Any)"
        return counts ? nil : "it differs from the \(name) already known, and is no worse"
    }

    /// Whether the bulletin itself says that nothing to announce was in force before it, though something was known:
    /// then the word of its end never came, and this is another event.
    func beginsAnew(after known: HazardReport?, minimum: Measure) -> Bool {
        guard kind == .issued, let known, known.kind != .withdrawn, reportedAt > known.reportedAt,
            let facts, let earlier = facts.measureBefore, let knownFacts = known.facts
        else { return false }
        return facts.measure >= minimum && knownFacts.measure >= minimum && earlier < minimum
    }
}
