// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/workbook/book.h"

namespace paritrana::files {

// Reads a file of the disk whole. FILE_UNREADABLE, FILE_TOO_LARGE (before reading).
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Opens a file of the disk, CSV or workbook. The errors of ReadFile and of
// workbook::OpenBook.
absl::StatusOr<std::shared_ptr<const workbook::Book>> OpenFile(const std::string& path);

// Writes a file whole or not at all, readable by its owner only, since payroll files hold personal
// data. FILE_UNWRITABLE.
absl::Status WriteFile(const std::string& path, const std::string& bytes);

// SHA-256 of `bytes`, 64 hexadecimal digits: the content part of ids made for a file.
std::string ContentHash(const std::string& bytes);

}  // namespace paritrana::files
