// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Runs what threads do in the service, one step after another on virtual time.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class Stage: @unchecked Sendable {
    /// What an actor does after a step.
    enum Pause {
        case after(Duration)
        /// Goes on when the signal is raised again, or after so long.
        case signal(Signal, seen: UInt64, Duration)
        case stop
    }

    /// One pause of one actor: whatever comes first ends it, and the other comes too late.
    private final class Turn {
        let signal: Signal
        let seen: UInt64
        let resume: () -> Void
        var isOver = false

        init(_ signal: Signal, _ seen: UInt64, _ resume: @escaping () -> Void) {
            self.signal = signal
            self.seen = seen
            self.resume = resume
        }
    }

    let timeline: Timeline
    private var waiting: [Turn] = []

    init(timeline: Timeline) { self.timeline = timeline }

    /// Starts an actor of a process: it ends with that life of the process, and stands still while the process does.
    func start(in process: ProcessLife, _ body: @escaping () -> Pause) {
        let life = process.number
        func run() {
            guard process.number == life else { return }
            guard process.frozenUntil <= timeline.now else {
                timeline.at(process.frozenUntil, run)
                return
            }
            switch body() {
            case .stop: return
            case .after(let pause): timeline.after(pause, run)
            case .signal(let signal, let seen, let pause):
                let turn = Turn(signal, seen, run)
                timeline.after(pause) {
                    guard !turn.isOver else { return }
                    turn.isOver = true
                    turn.resume()
                }
                if signal.current != seen {
                    turn.isOver = true
                    timeline.after(.zero, run)
                } else {
                    waiting.append(turn)
                }
            }
        }
        timeline.after(.zero, run)
    }

    /// Ends the play: nobody who waits is kept.
    func end() {
        timeline.end()
        waiting = []
    }

    /// Lets the next event happen, and wakes who waited for what it did.
    func step() -> Bool {
        guard timeline.step() else { return false }
        var isStirred = false
        for turn in waiting where turn.isOver || turn.signal.current != turn.seen {
            isStirred = true
            guard !turn.isOver else { continue }
            turn.isOver = true
            timeline.after(.zero, turn.resume)
        }
        guard isStirred else { return true }
        var kept = 0
        for turn in waiting where !turn.isOver {
            waiting[kept] = turn
            kept += 1
        }
        waiting.removeLast(waiting.count - kept)
        return true
    }
}

/// The life of a process: a number that changes when it dies, and until when it stands still.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class ProcessLife: @unchecked Sendable {
    var number = 0
    var frozenUntil = Duration.zero
}
