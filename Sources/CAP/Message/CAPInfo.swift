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
        /// The `valueName`.
        public var name: String
        /// The `value`.
        public var value: String

        /// A value by name.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// An RFC 3066 tag; nil means en-US.
    public var language: String?
    /// CAP `category`s, at least one.
    public var categories: [Category]
    /// CAP `event`.
    public var event: String
    /// CAP `responseType`s.
    public var responses: [Response] = []
    /// CAP `urgency`.
    public var urgency: Urgency
    /// CAP `severity`.
    public var severity: Severity
    /// CAP `certainty`.
    public var certainty: Certainty
    /// CAP `audience`.
    public var audience: String?
    /// CAP `eventCode`s.
    public var eventCodes: [Named] = []
    /// CAP `effective`.
    public var effective: Date?
    /// CAP `onset`.
    public var onset: Date?
    /// CAP `expires`.
    public var expires: Date?
    /// CAP `senderName`.
    public var senderName: String?
    /// CAP `headline`.
    public var headline: String?
    /// CAP `description`; of an area `areaDesc`, of a resource `resourceDesc`.
    public var description: String?
    /// CAP `instruction`.
    public var instruction: String?
    /// CAP `web`.
    public var web: String?
    /// CAP `contact`.
    public var contact: String?
    /// CAP `parameter`s.
    public var parameters: [Named] = []
    /// CAP `resource`s.
    public var resources: [CAPResource] = []
    /// CAP `area`s.
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
    /// CAP `description`; of an area `areaDesc`, of a resource `resourceDesc`.
    public var description: String
    /// CAP `mimeType`; required since 1.2.
    public var mediaType: String?
    /// CAP `size` in bytes.
    public var size: Int?
    /// CAP `uri`.
    public var uri: String?
    /// CAP `derefUri`: the content itself, in Base64.
    public var content: String?
    /// CAP `digest`: SHA-1.
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
        /// Degrees, north positive.
        public var latitude: Double
        /// Degrees, east positive.
        public var longitude: Double

        /// A place.
        public init(_ latitude: Double, _ longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// A circle: its middle and its radius in kilometres.
    public struct Circle: Sendable, Hashable {
        /// The middle.
        public var centre: Point
        /// Kilometres.
        public var radius: Double

        /// A circle.
        public init(_ centre: Point, radius: Double) {
            self.centre = centre
            self.radius = radius
        }
    }

    /// CAP `description`; of an area `areaDesc`, of a resource `resourceDesc`.
    public var description: String
    /// Each closed: its last point is its first; four points at least.
    public var polygons: [[Point]]
    /// CAP `circle`s.
    public var circles: [Circle]
    /// CAP `geocode`s.
    public var geocodes: [CAPInfo.Named]
    /// CAP `altitude` in feet above sea level.
    public var altitude: Double?
    /// CAP `ceiling` in feet above sea level.
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
