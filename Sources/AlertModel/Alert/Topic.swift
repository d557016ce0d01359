// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a resident ticks.
public enum Topic: String, Sendable, Hashable, Codable, CaseIterable {
    /// 気象
    case weather
    /// 緊急
    case emergency
    /// 地震
    case earthquake
    /// 津波
    case tsunami
    /// 市内観測
    case observation
    /// 児童生徒の安心
    case school
    /// 防犯
    case crime
    /// メールマガジン
    case magazine
}
