// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Registry

/// What carries messages of one world to one kind of destination. Delivery decides, a transport speaks.
public protocol Transport<W>: Sendable {
    /// The world that it belongs to: a live fan-out takes no drill transport, nor the other way round (P6).
    associatedtype W: World

    /// Works for one connection's life on the calling thread: connects to the relay that is named, takes parcels while
    /// there are any, reports each exactly once, and returns when there were none for long, the connection is over, or
    /// has done its share.
    ///
    /// - Throws: when no connection can be had, or it breaks; nothing that was taken is left unreported. A second report on one parcel
    ///   counts for nothing.
    func serve(_ connection: LaneConnection) throws
}

/// One message for one recipient.
public struct Parcel: Sendable {
    /// Names the parcel in the report on it.
    public struct Ticket: Sendable, Hashable {
        let slice: Int64
        /// The lease under which it was handed out.
        let fence: Int64
        let index: Int
    }

    /// To be handed back with the outcome.
    public let ticket: Ticket
    /// The alert, for the Message-ID.
    public let alert: String
    /// Names the text: equal keys mean the same bytes.
    public let rendering: RenderingKey
    /// To whom.
    public let contact: Contact
}

/// A text of a release, by release and language.
public struct RenderingKey: Sendable, Hashable {
    /// The release's number.
    public let release: Int64
    /// The recipients' language.
    public let language: String
}
