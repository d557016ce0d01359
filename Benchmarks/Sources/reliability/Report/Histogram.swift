// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// How often what came, by steps that double.
struct Histogram {
    let title: String
    let values: [Double]

    /// 0, then up to 1, 2, 4, 8 …
    var lines: String {
        guard let most = values.max() else { return "\(title): nothing" }
        var limits: [Double] = [0]
        var limit = 1.0
        while limits[limits.count - 1] < most {
            limits.append(limit)
            limit *= 2
        }
        var counts = [Int](repeating: 0, count: limits.count)
        for value in values { counts[limits.firstIndex { value <= $0 } ?? limits.count - 1] += 1 }
        let widest = counts.max() ?? 1
        let rows = zip(limits, counts).map { limit, count in
            let bar = String(repeating: "#", count: count == 0 ? 0 : max(1, count * 50 / widest))
            return "\(pad("<= \(limit.fixed(0))", 8)) \(pad("\(count)", 6)) \(bar)"
        }
        return ([title] + rows).joined(separator: "\n")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
