// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace paritrana::files {

// Makes the id under which a file's content is sent: its name and the start of its hash, so that
// the same file sent again is known for what it is. 1 to 64 of [A-Za-z0-9._-].
std::string FileId(const std::string& path, const std::string& content_hash);

// Makes the id of a row of that file, unlike that of any other file's row.
std::string RowId(const std::string& content_hash, std::size_t row);

}  // namespace paritrana::files
