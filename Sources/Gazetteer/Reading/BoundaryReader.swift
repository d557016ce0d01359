// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Reads the city's outline; what it returns counts only when no fault was noted.
struct BoundaryReader {
    /// Each ring is a list of points, written "latitude,longitude" as in CAP; it is closed here where it is not.
    func rings(_ file: Fields) -> [[Position]] {
        file.allow(["rings"])
        return file.optionalList("rings").map { fields in
            fields.allow(["points"])
            let points = fields.texts("points").compactMap { text -> Position? in
                let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
                    Double($0.trimmingPrefix(" "))
                }
                guard parts.count == 2, let latitude = parts[0], let longitude = parts[1], abs(latitude) <= 90,
                    abs(longitude) <= 180
                else {
                    fields.fault("points", "\"\(text.prefix(40))\" must be latitude,longitude in degrees")
                    return nil
                }
                return Position(latitude: latitude, longitude: longitude)
            }
            if points.count < 3 { fields.fault("points", "must be three at least") }
            guard let first = points.first, points.last != first else { return points }
            return points + [first]
        }
    }
}
