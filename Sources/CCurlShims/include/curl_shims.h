// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#pragma once
#include <curl/curl.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Swift cannot call C variadics. One function for each argument type, so that
// an option never gets a value of a type that it does not take.

/// What CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION take.
typedef size_t (*curlshim_data_callback)(char *data, size_t size, size_t count, void *context);

/// curl_global_init, and SIGPIPE ignored where nobody has taken it: a handle
/// with CURLOPT_NOSIGNAL leaves the signal to the program, and TLS writes raise it.
CURLcode curlshim_global_init(void);

CURLcode curlshim_setopt_long(CURL *easy, CURLoption option, long value);
CURLcode curlshim_setopt_string(CURL *easy, CURLoption option, const char *value);
CURLcode curlshim_setopt_pointer(CURL *easy, CURLoption option, void *value);
CURLcode curlshim_setopt_data_callback(CURL *easy, CURLoption option, curlshim_data_callback value);

/// The socket of a handle opened with CURLOPT_CONNECT_ONLY, or -1.
int curlshim_active_socket(CURL *easy);

/// Whether the handle's last transfer got as far as a TCP connection.
int curlshim_has_connected(CURL *easy);

/// The status of the last HTTP answer; 0 where there was none.
long curlshim_response_code(CURL *easy);

#ifdef __cplusplus
}
#endif
