// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CZlib
public import Foundation

/// Undoes gzip (RFC 1952) within a limit: a bomb of a few kilobytes ends there, and no more than the limit is ever held.
public enum Gzip {
    /// Why nothing came out: one sentence.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// It would come to more bytes than these.
        case tooLarge(limit: Int)
        /// It is no gzip, or damaged, or ends too early.
        case damaged

        /// What is wrong.
        public var description: String {
            switch self {
            case .tooLarge(let limit): "decompressed it has more than \(limit) bytes"
            case .damaged: "it is no gzip data, or damaged, or not whole"
            }
        }
    }

    /// Whether bytes begin as gzip does.
    public static func isGzip(_ data: Data) -> Bool {
        data.starts(with: [0x1F, 0x8B])
    }

    /// The bytes that were compressed; several members (RFC 1952 section 2.2) come out as one.
    ///
    /// - Parameter limit: the most bytes that may come out.
    public static func decompress(_ data: Data, limit: Int) throws(Fault) -> Data {
        guard !data.isEmpty, data.count <= Int(UInt32.max) else { throw .damaged }
        var input = [UInt8](data)
        var output = [UInt8]()
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        var stream = z_stream()
        // 15 bits of window, and 16 for "gzip alone".
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged
        }
        defer { inflateEnd(&stream) }
        var fault: Fault?
        var isWhole = false
        input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            while fault == nil {
                let result = chunk.withUnsafeMutableBufferPointer { sink in
                    stream.next_out = sink.baseAddress
                    stream.avail_out = UInt32(sink.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                let count = chunk.count - Int(stream.avail_out)
                guard output.count + count <= limit else {
                    fault = .tooLarge(limit: limit)
                    return
                }
                output += chunk[..<count]
                switch result {
                case Z_OK: continue
                case Z_STREAM_END:
                    guard stream.avail_in > 0 else {
                        isWhole = true
                        return
                    }
                    if inflateReset(&stream) != Z_OK { fault = .damaged }
                default: fault = .damaged
                }
            }
        }
        if let fault { throw fault }
        guard isWhole else { throw .damaged }
        return Data(output)
    }
}
