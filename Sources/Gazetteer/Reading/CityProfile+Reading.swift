// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

extension CityProfile {
    /// Reads the files of the folder and checks everything.
    ///
    /// - Parameter bulletins: the kinds of bulletin that rules may name; nil for any.
    /// - Throws: ``ProfileError`` with all faults at once: files that are missing, over 1 MiB or no YAML; keys that are
    ///   missing or unknown; values of a wrong shape; codes given twice or given to nothing.
    public init(directory: URL, bulletins: Set<String>? = nil) throws(ProfileError) {
        let faults = FaultList()
        let profile = ProfileReader(directory: directory, faults: faults, bulletins: bulletins).read()
        guard faults.faults.isEmpty else {
            throw ProfileError(directory: directory.path, faults: faults.sorted)
        }
        self = profile
    }
}
