// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace paritrana::cli {

// Reads a text file whole and makes sure that it is one: at most 64 MiB of UTF-8 without control
// characters. FILE_UNREADABLE, FILE_TOO_LARGE (before reading), FILE_EMPTY, FILE_BINARY (a workbook
// or archive, say) or FILE_ENCODING, each with the line where it shows.
absl::StatusOr<std::string> ReadTextFile(const std::string& path);

// SHA-256 of `text`, 64 hexadecimal digits: the content part of ids made for a file.
std::string ContentHash(const std::string& text);

}  // namespace paritrana::cli
