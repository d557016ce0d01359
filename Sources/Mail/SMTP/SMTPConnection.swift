// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CCurl
import CCurlShims
import Glibc

/// A TCP or TLS connection with an SMTP session open on it; one thread owns it.
///
/// libcurl connects, speaks TLS or STARTTLS, EHLO and AUTH (CURLOPT_CONNECT_ONLY); after that `send` and `receive` carry
/// our own conversation. Proxies of the environment, .netrc and redirections play no part.
final class SMTPConnection {
    private let easy: UnsafeMutableRawPointer
    let socket: Int32
    private let isEncrypted: Bool

    /// What the server offered in its last reply to EHLO.
    let capabilities: SMTPCapabilities

    /// Opens a session.
    init(_ settings: SMTPSettings) throws(SMTPSessionError) {
        if let fault = settings.faults.first {
            throw SMTPSessionError(stage: .connect, reply: nil, message: fault)
        }
        guard CurlLibrary.status == CURLE_OK, let easy = curl_easy_init() else {
            throw SMTPSessionError(stage: .connect, reply: nil, message: "libcurl cannot be started")
        }
        let transcript = SMTPTranscript()
        let result = Self.open(easy, settings, transcript)
        // The handle outlives the transcript.
        _ = curlshim_setopt_data_callback(easy, CURLOPT_HEADERFUNCTION, nil)
        _ = curlshim_setopt_pointer(easy, CURLOPT_HEADERDATA, nil)
        let socket = curlshim_active_socket(easy)
        guard result == CURLE_OK, socket >= 0 else {
            defer { curl_easy_cleanup(easy) }
            throw Self.error(result, transcript, hasConnected: curlshim_has_connected(easy) != 0)
        }
        self.easy = easy
        self.socket = socket
        isEncrypted = settings.security != .none
        capabilities = transcript.capabilities
    }

    deinit {
        curl_easy_cleanup(easy)
    }

    // MARK: - Octets

    /// What came of an attempt to send or receive.
    enum Transfer {
        case done(Int)
        case wouldBlock
        case closed
    }

    /// The octets of one TLS record, RFC 8446 section 5.1.
    private static let recordLength = 16_384

    /// Sends as much as the socket takes, with TLS one record at most.
    ///
    /// With TLS a longer write is all or nothing to us: records of it would have gone out, whole messages in them, and
    /// nobody could say which.
    func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        guard isEncrypted else {
            return transfer { Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
        }
        var sent = 0
        switch curl_easy_send(easy, bytes.baseAddress, min(bytes.count, Self.recordLength), &sent) {
        case CURLE_OK: return .done(sent)
        case CURLE_AGAIN: return .wouldBlock
        default: return .closed
        }
    }

    /// Receives what is there.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        guard isEncrypted else {
            let result = transfer { Glibc.recv(socket, buffer.baseAddress, buffer.count, 0) }
            if case .done(0) = result { return .closed }
            return result
        }
        var received = 0
        switch curl_easy_recv(easy, buffer.baseAddress, buffer.count, &received) {
        case CURLE_OK: return received == 0 ? .closed : .done(received)
        case CURLE_AGAIN: return .wouldBlock
        default: return .closed
        }
    }

    /// Asks the kernel itself where there is nothing to encrypt: libcurl looks for the connection of its handle each time.
    private func transfer(_ call: () -> Int) -> Transfer {
        while true {
            let count = call()
            if count >= 0 { return .done(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            default: return .closed
            }
        }
    }

    /// Whether something may have been received that the socket no longer shows: TLS reads whole records.
    var mayHoldInput: Bool { isEncrypted }

    /// Whether the socket shows input, or its end; never waits.
    var hasInput: Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) != 0
    }

    // MARK: - Opening

    private static func open(
        _ easy: UnsafeMutableRawPointer,
        _ settings: SMTPSettings,
        _ transcript: SMTPTranscript,
    ) -> CURLcode {
        let scheme = settings.security == .implicitTLS ? "smtps" : "smtp"
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        var strings: [(CURLoption, String)] = [
            (CURLOPT_URL, "\(scheme)://\(host):\(settings.port)/\(settings.heloName)"),
            (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // An empty proxy overrules the environment's.
            (CURLOPT_PROXY, ""),
        ]
        if let file = settings.certificateAuthorityFile { strings.append((CURLOPT_CAINFO, file)) }
        if let username = settings.username { strings.append((CURLOPT_USERNAME, username)) }
        if let password = settings.password { strings.append((CURLOPT_PASSWORD, password)) }

        let limit = settings.connectTimeout.milliseconds
        let tls = settings.security == .startTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_CONNECT_ONLY, 1),
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_FRESH_CONNECT, 1),
            (CURLOPT_USE_SSL, Int(tls.rawValue)),
            (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            (CURLOPT_CONNECTTIMEOUT_MS, limit),
            (CURLOPT_TIMEOUT_MS, limit),
        ]
        for (option, value) in strings {
            let result = curlshim_setopt_string(easy, option, value)
            guard result == CURLE_OK else { return result }
        }
        for (option, value) in numbers {
            let result = curlshim_setopt_long(easy, option, value)
            guard result == CURLE_OK else { return result }
        }
        return withExtendedLifetime(transcript) {
            // curl_easy_perform returns before this scope ends, so the pointer is valid at each call.
            let context = Unmanaged.passUnretained(transcript).toOpaque()
            _ = curlshim_setopt_pointer(easy, CURLOPT_HEADERDATA, context)
            _ = curlshim_setopt_data_callback(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
                guard let data, let context else { return 0 }
                let line = UnsafeRawBufferPointer(start: data, count: size * count)
                let transcript = Unmanaged<SMTPTranscript>.fromOpaque(context).takeUnretainedValue()
                return transcript.take(line) ? size * count : 0
            }
            return curl_easy_perform(easy)
        }
    }

    private static func error(_ code: CURLcode, _ transcript: SMTPTranscript, hasConnected: Bool) -> SMTPSessionError {
        let stage: SMTPStage =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .connect
            case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
                CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER:
                .tls
            case CURLE_LOGIN_DENIED: .auth
            default: transcript.stage(hasConnected: hasConnected)
            }
        let message = code == CURLE_OK ? "the connection was lost" : CurlLibrary.message(code)
        return SMTPSessionError(stage: stage, reply: transcript.refusal, message: message)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that a positive time stays one.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(clamping: seconds).multipliedReportingOverflow(by: 1_000).partialValue
            + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
