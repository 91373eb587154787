// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/logging/log.h"

namespace paritrana::logging {

// Formats one line of the log, without the newline, with everything private taken out (log.h).
// Bytes that are not UTF-8 are replaced.
std::string FormatLine(absl::Time time, std::string_view service, Level level,
                       std::string_view message, std::initializer_list<Field> fields);

// Masks every run of 11 or more digits in `text`: long enough for a KPJ or a NIK.
std::string MaskLongNumbers(std::string_view text);

}  // namespace paritrana::logging
