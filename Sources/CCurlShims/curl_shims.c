// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#include "curl_shims.h"

#include <signal.h>

CURLcode curlshim_global_init(void) {
    struct sigaction current;
    if (sigaction(SIGPIPE, NULL, &current) == 0 && !(current.sa_flags & SA_SIGINFO) && current.sa_handler == SIG_DFL) {
        signal(SIGPIPE, SIG_IGN);
    }
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

CURLcode curlshim_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode curlshim_setopt_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode curlshim_setopt_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode curlshim_setopt_data_callback(CURL *easy, CURLoption option, curlshim_data_callback value) {
    return curl_easy_setopt(easy, option, value);
}

int curlshim_active_socket(CURL *easy) {
    curl_socket_t found = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &found) != CURLE_OK) {
        return -1;
    }
    return (int)found;
}

int curlshim_has_connected(CURL *easy) {
    curl_off_t microseconds = 0;
    return curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &microseconds) == CURLE_OK && microseconds > 0;
}

long curlshim_response_code(CURL *easy) {
    long code = 0;
    return curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}
