// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's entry for a program that has its own main, as each that SwiftPM links has.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
