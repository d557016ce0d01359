// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#pragma once

#include "icu_shims.h"

#include <string>

#include <unicode/unistr.h>

namespace shirase {

inline icu::StringPiece piece(sicu_text text) {
    return {reinterpret_cast<const char *>(text.utf8), text.length};
}

inline icu::UnicodeString utf16(sicu_text text) {
    return text.length == 0 ? icu::UnicodeString() : icu::UnicodeString::fromUTF8(piece(text));
}

inline void give(const icu::UnicodeString &text, sicu_text_sink sink, void *context) {
    std::string utf8;
    text.toUTF8String(utf8);
    sink(context, reinterpret_cast<const uint8_t *>(utf8.data()), utf8.size());
}

}  // namespace shirase
