// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CCurl
import CCurlShims

/// Gets documents over HTTP and HTTPS; one thread owns a fetcher, which keeps its connections open between calls.
///
/// No other protocol, bounded in time and in size, before and after decompression: a bomb of a few kilobytes ends at the
/// limit. A redirection is an answer and not followed: where it leads must be looked at by who knows what may be asked.
public final class HTTPFetcher {
    private let easy: UnsafeMutableRawPointer
    private static let status: CURLcode = curlshim_global_init()

    /// Throws where libcurl cannot be started.
    public init() throws(TransferError) {
        guard Self.status == CURLE_OK, let easy = curl_easy_init() else {
            throw TransferError(.unavailable, "libcurl cannot be started")
        }
        self.easy = easy
    }

    deinit {
        curl_easy_cleanup(easy)
    }

    /// Gets a document.
    ///
    /// - Parameters:
    ///   - entityTag: the ETag of what is known, for 304.
    ///   - lastModified: the Last-Modified of what is known, for 304.
    ///   - limit: bytes of the decompressed body.
    ///   - seconds: for the whole transfer. A server that lets nothing through for half of that is left earlier.
    /// - Throws: `TransferError` where no whole answer came. A status such as 302 or 404 is an answer.
    public func get(
        _ url: String,
        entityTag: String? = nil,
        lastModified: String? = nil,
        limit: Int,
        seconds: Int
    ) throws(TransferError) -> HTTPAnswer {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw TransferError(.badAddress, "the address holds what no URL may: \(url.prefix(80))")
        }
        let sink = Sink(limit: limit)
        let patience = max(1, seconds / 2)
        curl_easy_reset(easy)
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for (name, value) in [("If-None-Match", entityTag), ("If-Modified-Since", lastModified)] {
            guard let value, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { continue }
            headers = curl_slist_append(headers, "\(name): \(value)") ?? headers
        }
        for (option, value) in [
            (CURLOPT_URL, url), (CURLOPT_PROTOCOLS_STR, "http,https"), (CURLOPT_ACCEPT_ENCODING, "gzip, deflate"),
            (CURLOPT_USERAGENT, "shirase"),
        ] {
            _ = curlshim_setopt_string(easy, option, value)
        }
        for (option, value) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_TIMEOUT, seconds),
            (CURLOPT_CONNECTTIMEOUT, patience), (CURLOPT_LOW_SPEED_LIMIT, 100), (CURLOPT_LOW_SPEED_TIME, patience),
            (CURLOPT_MAXFILESIZE, limit),
        ] {
            _ = curlshim_setopt_long(easy, option, value)
        }
        _ = curlshim_setopt_pointer(easy, CURLOPT_HTTPHEADER, headers)
        let context = Unmanaged.passUnretained(sink).toOpaque()
        _ = curlshim_setopt_pointer(easy, CURLOPT_WRITEDATA, context)
        _ = curlshim_setopt_pointer(easy, CURLOPT_HEADERDATA, context)
        _ = curlshim_setopt_data_callback(easy, CURLOPT_WRITEFUNCTION) { data, size, count, context in
            Sink.of(context)?.take(data, size * count) ?? 0
        }
        _ = curlshim_setopt_data_callback(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
            Sink.of(context)?.note(data, size * count) ?? 0
        }
        let result = withExtendedLifetime(sink) { curl_easy_perform(easy) }
        guard result == CURLE_OK else {
            if sink.isOverflowing || result == CURLE_FILESIZE_EXCEEDED {
                throw TransferError(.tooLarge, "the answer has more than \(limit) bytes")
            }
            let words = curl_easy_strerror(result).map { String(cString: $0) } ?? "libcurl error \(result.rawValue)"
            throw TransferError(Self.reason(result), words)
        }
        return HTTPAnswer(
            status: Int(curlshim_response_code(easy)),
            body: sink.body,
            entityTag: sink.fields["etag"],
            lastModified: sink.fields["last-modified"],
            retryAfter: sink.fields["retry-after"].flatMap { Int($0) },
            location: sink.fields["location"]
        )
    }

    private static func reason(_ result: CURLcode) -> TransferError.Reason {
        switch result {
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_BAD_CONTENT_ENCODING: .undecodable
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badAddress
        case CURLE_OUT_OF_MEMORY: .unavailable
        default: .unreachable
        }
    }
}

/// What libcurl hands over during one transfer.
private final class Sink {
    private let limit: Int
    private(set) var body: [UInt8] = []
    private(set) var fields: [String: String] = [:]
    private(set) var isOverflowing = false

    init(limit: Int) {
        self.limit = limit
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Sink? {
        context.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Takes a piece of the body; 0 ends the transfer.
    func take(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let data, count > 0 else { return count }
        guard body.count + count <= limit else {
            isOverflowing = true
            return 0
        }
        body.append(contentsOf: UnsafeRawBufferPointer(start: data, count: count))
        return count
    }

    /// Takes a header line; the fields of the last answer count, not those of an interim one (1xx) before it.
    func note(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let data, count > 0 else { return count }
        let line = String(decoding: UnsafeRawBufferPointer(start: data, count: min(count, 8_192)), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            fields = [:]
        } else if let colon = line.firstIndex(of: ":"), fields.count < 200 {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields[line[..<colon].lowercased()] = String(value.prefix { $0 != "\r" && $0 != "\n" && $0 != "\r\n" })
        }
        return count
    }
}
