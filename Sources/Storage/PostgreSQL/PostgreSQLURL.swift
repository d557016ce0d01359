// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CPQ

/// Where a PostgreSQL database is: a `postgresql://` URL, taken apart by libpq itself.
///
/// libpq fills what the URL leaves out from the environment and `~/.pgpass`, as for every program of PostgreSQL's own.
struct PostgreSQLURL: Sendable, Hashable {
    /// libpq's own words for what the URL says, and ours for what it leaves out.
    let parameters: [String: String]

    /// Seconds until a server that does not answer is given up, and a dead one is noticed behind a network.
    private static let defaults = [
        "application_name": "shirase", "connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10",
        "keepalives_count": "3", "tcp_user_timeout": "60000",
    ]

    /// Takes a URL apart.
    ///
    /// - Throws: `StorageError.cannotOpen` for what libpq refuses; nothing of the URL is in the message, since any part of
    ///   it may be a piece of a password that was not percent-encoded.
    init(_ text: String) throws(StorageError) {
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
            throw Self.refused("it does not begin with postgresql://")
        }
        guard !text.utf8.contains(0) else { throw Self.refused("it holds the character NUL") }
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &message) else {
            defer { PQfreemem(message) }
            throw Self.refused(message.map { String(cString: $0).untilQuotation } ?? "no memory")
        }
        defer { PQconninfoFree(options) }
        var given: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { given[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        // libpq ends the password at the first of these and takes what follows for host, port or name.
        guard !["user", "host", "port", "dbname"].contains(where: { given[$0]?.contains("@") == true }) else {
            throw Self.refused(
                "user, host, port or database name holds an @; in a password write it as %40, a / as %2F"
            )
        }
        parameters = Self.defaults.merging(given) { $1 }.merging(["client_encoding": "UTF8"]) { $1 }
    }

    /// Whether the text itself gave a secret: what libpq takes from files and the environment is not among `parameters`.
    var holdsPassword: Bool { parameters["password"] != nil || parameters["sslpassword"] != nil }

    /// The database as errors name it.
    var place: String {
        let name = parameters["dbname"] ?? "the user's own"
        return parameters["host"].map { "database \(name) at \($0)" } ?? "database \(name)"
    }

    private static func refused(_ reason: String) -> StorageError {
        StorageError(
            code: .cannotOpen,
            message: "not a database URL: \(reason.trimmed); write postgresql://user@host:port/name or "
                + "postgresql://user@/name?host=/folder/of/the/socket",
            statement: nil
        )
    }
}

extension String {
    /// What stands before the first quotation mark: behind it libpq and PostgreSQL quote values, in which quotation marks
    /// may stand, too.
    var untilQuotation: String {
        firstIndex(of: "\"").map { self[..<$0] + "…" } ?? self
    }

    /// In one line, without white space around it.
    var trimmed: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
