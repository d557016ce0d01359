// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the specification's text asks beyond the schema (CAP 1.2, section 3.2.1).
enum CAPRules {
    static func check(_ message: CAPMessage, line: Int?) throws(CAPError) {
        switch message.kind {
        case .alert: break
        case .update, .cancel, .acknowledgement, .error:
            guard !message.references.isEmpty else {
                throw CAPError(
                    "a message of type \(message.kind.rawValue) must name what it is about in <references>",
                    line: line
                )
            }
        }
        switch message.scope {
        case .public: break
        case .restricted:
            guard message.restriction?.isEmpty == false else {
                throw CAPError("the scope is Restricted and there is no <restriction>", line: line)
            }
        case .private:
            guard message.addresses?.isEmpty == false else {
                throw CAPError("the scope is Private and there are no <addresses>", line: line)
            }
        }
    }
}
