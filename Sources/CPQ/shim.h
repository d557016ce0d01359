// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

#pragma once
#include <libpq-fe.h>
