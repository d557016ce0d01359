// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#include "xml_shims.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/// How many bytes libxml2 wants to see before it chooses a decoder.
enum { HEAD = 4 };

typedef struct reading {
    const sxml_handler *handler;
    void *context;
    xmlParserCtxtPtr parser;
    sxml_outcome outcome;
} reading;

// libxml2 hands over five pointers an attribute.
_Static_assert(sizeof(sxml_attribute) == 5 * sizeof(const xmlChar *), "an attribute of libxml2 has another layout");

static void note_place(reading *reading) {
    reading->outcome.line = xmlSAX2GetLineNumber(reading->parser);
    reading->outcome.column = xmlSAX2GetColumnNumber(reading->parser);
}

/// Nothing is handed over behind this.
static void stop(reading *reading, sxml_ending ending) {
    if (reading->outcome.ending != SXML_AT_END) {
        return;
    }
    note_place(reading);
    reading->outcome.ending = ending;
    xmlStopParser(reading->parser);
}

static void note_fault(reading *reading, int code) {
    if (reading->outcome.fault == 0) {
        reading->outcome.fault = code;
    }
}

/// How libxml2 hands over an ampersand of an attribute or of a namespace.
static const char reference[] = "&#38;";

static bool holds_reference(const char *text) {
    return text != NULL && strstr(text, reference) != NULL;
}

/// Looks whether a namespace with an ampersand is a URI, and whole where it has no prefix, as libxml2 does. It has looked
/// at the reference instead, and took its `#` for the mark of a fragment.
static void check_namespace(reading *reading, const xmlChar *prefix, const xmlChar *uri) {
    const char *from = (const char *)uri;
    if (!holds_reference(from)) {
        return;
    }
    char *resolved = malloc(strlen(from) + 1);
    for (char *to = resolved; to != NULL; to++) {
        const bool is_reference = strncmp(from, reference, sizeof(reference) - 1) == 0;
        *to = *from;
        if (*from == '\0') {
            break;
        }
        from += is_reference ? sizeof(reference) - 1 : 1;
    }
    xmlURIPtr parsed = resolved == NULL ? NULL : xmlParseURI(resolved);
    if (parsed == NULL) {
        note_fault(reading, XML_WAR_NS_URI);
    } else if (prefix == NULL && parsed->scheme == NULL) {
        note_fault(reading, XML_WAR_NS_URI_RELATIVE);
    }
    xmlFreeURI(parsed);
    free(resolved);
}

static void on_start(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces_count,
    const xmlChar **namespaces, int count, int defaulted, const xmlChar **attributes
) {
    (void)prefix, (void)defaulted;
    reading *reading = data;
    for (int index = 0; index < namespaces_count; index++) {
        check_namespace(reading, namespaces[2 * index], namespaces[2 * index + 1]);
    }
    const sxml_attribute *first = (const sxml_attribute *)(const void *)attributes;
    const int line = reading->parser->input->line;
    if (!reading->handler->start(reading->context, name, uri, first, count > 0 ? (size_t)count : 0, line)) {
        stop(reading, SXML_STOPPED);
    }
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)name, (void)prefix, (void)uri;
    reading *reading = data;
    if (!reading->handler->end(reading->context)) {
        stop(reading, SXML_STOPPED);
    }
}

static void on_characters(void *data, const xmlChar *utf8, int length) {
    reading *reading = data;
    if (length > 0 && !reading->handler->characters(reading->context, utf8, (size_t)length)) {
        stop(reading, SXML_STOPPED);
    }
}

static void on_subset(void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
    (void)name, (void)public_id, (void)system_id;
    stop(data, SXML_DOCUMENT_TYPE);
}

static void on_entity(
    void *data, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content
) {
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    stop(data, SXML_DOCUMENT_TYPE);
}

static void on_fault(void *data, xmlErrorPtr error) {
    const bool is_of_uri = error->code == XML_WAR_NS_URI || error->code == XML_WAR_NS_URI_RELATIVE;
    // Of those `check_namespace` knows better.
    if (!is_of_uri || !(holds_reference(error->str1) || holds_reference(error->str2))) {
        note_fault(data, error->code);
    }
}

// Of what is not named here libxml2 tells nobody: comments, processing instructions, the rest of a DTD. Without
// `resolveEntity` and `getEntity` there is no entity but XML's five, and nothing that a document names is opened.
static xmlSAXHandler events = {
    .internalSubset = on_subset,
    .externalSubset = on_subset,
    .entityDecl = on_entity,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_characters,
    // The same as `characters`, or libxml2 looks at each white space whether it could be ignored.
    .ignorableWhitespace = on_characters,
    .cdataBlock = on_characters,
    .serror = on_fault,
    .initialized = XML_SAX2_MAGIC,
};

sxml_outcome sxml_read(const void *bytes, int length, const sxml_handler *handler, void *context) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);

    reading reading = {.handler = handler, .context = context};
    // It copies the handlers and reads nothing yet.
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&events, &reading, bytes, HEAD, NULL);
    if (parser == NULL) {
        reading.outcome.ending = SXML_NO_MEMORY;
        return reading.outcome;
    }
    reading.parser = parser;
    // RECOVER, since only what stands behind a fault tells a broken document from one that was cut off.
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_RECOVER);
    const int result = xmlParseChunk(parser, (const char *)bytes + HEAD, length - HEAD, 1);
    if (reading.outcome.ending == SXML_AT_END) {
        note_place(&reading);
        note_fault(&reading, result == XML_WAR_NS_URI ? XML_ERR_OK : result);
    }
    if (parser->myDoc != NULL) {
        xmlFreeDoc(parser->myDoc);
    }
    xmlFreeParserCtxt(parser);
    return reading.outcome;
}
