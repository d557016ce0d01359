// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CXMLShims
public import Foundation

extension MarkupElement {
    /// Reads a document into its root element, within limits.
    ///
    /// Throws for everything that is not exactly one well-formed element tree in UTF-8 without a DTD.
    public init(document data: Data, limits: XMLLimits) throws(MarkupError) {
        try XMLFrontDoor.admit(data, limits: limits)
        var builder = MarkupTreeBuilder(limits: limits)
        let outcome = builder.read(data)
        let line = outcome.line > 0 ? Int(outcome.line) : nil
        let column = outcome.column > 0 ? Int(outcome.column) : nil
        if let refusal = builder.refusal {
            throw MarkupError(refusal.code, refusal.what, line: line, column: column, remedy: refusal.remedy)
        }
        if outcome.ending == SXML_DOCUMENT_TYPE {
            throw MarkupError(
                .documentType,
                "a document type or entity declaration",
                line: line,
                column: column,
                remedy: "no alert needs one"
            )
        }
        if let open = builder.openElement {
            throw MarkupError(
                builder.isRootClosed(atEndOf: data) ? .malformed : .truncated,
                "the document is not well-formed, or ends before <\(open)> is closed",
                line: line,
                column: column,
                remedy: "send the whole document, unchanged"
            )
        }
        guard outcome.ending == SXML_AT_END, outcome.fault == 0, let root = builder.root else {
            throw MarkupError(
                .malformed,
                "the document is not well-formed XML",
                line: line,
                column: column,
                remedy: "send the document unchanged, with nothing before or behind it"
            )
        }
        self = root
    }
}
