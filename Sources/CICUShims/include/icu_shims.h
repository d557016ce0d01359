// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

// The system's ICU behind types of our own. This header includes no ICU header and names no ICU type:
// Foundation brings an ICU of its own to Swift, and one compilation cannot hold both.
//
// Text goes in and out as UTF-8. A status is ICU's: above zero is a failure, zero and below are not.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Valid UTF-8, not terminated; `utf8` may be null when `length` is 0.
typedef struct sicu_text {
    const uint8_t *utf8;
    int32_t length;
} sicu_text;

/// Is handed a result once, valid during the call only.
typedef void (*sicu_text_sink)(void *context, const uint8_t *utf8, size_t length);
typedef void (*sicu_offset_sink)(void *context, const int32_t *offsets, size_t count);

/// The version of the library that runs, such as "72.1"; `capacity` of 20 is enough.
void sicu_version(char *buffer, size_t capacity);
/// ICU's name of a status, such as "U_PATTERN_SYNTAX_ERROR".
const char *sicu_status_name(int32_t status);

/// A compiled ICU MessageFormat pattern. It locks itself: any thread may format with it.
typedef struct sicu_message sicu_message;

typedef struct sicu_failure {
    int32_t status;
    /// UTF-16 units before the fault in the pattern, or below zero when ICU told none.
    int32_t offset;
} sicu_failure;

typedef enum sicu_kind { SICU_TEXT, SICU_INTEGER, SICU_NUMBER, SICU_TIME } sicu_kind;

typedef struct sicu_argument {
    sicu_text name;
    sicu_kind kind;
    sicu_text text;
    int64_t integer;
    /// The number, or the milliseconds since 1970 of a time.
    double number;
} sicu_argument;

/// Returns null and fills `failure` when the pattern is not one.
sicu_message *sicu_message_compile(sicu_text pattern, const char *locale, sicu_failure *failure);
void sicu_message_free(sicu_message *message);
/// The names of all arguments, nested ones included, each once.
int32_t sicu_message_argument_count(const sicu_message *message);
sicu_text sicu_message_argument_name(const sicu_message *message, int32_t index);
/// Returns a status; calls the sink only on success.
int32_t sicu_message_format(
    sicu_message *message, const sicu_argument *arguments, int32_t count, sicu_text_sink sink, void *context);

/// What a pattern consists of, in its order. An argument is its name, its type, its branches or nothing, its end.
typedef enum sicu_pattern_event {
    /// Text as it will be shown, without the quoting.
    SICU_PATTERN_TEXT,
    /// The number of the plural around it, `#`.
    SICU_PATTERN_NUMBER,
    SICU_PATTERN_ARGUMENT,
    /// "plural", "selectordinal", "select", "choice", or what is formatted, such as "number"; none for a plain argument.
    SICU_PATTERN_TYPE,
    /// Begins a branch: a keyword, or "=2"; none of "choice".
    SICU_PATTERN_BRANCH,
    SICU_PATTERN_BRANCH_END,
    SICU_PATTERN_ARGUMENT_END
} sicu_pattern_event;
typedef void (*sicu_pattern_sink)(void *context, sicu_pattern_event event, const uint8_t *utf8, size_t length);
/// Returns a status; calls the sink only on success, as often as there are events.
int32_t sicu_pattern_read(sicu_text pattern, sicu_pattern_sink sink, void *context);

/// The plural keywords of a locale by CLDR, "other" among them, one call of the sink each; those of ordinals (1st,
/// 2nd) with `ordinal`. Returns a status.
int32_t sicu_plural_keywords(const char *locale, bool ordinal, sicu_text_sink sink, void *context);

typedef enum sicu_normal_form { SICU_NFC, SICU_NFKC } sicu_normal_form;
int32_t sicu_normalize(sicu_text text, sicu_normal_form form, sicu_text_sink sink, void *context);

/// Byte offsets before which a line may begin, ascending, the end of the text last.
int32_t sicu_line_breaks(sicu_text text, const char *locale, sicu_offset_sink sink, void *context);

/// How many words of letters or digits a text has; below zero a failure, the negative of its status.
int32_t sicu_word_count(sicu_text text, const char *locale);

/// East_Asian_Width of UAX #11.
typedef enum sicu_width {
    SICU_WIDTH_NEUTRAL, SICU_WIDTH_AMBIGUOUS, SICU_WIDTH_HALF, SICU_WIDTH_FULL, SICU_WIDTH_NARROW, SICU_WIDTH_WIDE
} sicu_width;
sicu_width sicu_east_asian_width(uint32_t scalar);
/// Whether a scalar is a vowel or final of a conjoining Hangul syllable, drawn into the cell of its leading consonant.
bool sicu_is_hangul_vowel_or_final(uint32_t scalar);

#ifdef __cplusplus
}
#endif
