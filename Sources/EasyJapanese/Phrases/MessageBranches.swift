// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The texts that an ICU message can become: each branch of each `plural` and `select` once, with what stands for its
/// arguments.
///
/// A message of several choices becomes as many texts as the longest of them has branches, not their product: each branch
/// is seen, not each combination.
public struct MessageBranches: Sendable {
    /// Braces nest no deeper in what is read.
    static let deepest = 16
    /// A message becomes no more texts.
    static let most = 256

    /// The texts, each once; none of a pattern that is no message.
    public let texts: [String]

    /// Reads a pattern.
    ///
    /// - Parameter argument: what stands for an argument, by its name and its type (`number`, `date`, … or empty).
    public init(pattern: String, argument: @escaping (_ name: String, _ type: String) -> String) {
        var reader = Reader(characters: Array(pattern), argument: argument)
        guard let texts = reader.message(depth: 0, number: nil), reader.index == reader.characters.count
        else {
            self.texts = []
            return
        }
        var seen: Set<String> = []
        self.texts = texts.filter { seen.insert($0).inserted }
    }

    private struct Reader {
        let characters: [Character]
        let argument: (String, String) -> String
        var index = 0

        init(characters: [Character], argument: @escaping (String, String) -> String) {
            self.characters = characters
            self.argument = argument
        }

        private var next: Character? { index < characters.count ? characters[index] : nil }

        /// A message up to its end or the brace that closes it, which is left; nil where it is none.
        mutating func message(depth: Int, number: String?) -> [String]? {
            guard depth <= MessageBranches.deepest else { return nil }
            var texts = [""]
            while let character = next, character != "}" {
                var pieces = [String(character)]
                switch character {
                case "'":
                    pieces = [quoted()]
                case "{":
                    guard let found = placeholder(depth: depth) else { return nil }
                    pieces = found
                case "#" where number != nil:
                    pieces = [number ?? ""]
                    index += 1
                default:
                    index += 1
                }
                texts = Self.joined(texts, pieces)
            }
            return depth == 0 && next == "}" ? nil : texts
        }

        /// Each of the pieces behind some text, each text used.
        private static func joined(_ texts: [String], _ pieces: [String]) -> [String] {
            (0..<min(max(texts.count, pieces.count), MessageBranches.most)).map { index in
                texts[index % texts.count] + pieces[index % pieces.count]
            }
        }

        /// An apostrophe: two are one, and one before a brace quotes up to the next.
        private mutating func quoted() -> String {
            index += 1
            guard let character = next else { return "'" }
            if character == "'" {
                index += 1
                return "'"
            }
            guard "{}#|".contains(character) else { return "'" }
            let start = index
            while let character = next, character != "'" {
                _ = character
                index += 1
            }
            defer { index = min(index + 1, characters.count) }
            return String(characters[start..<index])
        }

        /// `{name}`, `{name, type …}` or `{name, select, key {…} …}`, from its opening brace.
        private mutating func placeholder(depth: Int) -> [String]? {
            index += 1
            guard let name = word(until: [",", "}"]) else { return nil }
            if next == "}" {
                index += 1
                return [argument(name, "")]
            }
            index += 1
            guard let type = word(until: [",", "}"]) else { return nil }
            if ["plural", "select", "selectordinal"].contains(type) {
                guard next == "," else { return nil }
                index += 1
                return branches(depth: depth, isPlural: type != "select", argument(name, type))
            }
            // A number's or date's form has no braces.
            while let character = next, character != "}" {
                guard character != "{" else { return nil }
                index += 1
            }
            guard next == "}" else { return nil }
            index += 1
            return [argument(name, type)]
        }

        private mutating func branches(depth: Int, isPlural: Bool, _ number: String) -> [String]? {
            var texts: [String] = []
            while true {
                guard let key = word(until: ["{", "}"]) else { return nil }
                guard next == "{" else {
                    index += 1
                    return key.isEmpty && !texts.isEmpty ? texts : nil
                }
                index += 1
                let exact = key.hasPrefix("=") ? String(key.dropFirst()) : number
                guard let inside = message(depth: depth + 1, number: isPlural ? exact : nil), next == "}" else {
                    return nil
                }
                index += 1
                texts = Array((texts + inside).prefix(MessageBranches.most))
            }
        }

        /// What stands before one of some characters, without blanks around it.
        private mutating func word(until ends: Set<Character>) -> String? {
            let start = index
            while let character = next, !ends.contains(character) {
                _ = character
                index += 1
            }
            guard index < characters.count else { return nil }
            let word = characters[start..<index].drop(while: \.isWhitespace)
            return String(word.prefix { !$0.isWhitespace })
        }
    }
}
