// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A table as SQLite describes it: what it takes to copy and to compare its rows.
struct TableOutline: Sendable, Hashable {
    let name: String
    /// In the order of the table.
    let columns: [String]
    /// The columns of the primary key in their order; all columns where there is none.
    let key: [String]
    /// The tables that this one's rows refer to.
    let parents: Set<String>
    /// The column that numbers its rows by itself, and the highest number ever given; numbers are not given twice.
    let identity: (column: String, last: Int64)?

    static func == (left: TableOutline, right: TableOutline) -> Bool { left.name == right.name }
    func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// All rows, in the order of the key: by bytes in both engines.
    var reading: String {
        // A key has no NULL; where it is made of all columns, SQLite would set NULL first and PostgreSQL last.
        let order =
            key == columns ? key.map { Self.quoted($0) + " NULLS FIRST" }.joined(separator: ", ") : Self.list(key)
        return Self.sentence("SELECT", Self.list(columns), "FROM", Self.quoted(name), "ORDER BY", order)
    }

    /// The start of the statement that adds rows.
    var adding: String {
        Self.sentence("INSERT INTO", Self.quoted(name), "(" + Self.list(columns) + ")", "VALUES")
    }

    /// One row, where there is one.
    var looking: String {
        Self.sentence("SELECT 1 FROM", Self.quoted(name), "LIMIT 1")
    }

    /// The tables of an SQLite database, each behind those that it refers to; those of the engine and of the migrations
    /// are left out.
    static func all(in session: any SQLSession) throws(StorageError) -> [TableOutline] {
        let names = try session.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite|_%' ESCAPE '|' ORDER BY name"
        ).map { row throws(StorageError) in try row.text(0) }
        var open: [TableOutline] = []
        for name in names where name != "migrations" { open.append(try TableOutline(name, in: session)) }
        var sorted: [TableOutline] = []
        while !open.isEmpty {
            let placed = Set(sorted.map(\.name))
            guard let next = open.firstIndex(where: { $0.parents.subtracting([$0.name]).isSubset(of: placed) }) else {
                throw StorageError(
                    code: .schema,
                    message: "tables refer to each other in a circle: \(open.map(\.name).joined(separator: ", "))",
                    statement: nil
                )
            }
            sorted.append(open.remove(at: next))
        }
        return sorted
    }

    private init(_ name: String, in session: any SQLSession) throws(StorageError) {
        self.name = name
        let rows = try session.rows("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", [SQLValue(name)])
        var columns: [String] = []
        var key: [(place: Int64, column: String)] = []
        for row in rows {
            let column = try row.text(0)
            columns.append(column)
            if try row.integer(1) > 0 { key.append((try row.integer(1), column)) }
        }
        self.columns = columns
        self.key = key.isEmpty ? columns : key.sorted { $0.place < $1.place }.map(\.column)
        var parents: Set<String> = []
        for row in try session.rows("SELECT \"table\" FROM pragma_foreign_key_list($1)", [SQLValue(name)]) {
            parents.insert(try row.text(0))
        }
        self.parents = parents
        let declared = try session.firstRow(
            "SELECT 1 FROM sqlite_master WHERE name = $1 AND sql LIKE '%AUTOINCREMENT%'",
            [SQLValue(name)]
        )
        if declared != nil, let column = self.key.first {
            let last = try session.firstRow("SELECT seq FROM sqlite_sequence WHERE name = $1", [SQLValue(name)])
            identity = (column, try last?.integer(0) ?? 0)
        } else {
            identity = nil
        }
    }

    private static func sentence(_ words: String...) -> String { words.joined(separator: " ") }
    private static func list(_ columns: [String]) -> String { columns.map(quoted).joined(separator: ", ") }
    private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
