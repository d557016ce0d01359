// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension String {
    /// The text for HTML: between tags and in attributes in quotes of either kind.
    public var htmlEscaped: String {
        unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
