// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A file with everything that our parser reads.
enum SamplePO {
    static let header = """
        # Phrases of the test.
        # native-review: none
        msgid ""
        msgstr ""
        "Project-Id-Version: shirase\\n"
        "PO-Revision-Date: 2026-11-23 09:00+0900\\n"
        "Last-Translator: Shirase\\n"
        "Language-Team: none\\n"
        "Language: en\\n"
        "MIME-Version: 1.0\\n"
        "Content-Type: text/plain; charset=UTF-8\\n"
        "Content-Transfer-Encoding: 8bit\\n"

        """

    static let text =
        header + """

            # signed-off-by: Jane Roe, 2026-11-20
            #
            #. Where and how strong.
            #. Keep it short.
            #: Templates/alerts/earthquake.yaml:3 Templates/alerts/earthquake.yaml:9
            msgctxt "earthquake.lead"
            msgid "{place}で震度{intensity}"
            msgstr "Intensity {intensity} in {place}"

            #. A text of several lines.
            msgctxt "earthquake.actions"
            msgid ""
            "机の下へ\\n"
            "\\"落ち着いて\\"\\t\\\\"
            msgstr ""
            "Get under a desk.\\n"
            "\\"Stay calm\\"\\t\\\\"

            #, fuzzy
            #| msgctxt "old.key"
            #| msgid ""
            #| "一行目\\n"
            #| "二行目"
            msgctxt "tsunami.lead"
            msgid "津波警報"
            msgstr "Tsunami Advisory"

            msgctxt "tsunami.flee"
            msgid "高い所へ"
            msgstr ""

            #~ msgctxt "gone"
            #~ msgid "古い"
            #~ msgstr "Old"

            """
}
