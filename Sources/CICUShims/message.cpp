// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#include "conversion.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <unicode/fmtable.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

using namespace shirase;

struct sicu_message {
    const icu::UnicodeString pattern;
    const icu::Locale locale;
    const std::vector<std::string> names;

    // MessageFormat::format is const but fills caches of the object, so threads take turns. A pattern with dates in it
    // keeps some 100 KiB of formatters, so they are made again at the first use: most phrases are never used.
    std::mutex mutex;
    std::optional<icu::MessageFormat> format;

    void build(UParseError &where, UErrorCode &status) {
        format.emplace(pattern, locale, where, status);
        if (U_FAILURE(status)) format.reset();
    }
};

namespace {

/// MessageFormat lists the arguments of the outermost level only; the pattern's parts show all of them.
std::vector<std::string> argument_names(const icu::UnicodeString &text, UParseError &where, UErrorCode &status) {
    std::vector<std::string> names;
    const icu::MessagePattern pattern(text, &where, status);
    if (U_FAILURE(status)) return names;
    for (int32_t i = 0; i < pattern.countParts(); ++i) {
        const auto type = pattern.getPartType(i);
        if (type != UMSGPAT_PART_TYPE_ARG_NAME && type != UMSGPAT_PART_TYPE_ARG_NUMBER) continue;
        std::string name;
        pattern.getSubstring(pattern.getPart(i)).toUTF8String(name);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

icu::Formattable value(const sicu_argument &argument) {
    switch (argument.kind) {
    case SICU_INTEGER: return icu::Formattable(argument.integer);
    case SICU_NUMBER: return icu::Formattable(argument.number);
    case SICU_TIME: return icu::Formattable(argument.number, icu::Formattable::kIsDate);
    case SICU_TEXT: break;
    }
    return icu::Formattable(utf16(argument.text));
}

}  // namespace

extern "C" {

sicu_message *sicu_message_compile(sicu_text pattern, const char *locale, sicu_failure *failure) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    where.offset = -1;
    const icu::UnicodeString text = utf16(pattern);
    std::vector<std::string> names = argument_names(text, where, status);
    std::unique_ptr<sicu_message> message;
    if (U_SUCCESS(status)) {
        message.reset(new sicu_message{text, icu::Locale(locale), std::move(names), {}, {}});
        message->build(where, status);
        message->format.reset();
    }
    *failure = {status, where.offset};
    return U_SUCCESS(status) ? message.release() : nullptr;
}

void sicu_message_free(sicu_message *message) { delete message; }

int32_t sicu_message_argument_count(const sicu_message *message) {
    return static_cast<int32_t>(message->names.size());
}

sicu_text sicu_message_argument_name(const sicu_message *message, int32_t index) {
    const std::string &name = message->names.at(index);
    return {reinterpret_cast<const uint8_t *>(name.data()), static_cast<int32_t>(name.size())};
}

int32_t sicu_message_format(
    sicu_message *message, const sicu_argument *arguments, int32_t count, sicu_text_sink sink, void *context) {
    std::vector<icu::UnicodeString> names(count);
    std::vector<icu::Formattable> values(count);
    for (int32_t i = 0; i < count; ++i) {
        names[i] = utf16(arguments[i].name);
        values[i] = value(arguments[i]);
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString result;
    {
        const std::lock_guard<std::mutex> turn(message->mutex);
        UParseError where{};
        if (!message->format) message->build(where, status);
        if (U_SUCCESS(status)) message->format->format(names.data(), values.data(), count, result, status);
    }
    if (U_FAILURE(status)) return status;
    give(result, sink, context);
    return U_ZERO_ERROR;
}

}  // extern "C"
