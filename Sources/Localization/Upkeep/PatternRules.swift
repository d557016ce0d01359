// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is asked of a translation as an ICU message, beside the Japanese that it was made from.
struct PatternRules {
    let language: Language
    /// The patterns of the Japanese: its text as it was translated, and as it is sent.
    let sources: [MessageOutline]
    private let expected: Set<String>
    /// The arguments by which the Japanese says how many there are of something.
    private let counted: Set<String>
    /// The keywords by which the Japanese selects, by argument.
    private let keywords: [String: Set<String>]

    init(language: Language, sources: [MessageOutline]) {
        self.language = language
        self.sources = sources
        let arguments = sources.flatMap(\.arguments)
        expected = Set(arguments.map(\.name))
        counted = Set(arguments.filter { $0.kind == .plural && $0.countsWords }.map(\.name))
        keywords = Dictionary(
            arguments.filter { $0.kind == .select }.map { ($0.name, Set($0.keywords)) },
            uniquingKeysWith: { $0.union($1) }
        )
    }

    func check(_ entry: POFile.Entry, into list: inout FindingList) {
        let outline: MessageOutline
        do throws(ICUError) {
            // Also what ICU reads but cannot make, such as a number's form.
            _ = try CompiledMessage(entry.translation, language: language)
            outline = try MessageOutline(entry.translation)
        } catch {
            let remedy = "write it as Documentation/Translating.md shows, each brace closed"
            list.error(.syntax, entry, "no ICU message: \(error.description(in: entry.translation))", remedy)
            return
        }
        if outline.text.contains(where: { $0 == "{" || $0 == "}" }) {
            let problem = "a brace is shown to readers, since an apostrophe before it quotes it"
            list.warn(.syntax, entry, problem, "write ’ (U+2019) for the apostrophe")
        }
        checkNames(of: outline, entry, &list)
        for argument in outline.arguments {
            switch argument.kind {
            case .plural: checkPlural(argument, ordinal: false, entry, &list)
            case .ordinal: checkPlural(argument, ordinal: true, entry, &list)
            case .select: checkSelect(argument, entry, &list)
            case .choice:
                let problem = "{\(argument.name), choice, …} knows nothing of the language's plurals"
                list.error(.syntax, entry, problem, "write {\(argument.name), plural, …}")
            case .plain, .format: break
            }
        }
    }

    private func checkNames(of outline: MessageOutline, _ entry: POFile.Entry, _ list: inout FindingList) {
        let names = Set(outline.arguments.map(\.name))
        for name in names.sorted() where name.wholeMatch(of: /[a-z][A-Za-z0-9_]*/) == nil {
            let remedy = "name it with Latin letters and digits, beginning with a small letter"
            list.error(.arguments, entry, "the argument {\(name)} has no proper name", remedy)
        }
        for name in names.subtracting(expected).sorted() {
            let known = expected.isEmpty ? "it has none" : expected.sorted().map { "{\($0)}" }.joined(separator: ", ")
            let problem = "the argument {\(name)} is not in the Japanese"
            list.error(.arguments, entry, problem, "remove it or spell it as there: \(known)")
        }
        for name in expected.subtracting(names).sorted() {
            let problem = "the argument {\(name)} of the Japanese is left out"
            list.error(.arguments, entry, problem, "put it in: its fact would be lost")
        }
    }

    /// Whoever counts with one keyword of the language needs all; numbers alone, `=2`, only tell cases apart.
    private func checkPlural(
        _ argument: MessageOutline.Argument,
        ordinal: Bool,
        _ entry: POFile.Entry,
        _ list: inout FindingList
    ) {
        let known = language.pluralKeywords(ordinal: ordinal)
        let used = Set(argument.keywords)
        for keyword in used.subtracting(known).sorted() {
            let problem = "{\(argument.name)} has a form for `\(keyword)`, which \(language) never uses"
            list.warn(.plural, entry, problem, "remove it; the forms are \(Self.listed(known))")
        }
        let missing = known.subtracting(used)
        guard !missing.isEmpty else { return }
        let forms = Self.listed(missing)
        if used.count > 1 {
            let problem = "{\(argument.name)} lacks a form for \(forms), which \(language) has by CLDR"
            list.error(.plural, entry, problem, "write it, if only as `other` is written")
        } else if argument.countsWords {
            let problem = "{\(argument.name)} shows a number with a word in one form; \(language) also has \(forms)"
            if counted.contains(argument.name) {
                list.error(.plural, entry, problem, "write every form, if only as `other` is written")
            } else {
                list.warn(.plural, entry, problem, "write every form, if the word changes with the number")
            }
        }
    }

    private func checkSelect(
        _ argument: MessageOutline.Argument,
        _ entry: POFile.Entry,
        _ list: inout FindingList
    ) {
        guard let known = keywords[argument.name] else { return }
        for keyword in argument.keywords where !known.contains(keyword) {
            let problem = "{\(argument.name)} has a case `\(keyword)` that the Japanese does not have"
            list.warn(.select, entry, problem, "keywords are not translated: \(Self.listed(known))")
        }
        let missing = known.subtracting(argument.keywords)
        if !missing.isEmpty {
            let problem = "{\(argument.name)} lacks the case \(Self.listed(missing)) of the Japanese"
            list.warn(.select, entry, problem, "write it, or see that `other` is right for it")
        }
    }

    /// In the order of the book: zero, one, two, few, many, other.
    private static func listed(_ keywords: Set<String>) -> String {
        let order = ["zero", "one", "two", "few", "many"]
        return keywords.sorted {
            (order.firstIndex(of: $0) ?? 9, $0 == "other" ? 1 : 0, $0) < (
                order.firstIndex(of: $1) ?? 9, $1 == "other" ? 1 : 0, $1
            )
        }
        .map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension MessageOutline.Argument {
    /// Whether it says how many there are of something, in one form: `=0` and `=1` are cases of that, `=2` to `=5` tell
    /// levels apart, and a number without a word has no plural.
    fileprivate var countsWords: Bool {
        let numbers = branches.map(\.selector).filter { $0.hasPrefix("=") }
        guard numbers.allSatisfy({ $0 == "=0" || $0 == "=1" }) else { return false }
        return branches.contains { $0.selector == "other" && $0.showsNumber && $0.text.contains(where: \.isLetter) }
    }
}
