// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

extension [Double] {
    /// The middle value, of an even count the mean of both; 0 of nothing.
    public var median: Double {
        guard !isEmpty else { return 0 }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }

    /// The least value that so large a share does not exceed; 0 of nothing.
    public func percentile(_ share: Double) -> Double {
        guard !isEmpty else { return 0 }
        return sorted()[Swift.min(count - 1, Int((Double(count) * share).rounded(.up)) - 1)]
    }
}

extension Double {
    /// With so many digits behind the point.
    public func fixed(_ digits: Int) -> String {
        formatted(.number.precision(.fractionLength(digits)).grouping(.never))
    }
}

extension Int {
    /// With a comma between thousands.
    public var grouped: String { formatted(.number.grouping(.automatic).locale(Locale(identifier: "en"))) }
}

extension Duration {
    /// In seconds.
    public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
