// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Which of a language's files.
public enum CatalogDomain: String, CaseIterable, Sendable, Codable {
    /// Messages, terms of JMA's scales, forms of dates.
    case alerts
    /// What is around the messages.
    case ui
}
