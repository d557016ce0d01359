// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CMeCab
import Foundation

/// MeCab with its dictionary, loaded once.
///
/// A dictionary may be missing: the linter then does without what it would say. MeCab is used by its model: what the
/// model holds never changes, so that it is shared, and each text gets a tagger and a lattice of its own, which are not
/// safe to share.
public final class MorphemeDictionary: @unchecked Sendable {
    // Safe to share: `mecab_model_t` is not changed by making taggers and lattices of it ("mecab.h", MeCab::Model), and
    // the pointer is set once and freed once.
    private let model: OpaquePointer

    /// Where Debian's package mecab-ipadic-utf8 puts the dictionary.
    public static let defaultPath = "/var/lib/mecab/dic/ipadic-utf8"

    /// What a sentence may have at most to be looked at; longer ones break rules anyhow.
    static let longest = 1000

    /// Loads a dictionary; nil where there is none, or one in another encoding than UTF-8.
    public init?(path: String = MorphemeDictionary.defaultPath) {
        guard FileManager.default.fileExists(atPath: path + "/sys.dic") else { return nil }
        // Without a resource file: the machine's mecabrc may name another dictionary, or be missing.
        let arguments = ["mecab", "-r", "/dev/null", "-d", path]
        var pointers = arguments.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        guard let model = mecab_model_new(Int32(pointers.count), &pointers) else { return nil }
        self.model = model
        guard let information = mecab_model_dictionary_info(model),
            let charset = information.pointee.charset,
            ["utf-8", "utf8"].contains(String(cString: charset).lowercased())
        else {
            mecab_model_destroy(model)
            return nil
        }
    }

    deinit {
        mecab_model_destroy(model)
    }

    /// What cuts the sentences of one text.
    func tagger() -> Tagger? {
        guard let tagger = mecab_model_new_tagger(model) else { return nil }
        guard let lattice = mecab_model_new_lattice(model) else {
            mecab_destroy(tagger)
            return nil
        }
        return Tagger(tagger: tagger, lattice: lattice, dictionary: self)
    }

    /// One user's tagger; it keeps its dictionary.
    struct Tagger: ~Copyable {
        private let tagger: OpaquePointer
        private let lattice: OpaquePointer
        private let dictionary: MorphemeDictionary

        fileprivate init(tagger: OpaquePointer, lattice: OpaquePointer, dictionary: MorphemeDictionary) {
            self.tagger = tagger
            self.lattice = lattice
            self.dictionary = dictionary
        }

        deinit {
            mecab_lattice_destroy(lattice)
            mecab_destroy(tagger)
        }

        /// The words of a sentence; none of one that is too long.
        mutating func morphemes(of sentence: Sentence, in text: MarkedText) -> [Morpheme] {
            guard sentence.characters.count <= MorphemeDictionary.longest else { return [] }
            let (bytes, places) = Self.bytes(of: sentence, in: text)
            guard !bytes.isEmpty else { return [] }
            return bytes.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { buffer in
                    parse(buffer, places: places, sentence: sentence)
                }
            }
        }

        /// The sentence in UTF-8 with its spaces, which tell where words end, and the character of each byte.
        private static func bytes(of sentence: Sentence, in text: MarkedText) -> (bytes: [UInt8], places: [Int]) {
            var bytes: [UInt8] = []
            var places: [Int] = []
            for (place, character) in sentence.characters.enumerated() {
                let origin = sentence.origins[place]
                if place > 0, origin > 0, text.letters[origin - 1].character.isWhitespace {
                    bytes.append(UInt8(ascii: " "))
                    places.append(place)
                }
                let isPlain = character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
                for byte in (isPlain ? String(character) : "・").utf8 {
                    bytes.append(byte)
                    places.append(place)
                }
            }
            return (bytes, places)
        }

        /// MeCab's nodes point into the buffer and the lattice, so they are read here.
        private func parse(
            _ buffer: UnsafeBufferPointer<CChar>,
            places: [Int],
            sentence: Sentence
        ) -> [Morpheme] {
            guard let start = buffer.baseAddress else { return [] }
            mecab_lattice_set_sentence2(lattice, start, buffer.count)
            defer { mecab_lattice_clear(lattice) }
            guard mecab_parse_lattice(tagger, lattice) != 0 else { return [] }
            var morphemes: [Morpheme] = []
            var end = 0
            var next = mecab_lattice_get_bos_node(lattice)
            while let node = next?.pointee {
                next = node.next
                let length = Int(node.length)
                guard length > 0, let surface = node.surface, let feature = node.feature else { continue }
                let first = surface - start
                guard first >= 0, first + length <= places.count else { continue }
                // Inside a cluster of several scalars MeCab may cut; such a piece is left to its neighbour.
                let range = max(places[first], end)..<max(places[first + length - 1] + 1, end)
                guard !range.isEmpty else { continue }
                end = range.upperBound
                morphemes.append(Self.morpheme(range, sentence.text(range), features: String(cString: feature)))
            }
            return morphemes
        }

        /// IPADIC's features: part of speech in four steps, conjugation, form, base, reading, pronunciation.
        private static func morpheme(_ range: Range<Int>, _ surface: String, features: String) -> Morpheme {
            let fields = features.split(separator: ",", omittingEmptySubsequences: false)
            func field(_ index: Int) -> String? {
                index < fields.count && fields[index] != "*" ? String(fields[index]) : nil
            }
            return Morpheme(
                range: range,
                surface: surface,
                kind: field(0) ?? "",
                detail: field(1) ?? "",
                fineDetail: field(2) ?? "",
                conjugation: field(4) ?? "",
                base: field(6) ?? surface,
                reading: field(7).map { Kana.hiragana($0) }
            )
        }
    }
}
