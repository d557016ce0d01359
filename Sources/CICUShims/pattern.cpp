// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#include "conversion.hpp"

#include <memory>
#include <vector>

#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>
#include <unicode/strenum.h>

using namespace shirase;

namespace {

class Reader {
public:
    Reader(const icu::MessagePattern &pattern, sicu_pattern_sink sink, void *context)
        : pattern(pattern), text(pattern.getPatternString()), sink(sink), context(context) {}

    void read() {
        for (int32_t index = 0; index < pattern.countParts(); ++index) read(pattern.getPart(index));
    }

private:
    const icu::MessagePattern &pattern;
    const icu::UnicodeString &text;
    sicu_pattern_sink sink;
    void *context;
    /// Where text that has not been told begins; below zero outside of messages, where there is syntax only.
    int32_t start = -1;
    /// The arguments that are open, the innermost last.
    std::vector<UMessagePatternArgType> open;

    void tell(sicu_pattern_event event, const icu::UnicodeString &value) {
        std::string utf8;
        value.toUTF8String(utf8);
        sink(context, event, reinterpret_cast<const uint8_t *>(utf8.data()), utf8.size());
    }

    void tell(sicu_pattern_event event) { sink(context, event, nullptr, 0); }

    void tell_text(int32_t end) {
        if (start >= 0 && end > start) tell(SICU_PATTERN_TEXT, text.tempSubStringBetween(start, end));
    }

    void tell_type(UMessagePatternArgType type) {
        switch (type) {
        case UMSGPAT_ARG_TYPE_PLURAL: return tell(SICU_PATTERN_TYPE, u"plural");
        case UMSGPAT_ARG_TYPE_SELECTORDINAL: return tell(SICU_PATTERN_TYPE, u"selectordinal");
        case UMSGPAT_ARG_TYPE_SELECT: return tell(SICU_PATTERN_TYPE, u"select");
        case UMSGPAT_ARG_TYPE_CHOICE: return tell(SICU_PATTERN_TYPE, u"choice");
        case UMSGPAT_ARG_TYPE_NONE: case UMSGPAT_ARG_TYPE_SIMPLE: return;
        }
    }

    void read(const icu::MessagePattern::Part &part) {
        switch (part.getType()) {
        case UMSGPAT_PART_TYPE_MSG_START:
            if (!open.empty() && open.back() == UMSGPAT_ARG_TYPE_CHOICE) tell(SICU_PATTERN_BRANCH);
            start = part.getLimit();
            break;
        case UMSGPAT_PART_TYPE_MSG_LIMIT:
            tell_text(part.getIndex());
            start = -1;
            // The outermost message has no branch around it.
            if (!open.empty()) tell(SICU_PATTERN_BRANCH_END);
            break;
        case UMSGPAT_PART_TYPE_SKIP_SYNTAX:
            tell_text(part.getIndex());
            start = part.getLimit();
            break;
        case UMSGPAT_PART_TYPE_INSERT_CHAR:
            tell_text(part.getIndex());
            tell(SICU_PATTERN_TEXT, icu::UnicodeString(static_cast<char16_t>(part.getValue())));
            start = part.getIndex();
            break;
        case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
            tell_text(part.getIndex());
            tell(SICU_PATTERN_NUMBER);
            start = part.getLimit();
            break;
        case UMSGPAT_PART_TYPE_ARG_START:
            tell_text(part.getIndex());
            start = -1;
            open.push_back(part.getArgType());
            break;
        case UMSGPAT_PART_TYPE_ARG_NUMBER:
        case UMSGPAT_PART_TYPE_ARG_NAME:
            tell(SICU_PATTERN_ARGUMENT, pattern.getSubstring(part));
            tell_type(open.back());
            break;
        case UMSGPAT_PART_TYPE_ARG_TYPE:
            tell(SICU_PATTERN_TYPE, pattern.getSubstring(part));
            break;
        case UMSGPAT_PART_TYPE_ARG_SELECTOR:
            // Of a choice this is the sign behind a limit.
            if (open.back() != UMSGPAT_ARG_TYPE_CHOICE) tell(SICU_PATTERN_BRANCH, pattern.getSubstring(part));
            break;
        case UMSGPAT_PART_TYPE_ARG_LIMIT:
            tell(SICU_PATTERN_ARGUMENT_END);
            open.pop_back();
            start = part.getLimit();
            break;
        case UMSGPAT_PART_TYPE_ARG_STYLE:
        case UMSGPAT_PART_TYPE_ARG_INT:
        case UMSGPAT_PART_TYPE_ARG_DOUBLE:
            break;
        }
    }
};

}  // namespace

extern "C" {

int32_t sicu_pattern_read(sicu_text pattern, sicu_pattern_sink sink, void *context) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    const icu::MessagePattern parsed(utf16(pattern), &where, status);
    if (U_FAILURE(status)) return status;
    Reader(parsed, sink, context).read();
    return U_ZERO_ERROR;
}

int32_t sicu_plural_keywords(const char *locale, bool ordinal, sicu_text_sink sink, void *context) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(
        icu::Locale(locale), ordinal ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL, status));
    if (U_FAILURE(status)) return status;
    const std::unique_ptr<icu::StringEnumeration> keywords(rules->getKeywords(status));
    if (U_FAILURE(status)) return status;
    for (const icu::UnicodeString *keyword = keywords->snext(status); keyword != nullptr && U_SUCCESS(status);
         keyword = keywords->snext(status)) {
        give(*keyword, sink, context);
    }
    return U_FAILURE(status) ? status : U_ZERO_ERROR;
}

}  // extern "C"
