// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Testing

@Suite
struct SignOffTests {
    private static func book(header: String, entry: String) throws -> PhraseBook {
        let text = """
            \(header)msgid ""
            msgstr "Content-Type: text/plain; charset=UTF-8\\n"

            \(entry)msgctxt "a"
            msgid "一"
            msgstr "one"

            """
        return try PhraseBook(catalogs: [
            Catalog(language: .english, file: "en.po", contents: try POFile(parsing: text))
        ])
    }

    @Test(arguments: [
        ("", "", nil),
        ("# signed-off-by: Jane Roe, 2026-11-20\n", "", "Jane Roe 2026-11-20"),
        ("", "# signed-off-by: グエン, ヴァン , 2024-02-29\n", "グエン, ヴァン 2024-02-29"),
        ("# signed-off-by: Jane Roe, 2026-11-20\n", "# signed-off-by: John Doe, 2026-11-21\n", "John Doe 2026-11-21"),
        ("# signed-off-by: Jane Roe, 2026-11-20\n", "# native-review: none\n", nil),
        ("# native-review: none\n", "", nil),
        ("# native-review: none\n", "# signed-off-by: John Doe, 2026-11-21\n", "John Doe 2026-11-21"),
        ("", "# signed-off-by: John Doe, 2026-11-21\n#, fuzzy\n", nil),
    ])
    func whoSignedIsKnown(header: String, entry: String, expected: String?) throws {
        let signOff = try Self.book(header: header, entry: entry).signOff(of: "a", in: .english)
        #expect(signOff.map { "\($0.name) \($0.date)" } == expected)
    }

    @Test(arguments: [
        "# signed-off-by: Jane Roe\n", "# signed-off-by: , 2026-11-20\n", "# signed-off-by: Jane, 2026-13-01\n",
        "# signed-off-by: Jane, 2023-02-29\n", "# signed-off-by: Jane, 20.11.2026\n", "# native-review: Jane\n",
        "# native-review: none\n# signed-off-by: Jane, 2026-11-20\n",
    ])
    func signOffsThatCannotBeReadAreFaults(comment: String) {
        #expect(throws: PhraseBookError.self) { try Self.book(header: "", entry: comment) }
        #expect(throws: PhraseBookError.self) { try Self.book(header: comment, entry: "") }
    }
}
