// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A certificate for 127.0.0.1, made for one test.
struct TestCertificate {
    private let folder: URL

    var path: String { folder.appendingPathComponent("cert.pem").path }
    var keyPath: String { folder.appendingPathComponent("key.pem").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("smtp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let request =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -batch"
            + " -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout \(keyPath) -out \(path)"
        _ = try ExternalProgram.run("/usr/bin/openssl", request.components(separatedBy: " "), package: "openssl")
    }

    func remove() throws {
        try FileManager.default.removeItem(at: folder)
    }
}
