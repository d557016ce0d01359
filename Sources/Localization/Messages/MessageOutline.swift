// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// What an ICU MessageFormat pattern consists of: its text, its arguments at any depth, their branches.
///
/// It needs no language and tells nothing that depends on one.
struct MessageOutline: Hashable {
    /// How an argument is put in.
    enum Kind: Hashable {
        /// As it is.
        case plain
        /// Formatted, by `number`, `date` and the like.
        case format(String)
        /// By a number: `one`, `few`, `=2`.
        case plural
        /// By the place in a row: 1st, 2nd.
        case ordinal
        /// By a word.
        case select
        /// By ranges of numbers; `plural` took its place.
        case choice
    }

    /// What stands for one keyword or number.
    struct Branch: Hashable {
        /// A keyword, or `=2`.
        let selector: String
        /// Its text, that of branches inside it included.
        var text = ""
        /// Whether it shows the number, as `#` or by its name.
        var showsNumber = false
    }

    /// A use of an argument; one name may be used several times.
    struct Argument: Hashable {
        let name: String
        var kind = Kind.plain
        var branches: [Branch] = []

        /// The keywords, without the numbers.
        var keywords: [String] { branches.map(\.selector).filter { !$0.hasPrefix("=") } }
    }

    /// The uses in the order in which they begin.
    private(set) var arguments: [Argument] = []
    /// Everything that stands as text anywhere in the pattern; a space stands for each argument.
    private(set) var text = ""

    /// The arguments that are open, the innermost last, and whether one of their branches is.
    private var open: [(argument: Int, isInside: Bool)] = []

    /// Reads a pattern.
    init(_ pattern: String) throws(ICUError) {
        let status = withUnsafeMutablePointer(to: &self) { slot in
            pattern.withShimText { text in
                sicu_pattern_read(
                    text,
                    { context, event, utf8, length in
                        let value = String(decoding: UnsafeBufferPointer(start: utf8, count: length), as: UTF8.self)
                        context?.assumingMemoryBound(to: MessageOutline.self).pointee.take(event, value)
                    },
                    slot
                )
            }
        }
        guard status <= 0 else { throw ICUError(status: status) }
    }

    private mutating func take(_ event: sicu_pattern_event, _ value: String) {
        switch event {
        case SICU_PATTERN_TEXT:
            text += value
            changeBranches { _, branch in branch.text += value }
        case SICU_PATTERN_NUMBER:
            if let innermost = innermostNumber {
                changeBranches { argument, branch in if argument == innermost { branch.showsNumber = true } }
            }
        case SICU_PATTERN_ARGUMENT:
            text += " "
            let names = arguments.map(\.name)
            changeBranches { argument, branch in if names[argument] == value { branch.showsNumber = true } }
            arguments.append(Argument(name: value))
            open.append((arguments.count - 1, false))
        case SICU_PATTERN_TYPE:
            guard let last = open.last?.argument else { return }
            arguments[last].kind = Self.kind(named: value)
        case SICU_PATTERN_BRANCH:
            guard let last = open.indices.last else { return }
            arguments[open[last].argument].branches.append(Branch(selector: value))
            open[last].isInside = true
        case SICU_PATTERN_BRANCH_END:
            guard let last = open.indices.last else { return }
            open[last].isInside = false
            text += " "
        default:
            _ = open.popLast()
        }
    }

    /// The argument whose number `#` shows.
    private var innermostNumber: Int? {
        open.last { arguments[$0.argument].kind == .plural || arguments[$0.argument].kind == .ordinal }?.argument
    }

    private mutating func changeBranches(_ change: (_ argument: Int, _ branch: inout Branch) -> Void) {
        for (argument, isInside) in open where isInside {
            change(argument, &arguments[argument].branches[arguments[argument].branches.count - 1])
        }
    }

    private static func kind(named name: String) -> Kind {
        switch name {
        case "plural": .plural
        case "selectordinal": .ordinal
        case "select": .select
        case "choice": .choice
        default: .format(name)
        }
    }

    static func == (left: MessageOutline, right: MessageOutline) -> Bool {
        left.arguments == right.arguments && left.text == right.text
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(arguments)
        hasher.combine(text)
    }
}
