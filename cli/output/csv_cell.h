// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace paritrana::cli {

// Writes one cell of a CSV line, quoted where it must be (RFC 4180).
std::string CsvCell(std::string_view text, char separator);

}  // namespace paritrana::cli
