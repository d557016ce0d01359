// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Registry

/// A slice's recipients as bytes: each ascending id as the difference to the one before it, seven bits a byte.
enum MemberList {
    /// - Parameter members: strictly ascending, positive.
    static func encode(_ members: [Subscriber.ID]) -> [UInt8] {
        var bytes: [UInt8] = []
        var last: Int64 = 0
        for member in members {
            precondition(member.rawValue > last, "the members of a slice ascend")
            var difference = UInt64(member.rawValue - last)
            last = member.rawValue
            while difference >= 0x80 {
                bytes.append(UInt8(difference & 0x7F) | 0x80)
                difference >>= 7
            }
            bytes.append(UInt8(difference))
        }
        return bytes
    }

    /// Nil for bytes that `encode` does not write.
    static func decode(_ bytes: [UInt8]) -> [Subscriber.ID]? {
        var members: [Subscriber.ID] = []
        var last: Int64 = 0
        var difference: UInt64 = 0
        var shift: UInt64 = 0
        for byte in bytes {
            guard shift < 63 else { return nil }
            difference |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 != 0 {
                shift += 7
                continue
            }
            let (sum, overflow) = last.addingReportingOverflow(Int64(difference))
            guard !overflow, sum > last else { return nil }
            last = sum
            members.append(Subscriber.ID(rawValue: last))
            difference = 0
            shift = 0
        }
        return shift == 0 ? members : nil
    }
}
