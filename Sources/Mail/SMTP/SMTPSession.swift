// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Sends a source's messages over one connection, while the thread that calls `run` waits.
///
/// Give a session a thread of its own: there it opens its connection and waits for work.
public struct SMTPSession: Sendable {
    /// Why a session ended without a fault.
    public enum End: Sendable {
        /// The source had nothing more.
        case finished
        /// The connection has carried as many messages as it may.
        case limitReached
        /// The server closed it while nothing was on the wire, after it had taken something: no fault of either.
        case closedIdle
    }

    private let settings: SMTPSettings
    private let carrier: SMTPCarrier

    /// How long a source is waited for at a time, before the connection is looked at.
    private static let idleMilliseconds = 1_000

    /// A session with this server, not yet open.
    ///
    /// - Parameter carrier: whose threads send and take the answers; it may be that of many sessions.
    public init(settings: SMTPSettings, carrier: SMTPCarrier) {
        self.settings = settings
        self.carrier = carrier
    }

    /// Opens the connection, sends until the source has finished or the limit is reached, and takes leave.
    ///
    /// Every message that the source made ready has its outcome when this returns, also when it throws.
    ///
    /// - Throws: where the connection cannot be opened, and where it is lost.
    @discardableResult
    public func run(_ source: any MessageSource) throws(SMTPSessionError) -> End {
        let run = SMTPRun(connection: try SMTPConnection(settings), settings: settings, source: source)
        let line = carrier.line()
        while run.result == nil {
            guard case .idle = line.carry(run) else { break }
            run.waitForWork(milliseconds: Self.idleMilliseconds)
            guard run.isStillOpen() else { break }
        }
        guard let result = run.result else { return .finished }
        return try result.get()
    }
}
