// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CCurl
import CCurlShims

/// libcurl for the whole process.
enum CurlLibrary {
    /// What `curl_global_init` answered, asked once; it must come before any handle.
    static let status: CURLcode = curlshim_global_init()

    /// libcurl's own words for a code.
    static func message(_ code: CURLcode) -> String {
        curl_easy_strerror(code).map { String(cString: $0) } ?? "libcurl error \(code.rawValue)"
    }
}
