// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Collects what is wrong while reading goes on, so that all of it can be told at once.
final class FaultList {
    private(set) var faults: [ProfileError.Fault] = []

    func add(_ file: String, line: Int? = nil, key: String = "", _ problem: String) {
        faults.append(ProfileError.Fault(file: file, line: line, key: key, problem: problem))
    }

    /// By file and line; faults of one place in the order in which they were found.
    var sorted: [ProfileError.Fault] {
        faults.enumerated().sorted { left, right in
            (left.element.file, left.element.line ?? 0, left.offset)
                < (right.element.file, right.element.line ?? 0, right.offset)
        }.map(\.element)
    }
}
