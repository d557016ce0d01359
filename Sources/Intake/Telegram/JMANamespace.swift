// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Namespaces of JMA's disaster prevention XML (jmx.xsd and its parts).
enum JMANamespace {
    static let report = "http://xml.kishou.go.jp/jmaxml1/"
    static let head = "http://xml.kishou.go.jp/jmaxml1/informationBasis1/"
    static let seismology = "http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
    static let meteorology = "http://xml.kishou.go.jp/jmaxml1/body/meteorology1/"
    static let volcanology = "http://xml.kishou.go.jp/jmaxml1/body/volcanology1/"
    static let basis = "http://xml.kishou.go.jp/jmaxml1/elementBasis1/"
}
