// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
public import Foundation
import SafeXML

/// Several readings in one JSON document, as a logger or a gateway posts them.
///
/// `{"readings": [{"station": "r01", "quantity": "rainfall", "value": 32.5, "unit": "mm/h", "at": "2026-11-05T09:10:00+09:00"}]}`;
/// `unit` may be left out and must be the quantity's where it stands. One bad reading never stops the next.
public struct ObservationBatch: Sendable, Hashable {
    /// A reading that could not be understood.
    public struct Refusal: Sendable, Hashable, Codable {
        /// Its place in the list, from 0.
        public var index: Int
        /// What is wrong and what to do.
        public var reason: String

        /// A refusal.
        public init(index: Int, reason: String) {
            self.index = index
            self.reason = reason
        }
    }

    /// Why the whole document is refused: one sentence.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong and what to do.
        public let description: String
    }

    /// The largest document, in bytes.
    public static let longest = 1 << 20
    /// The most readings of one document.
    public static let most = 5_000
    /// The readings that were understood, each with its place in the list.
    public var readings: [(index: Int, observation: Observation)] { zip(places, observations).map { ($0, $1) } }
    private var places: [Int] = []
    private var observations: [Observation] = []
    /// Those that were not.
    public private(set) var refusals: [Refusal] = []

    /// Reads a document.
    ///
    /// - Parameter data: JSON in UTF-8 (RFC 8259).
    /// - Throws: `Fault` where it is no batch at all.
    public init(_ data: Data) throws(Fault) {
        guard data.count <= Self.longest else {
            throw Fault(description: "the document has \(data.count) bytes, more than the \(Self.longest) allowed")
        }
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: data)
        } catch {
            throw Fault(description: "the document is no JSON object with a list \"readings\": {\"readings\": [...]}")
        }
        guard document.readings.count <= Self.most else {
            throw Fault(
                description: "\(document.readings.count) readings are more than the \(Self.most) allowed; send parts"
            )
        }
        for (index, item) in document.readings.enumerated() {
            do throws(Fault) {
                observations.append(try item.observation())
                places.append(index)
            } catch {
                refusals.append(Refusal(index: index, reason: error.description))
            }
        }
    }

    /// Equal by what was read.
    public static func == (left: ObservationBatch, right: ObservationBatch) -> Bool {
        left.places == right.places && left.observations == right.observations && left.refusals == right.refusals
    }
}

/// The document as it is written.
private struct Document: Decodable {
    let readings: [Item]
}

/// One reading as it is written: what is not of its key's type is absent, so that each item can be judged by itself.
private struct Item: Decodable {
    private let station, quantity, at, unit: String?
    private let value: Double?
    private let hasUnit: Bool

    private enum Key: String, CodingKey {
        case station, quantity, value, at, unit
    }

    init(from decoder: any Decoder) {
        let fields = try? decoder.container(keyedBy: Key.self)
        func text(_ key: Key) -> String? { try? fields?.decode(String.self, forKey: key) }
        (station, quantity, at, unit) = (text(.station), text(.quantity), text(.at), text(.unit))
        value = try? fields?.decode(Double.self, forKey: .value)
        hasUnit = fields?.contains(.unit) ?? false
    }

    func observation() throws(ObservationBatch.Fault) -> Observation {
        guard let station, (1...64).contains(station.utf8.count) else {
            throw ObservationBatch.Fault(description: "\"station\" must be a station's code")
        }
        guard let quantity = quantity.flatMap(ObservationFacts.Quantity.init(rawValue:)) else {
            let known = ObservationFacts.Quantity.allCases.map(\.rawValue).joined(separator: ", ")
            throw ObservationBatch.Fault(description: "\"quantity\" must be one of \(known)")
        }
        guard let value, value.isFinite else { throw ObservationBatch.Fault(description: "\"value\" must be a number") }
        guard let date = at.flatMap({ XMLDateTime.date($0) }) else {
            throw ObservationBatch.Fault(description: "\"at\" must be a time with a zone, as 2026-11-05T09:10:00+09:00")
        }
        guard !hasUnit || unit == quantity.unit else {
            throw ObservationBatch.Fault(
                description: "\"unit\" of \(quantity.rawValue) must be \(quantity.unit), or absent"
            )
        }
        return Observation(gauge: .init(station: station, quantity: quantity), value: value, observedAt: date)
    }
}
