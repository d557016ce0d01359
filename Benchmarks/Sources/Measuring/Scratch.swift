// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// A temporary folder that is gone when the program ends, be it by an error, Ctrl-C or a polite kill.
public final class Scratch {
    /// The folder.
    public let folder: URL
    private let signals: [any DispatchSourceSignal]

    /// Makes it.
    public init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("shirase-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        self.folder = folder
        signals = [SIGINT, SIGTERM].map { number in
            // Not SIG_IGN: programs that are started would inherit it.
            signal(number) { _ in }
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                try? FileManager.default.removeItem(at: folder)
                // The shells' custom; the sink ends with this process.
                exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit {
        signals.forEach { $0.cancel() }
        try? FileManager.default.removeItem(at: folder)
    }
}
