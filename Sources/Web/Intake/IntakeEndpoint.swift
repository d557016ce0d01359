// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What may be handed in, each at a path of its own.
public enum IntakeForm: String, Sendable, Hashable, CaseIterable {
    /// `POST /intake/jma`: a JMA telegram.
    case telegram = "jma"
    /// `POST /intake/cap`: a CAP message of another sender.
    case alert = "cap"
    /// `POST /intake/observations`: readings of the city's stations.
    case observations

    /// The media types that its body may have.
    var mediaTypes: Set<String> {
        switch self {
        case .telegram: ["application/xml", "text/xml"]
        case .alert: ["application/cap+xml", "application/xml", "text/xml"]
        case .observations: ["application/json"]
        }
    }
}

/// Where others hand things in: who may, and what becomes of them.
public struct IntakeEndpoint: Sendable {
    let credentials: IntakeCredentials
    let receive: @Sendable (IntakeForm, [UInt8]) async -> IntakeAnswer

    /// - Parameters:
    ///   - credentials: what a sender must show.
    ///   - receive: takes the body of a request, decompressed; what it answers as taken must be safe by then, since the
    ///     sender forgets it.
    public init(
        credentials: IntakeCredentials,
        receive: @escaping @Sendable (IntakeForm, [UInt8]) async -> IntakeAnswer
    ) {
        self.credentials = credentials
        self.receive = receive
    }
}

/// What became of what was handed in.
public enum IntakeAnswer: Hashable, Sendable {
    /// It made or changed this alert: 201.
    case alert(id: String)
    /// It made this alert, which waits for officers, and why: 202.
    case waits(id: String, reason: String)
    /// It was read and is none of this city's business: 200.
    case noAlert(reason: String)
    /// It had come before: 200.
    case duplicate(reason: String)
    /// Readings; what became of each, as JSON: 200.
    case observed(json: [UInt8])
    /// It cannot be read, now or later: 422.
    case refused(reason: String)
    /// It cannot be kept just now, send it again: 503.
    case unavailable(reason: String)
}
