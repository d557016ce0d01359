// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite(.timeLimit(.minutes(10))) struct AddressSealTests {
    private let folder: TemporaryFolder
    private let key: KeyFile
    private let seal: AddressSeal

    init() throws {
        folder = try TemporaryFolder()
        key = try KeyFile.create(at: folder.url.appendingPathComponent("key"))
        seal = AddressSeal(key: key)
    }

    @Test(arguments: ["taro@example.jp", "", "x", String(repeating: "長", count: 500)])
    func whatIsSealedOpensAndNoTwoSealsAreAlike(_ text: String) throws {
        let seals = try (0..<10).map { _ in try seal.seal(text) }
        #expect(Set(seals).count == 10)
        #expect(try seals.allSatisfy { try seal.open($0) == text })
    }

    @Test func anotherKeyOpensNothingAndFindsNothing() throws {
        let other = AddressSeal(key: try KeyFile.create(at: folder.url.appendingPathComponent("other")))
        let sealed = try seal.seal("taro@example.jp")
        #expect(throws: RegistryError.unsealable) { try other.open(sealed) }
        #expect(other.lookup("taro@example.jp") != seal.lookup("taro@example.jp"))
        #expect(other.marks(of: .init(rawValue: 1)).pseudonym != seal.marks(of: .init(rawValue: 1)).pseudonym)
        #expect(other.subscriber(token: seal.marks(of: .init(rawValue: 1)).token) == nil)
    }

    @Test func anyChangedByteIsNoticed() throws {
        let sealed = try seal.seal("taro@example.jp")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x10
            #expect(throws: RegistryError.unsealable) { try seal.open(changed) }
        }
        for length in [0, 1, 27, sealed.count - 1] {
            #expect(throws: RegistryError.unsealable) { try seal.open([UInt8](sealed.prefix(length))) }
        }
    }

    @Test(arguments: [1, 2, 255, 1 << 40, Int64.max])
    func aTokenNamesItsOwnerAndEveryFlippedNibbleIsRefused(_ number: Int64) {
        let id = Subscriber.ID(rawValue: number)
        let token = seal.marks(of: id).token
        #expect(token.utf8.count == 48)
        #expect(seal.subscriber(token: token) == id)
        let digits = Array(token)
        for index in digits.indices {
            for digit in "0123456789abcdef" where digit != digits[index] {
                var forged = digits
                forged[index] = digit
                #expect(seal.subscriber(token: String(forged)) == nil)
            }
        }
    }

    @Test(arguments: ["", "0", String(repeating: "0", count: 48), String(repeating: "g", count: 48), "é", "../../etc"])
    func whatIsNoTokenIsNobodys(_ text: String) {
        #expect(seal.subscriber(token: text) == nil)
        #expect(seal.subscriber(token: text + seal.marks(of: .init(rawValue: 1)).token) == nil || text.isEmpty)
    }

    @Test func namesAndLinksSayNothingOfEachOther() {
        let ids = (1...200).map { Subscriber.ID(rawValue: $0) }
        #expect(Set(ids.map { seal.marks(of: $0).pseudonym }).count == 200)
        #expect(ids.allSatisfy { seal.marks(of: $0).pseudonym.utf8.count == 24 })
        #expect(ids.allSatisfy { !seal.marks(of: $0).token.contains(seal.marks(of: $0).pseudonym) })
    }

    @Test func hexadecimalRoundTripsAndRefusesTheRest() {
        let all = [UInt8](0...255)
        #expect([UInt8](hexadecimal: all.hexadecimal) == all)
        #expect([UInt8](hexadecimal: "aF00") == [0xAF, 0])
        for bad in ["a", "0g", "0x", " 0", "１２", "0\u{0}"] { #expect([UInt8](hexadecimal: bad) == nil) }
    }
}

@Suite(.timeLimit(.minutes(10))) struct KeyFileTests {
    private let folder: TemporaryFolder
    private var url: URL { folder.url.appendingPathComponent("city.key") }

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    }

    @Test func aNewKeyIsReadableByItsOwnerAloneAndNeverReplaced() throws {
        let key = try KeyFile.create(at: url)
        let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(throws: KeyFile.Fault.exists(path: url.path)) { try KeyFile.create(at: url) }
        let again = try KeyFile(contentsOf: url)
        #expect(AddressSeal(key: again).lookup("a") == AddressSeal(key: key).lookup("a"))
    }

    @Test func keysForPurposesDiffer() throws {
        let key = try KeyFile.create(at: url)
        let keys = ["address", "lookup", "pseudonym", "link"].map { key.derived(for: $0) }
        for (index, one) in keys.enumerated() {
            #expect(keys.enumerated().allSatisfy { ($0.element == one) == ($0.offset == index) })
        }
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o666, 0o777, 0o620])
    func aKeyThatOthersMayReadIsRefusedWithItsMode(_ mode: Int) throws {
        try write(String(repeating: "ab", count: 32), mode: mode)
        let fault = KeyFile.Fault.openToOthers(path: url.path, mode: String(mode, radix: 8))
        #expect(throws: fault) { try KeyFile(contentsOf: url) }
        #expect(fault.description.contains("chmod 600"))
    }

    @Test(arguments: [
        "", "ab", String(repeating: "ab", count: 31), String(repeating: "ab", count: 33),
        String(repeating: "zz", count: 32), String(repeating: "ab", count: 32) + "\nmore",
    ])
    func whatIsNoKeyIsRefusedWithoutShowingIt(_ text: String) throws {
        try write(text)
        #expect(throws: KeyFile.Fault.malformed(path: url.path)) { try KeyFile(contentsOf: url) }
    }

    @Test func aKeyMayEndInANewlineAndBeStricterThanNeeded() throws {
        try write(String(repeating: "AB", count: 32) + "\r\n", mode: 0o400)
        _ = try KeyFile(contentsOf: url)
    }

    @Test func aLinkToAKeyIsJudgedByTheKey() throws {
        _ = try KeyFile.create(at: url)
        let link = folder.url.appendingPathComponent("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
        _ = try KeyFile(contentsOf: link)
    }

    @Test func aMissingKeyAndAMissingFolderAreNamed() throws {
        #expect(throws: KeyFile.Fault.missing(path: url.path)) { try KeyFile(contentsOf: url) }
        #expect(KeyFile.Fault.missing(path: "p").description.contains("shirase subscribers key --create"))
        let nowhere = folder.url.appendingPathComponent("no/such/key")
        let fault = #expect(throws: KeyFile.Fault.self) { try KeyFile.create(at: nowhere) }
        #expect(fault?.description.contains("No such file") == true)
        #expect(throws: KeyFile.Fault.self) { try KeyFile(contentsOf: folder.url) }
    }
}
