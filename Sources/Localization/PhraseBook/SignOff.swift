// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The word of a native reader that a translation is right.
///
/// It is a translator's comment, `# signed-off-by: NAME, YYYY-MM-DD`, on a phrase or, for the whole file, on the
/// header. `# native-review: none` on the header says that nobody has read the file, and on a phrase that the
/// header's sign-off does not cover it. What bears no sign-off has been read by no native either.
public struct SignOff: Hashable, Sendable {
    /// Who read it.
    public let name: String
    /// When, as `YYYY-MM-DD`.
    public let date: String

    /// What the comments of an entry say.
    struct Remark: Hashable {
        var signOff: SignOff?
        var isUnread = false
        var faults: [String] = []
    }

    static func remark(in comments: [String]) -> Remark {
        var remark = Remark()
        for comment in comments {
            guard let colon = comment.firstIndex(of: ":") else { continue }
            let value = comment[comment.index(after: colon)...].trimmingPOSpace()
            switch comment[..<colon].trimmingPOSpace() {
            case "signed-off-by":
                if let signOff = SignOff(String(value)) {
                    remark.signOff = signOff
                } else {
                    remark.faults.append("sign-off is not read; write # signed-off-by: NAME, YYYY-MM-DD")
                }
            case "native-review":
                remark.isUnread = true
                if value != "none" {
                    remark.faults.append("native-review can only be none; who has read it signs off")
                }
            default:
                break
            }
        }
        if remark.isUnread, remark.signOff != nil {
            remark.faults.append("native-review: none and a sign-off contradict each other; remove one")
        }
        return remark
    }

    private init?(_ text: String) {
        guard let match = text.wholeMatch(of: /(\S.*?)\s*,\s*([0-9]{4})-([0-9]{2})-([0-9]{2})/) else { return nil }
        let (_, name, year, month, day) = match.output
        guard let year = Int(year), let month = Int(month), let day = Int(day), (1...12).contains(month) else {
            return nil
        }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return nil }
        self.name = String(name)
        self.date = String(text.suffix(10))
    }
}
