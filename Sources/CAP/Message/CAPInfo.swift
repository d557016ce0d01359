// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

public import struct Foundation.Date

/// CAP `info` (section 3.2.2): what is announced, in one language.
public struct CAPInfo: Sendable, Hashable {
    /// CAP `category`.
    public enum Category: String, Sendable, Hashable, CaseIterable {
        case geo = "Geo"
        case met = "Met"
        case safety = "Safety"
        case security = "Security"
        case rescue = "Rescue"
        case fire = "Fire"
        case health = "Health"
        case environment = "Env"
        case transport = "Transport"
        case infrastructure = "Infra"
        case cbrne = "CBRNE"
        case other = "Other"
    }

    /// CAP `responseType`.
    public enum Response: String, Sendable, Hashable, CaseIterable {
        case shelter = "Shelter"
        case evacuate = "Evacuate"
        case prepare = "Prepare"
        case execute = "Execute"
        case avoid = "Avoid"
        case monitor = "Monitor"
        case assess = "Assess"
        case allClear = "AllClear"
        case none = "None"
    }

    /// A name and a value: `eventCode`, `parameter`, `geocode`.
    public struct Named: Sendable, Hashable {
        public var name: String
        public var value: String

        /// A value by name.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// An RFC 3066 tag; nil means en-US.
    public var language: String?
    public var categories: [Category]
    public var event: String
    public var responses: [Response] = []
    public var urgency: Urgency
    public var severity: Severity
    public var certainty: Certainty
    public var audience: String?
    public var eventCodes: [Named] = []
    public var effective: Date?
    public var onset: Date?
    public var expires: Date?
    public var senderName: String?
    public var headline: String?
    public var description: String?
    public var instruction: String?
    public var web: String?
    public var contact: String?
    public var parameters: [Named] = []
    public var resources: [CAPResource] = []
    public var areas: [CAPArea] = []

    /// A block with what every block must have.
    public init(
        language: String?,
        categories: [Category],
        event: String,
        urgency: Urgency,
        severity: Severity,
        certainty: Certainty
    ) {
        self.language = language
        self.categories = categories
        self.event = event
        self.urgency = urgency
        self.severity = severity
        self.certainty = certainty
    }
}

/// CAP `resource` (section 3.2.3): something that belongs to the message.
public struct CAPResource: Sendable, Hashable {
    public var description: String
    public var mediaType: String?
    public var size: Int?
    public var uri: String?
    public var content: String?
    public var digest: String?

    /// A resource.
    public init(description: String, mediaType: String?) {
        self.description = description
        self.mediaType = mediaType
    }
}

/// CAP `area` (section 3.2.4): where.
public struct CAPArea: Sendable, Hashable {
    /// A place in degrees, north and east positive (WGS 84).
    public struct Point: Sendable, Hashable {
        public var latitude: Double
        public var longitude: Double

        /// A place.
        public init(_ latitude: Double, _ longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// A circle: its middle and its radius in kilometres.
    public struct Circle: Sendable, Hashable {
        public var centre: Point
        public var radius: Double

        /// A circle.
        public init(_ centre: Point, radius: Double) {
            self.centre = centre
            self.radius = radius
        }
    }

    public var description: String
    /// Each closed: its last point is its first; four points at least.
    public var polygons: [[Point]]
    public var circles: [Circle]
    public var geocodes: [CAPInfo.Named]
    public var altitude: Double?
    public var ceiling: Double?

    /// An area.
    public init(
        description: String,
        polygons: [[Point]] = [],
        circles: [Circle] = [],
        geocodes: [CAPInfo.Named] = []
    ) {
        self.description = description
        self.polygons = polygons
        self.circles = circles
        self.geocodes = geocodes
    }
}
