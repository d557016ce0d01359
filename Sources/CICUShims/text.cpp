// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#include "conversion.hpp"

#include <memory>
#include <vector>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

using namespace shirase;

extern "C" {

void sicu_version(char *buffer, size_t capacity) {
    char text[U_MAX_VERSION_STRING_LENGTH] = {};
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, text);
    const std::string_view view(text);
    if (capacity > 0) buffer[view.copy(buffer, capacity - 1)] = 0;
}

const char *sicu_status_name(int32_t status) { return u_errorName(static_cast<UErrorCode>(status)); }

int32_t sicu_normalize(sicu_text text, sicu_normal_form form, sicu_text_sink sink, void *context) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *normalizer = form == SICU_NFC ? icu::Normalizer2::getNFCInstance(status)
                                                          : icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return status;
    const icu::UnicodeString result = normalizer->normalize(utf16(text), status);
    if (U_FAILURE(status)) return status;
    give(result, sink, context);
    return U_ZERO_ERROR;
}

int32_t sicu_line_breaks(sicu_text text, const char *locale, sicu_offset_sink sink, void *context) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> iterator(
        icu::BreakIterator::createLineInstance(icu::Locale(locale), status));
    UText view = UTEXT_INITIALIZER;
    utext_openUTF8(&view, text.length == 0 ? "" : piece(text).data(), text.length, &status);
    if (U_SUCCESS(status)) iterator->setText(&view, status);
    std::vector<int32_t> offsets;
    if (U_SUCCESS(status)) {
        for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next()) {
            offsets.push_back(end);
        }
        sink(context, offsets.data(), offsets.size());
    }
    utext_close(&view);
    return U_FAILURE(status) ? status : U_ZERO_ERROR;
}

int32_t sicu_word_count(sicu_text text, const char *locale) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> iterator(
        icu::BreakIterator::createWordInstance(icu::Locale(locale), status));
    if (U_FAILURE(status)) return -status;
    const icu::UnicodeString units = utf16(text);
    iterator->setText(units);
    int32_t count = 0;
    while (iterator->next() != icu::BreakIterator::DONE) {
        if (iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT) ++count;
    }
    return count;
}

sicu_width sicu_east_asian_width(uint32_t scalar) {
    switch (u_getIntPropertyValue(static_cast<UChar32>(scalar), UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_AMBIGUOUS: return SICU_WIDTH_AMBIGUOUS;
    case U_EA_HALFWIDTH: return SICU_WIDTH_HALF;
    case U_EA_FULLWIDTH: return SICU_WIDTH_FULL;
    case U_EA_NARROW: return SICU_WIDTH_NARROW;
    case U_EA_WIDE: return SICU_WIDTH_WIDE;
    default: return SICU_WIDTH_NEUTRAL;
    }
}

bool sicu_is_hangul_vowel_or_final(uint32_t scalar) {
    const int32_t type = u_getIntPropertyValue(static_cast<UChar32>(scalar), UCHAR_HANGUL_SYLLABLE_TYPE);
    return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

}  // extern "C"
