// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

// The system's libxml2 behind types of our own, as far as a document is read from memory: no DTD, no file, no network.
// This header includes no header of libxml2 and names none of its types.
//
// All text is UTF-8.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// A name or namespace: terminated, and as long as the document is being read the same pointer wherever it is the same. An
/// ampersand stands in a namespace as `&#38;`.
typedef const uint8_t *sxml_name;

/// One attribute of a tag, as libxml2 lays it out.
typedef struct sxml_attribute {
    /// Its local name.
    sxml_name name;
    _Nullable sxml_name prefix;
    _Nullable sxml_name uri;
    /// Its value up to `end`, not terminated. An ampersand stands in it as `&#38;`, every other reference is resolved.
    const uint8_t *_Nullable value;
    const uint8_t *_Nullable end;
} sxml_attribute;

/// Is told what stands in a document, in order; each returns whether to read on.
///
/// What they are given is valid during the call, names until the reading ends.
typedef struct sxml_handler {
    /// A tag opens, on a line counted from 1. `attributes` are `count`, without the declarations of namespaces.
    bool (*start)(
        void *context, sxml_name name, _Nullable sxml_name uri, const sxml_attribute *_Nullable attributes,
        size_t count, int line
    );
    /// The element closes that was opened last.
    bool (*end)(void *context);
    /// Text or a CDATA section, or a part of one.
    bool (*characters)(void *context, const uint8_t *utf8, size_t length);
} sxml_handler;

/// How a reading ended.
typedef enum sxml_ending {
    /// At the end of the bytes.
    SXML_AT_END,
    /// A handler did not want more.
    SXML_STOPPED,
    /// A document type or a declaration of one.
    SXML_DOCUMENT_TYPE,
    /// There was no memory for a parser.
    SXML_NO_MEMORY,
} sxml_ending;

/// What came of a reading.
typedef struct sxml_outcome {
    sxml_ending ending;
    /// libxml2's number of the first fault or warning; 0 where the document is well-formed and beyond doubt.
    int fault;
    /// Where it ended, counted from 1.
    int line;
    int column;
} sxml_outcome;

/// Reads a document of at least four bytes. Any thread may, at any time.
///
/// Its encoding is UTF-8 whatever its declaration says. Behind a fault it is read on, so that `handler` sees what follows;
/// the outcome tells of it.
sxml_outcome sxml_read(const void *bytes, int length, const sxml_handler *handler, void *context);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
