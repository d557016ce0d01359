// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CPQ

/// What the server said of a statement that failed: its SQLSTATE and a message without values.
struct PostgreSQLState {
    let sqlState: String
    let message: String

    /// Nil where the result bears no SQLSTATE: then libpq itself failed.
    init?(_ result: OpaquePointer) {
        // PG_DIAG_SQLSTATE, PG_DIAG_MESSAGE_PRIMARY and PG_DIAG_CONSTRAINT_NAME; never the detail, which quotes the row.
        guard let state = Self.field("C", of: result) else { return nil }
        sqlState = state
        let primary = Self.field("M", of: result) ?? "no message"
        // Class 22, "data exception", quotes the value that it could not read.
        let text = state.hasPrefix("22") ? primary.untilQuotation : primary
        message = "\(text.trimmed) (SQLSTATE \(state))"
    }

    private static func field(_ code: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }

    /// Sorts SQLSTATEs into what a caller can decide by (PostgreSQL 15, appendix A).
    var code: StorageError.Code {
        switch sqlState {
        // Serialization failure, deadlock, lock timeout, too many connections, starting up.
        case "40001", "40P01", "55P03", "53300", "57P03": .busy
        // Disk full, a write in a read-only transaction or on a standby.
        case "53100", "25006": .disk
        // No such database, not allowed in.
        case "3D000", "28000", "28P01": .cannotOpen
        // Shut down by an administrator, crashed, idle for too long in a transaction.
        case "57P01", "57P02", "25P03": .connectionLost
        default:
            switch sqlState.prefix(2) {
            case "23": .constraint
            // System error, damaged data.
            case "58", "XX": .disk
            case "08": .connectionLost
            default: .other
            }
        }
    }
}
