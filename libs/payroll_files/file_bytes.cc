// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/file_bytes.h"

#include <fcntl.h>
#include <openssl/sha.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::files {
namespace {

namespace fs = std::filesystem;

// Writes all bytes and makes them durable.
bool WriteDurably(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(descriptor) == 0;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return MakeError("FILE_UNREADABLE", "file", absl::StrCat(path, " is not a file"));
  }
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > limits::kFileBytesMax) {
    return MakeError("FILE_TOO_LARGE", "file", absl::StrCat(size, " bytes"));
  }
  std::string bytes(error ? 0 : size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (error || !file) {
    return MakeError("FILE_UNREADABLE", "file", absl::StrCat("cannot read ", path));
  }
  return bytes;
}

absl::StatusOr<std::shared_ptr<const workbook::Book>> OpenFile(const std::string& path) {
  PARITRANA_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
  PARITRANA_ASSIGN_OR_RETURN(std::unique_ptr<workbook::Book> book,
                             workbook::OpenBook(std::move(bytes)));
  return std::shared_ptr<const workbook::Book>(std::move(book));
}

absl::Status WriteFile(const std::string& path, const std::string& bytes) {
  const std::string draft = absl::StrCat(path, ".", getpid(), ".tmp");
  const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool written = descriptor >= 0 && WriteDurably(descriptor, bytes);
  if (descriptor >= 0) written = close(descriptor) == 0 && written;
  if (written && std::rename(draft.c_str(), path.c_str()) == 0) return absl::OkStatus();
  std::remove(draft.c_str());
  return MakeError("FILE_UNWRITABLE", "", absl::StrCat(path, ": cannot write there"));
}

std::string ContentHash(const std::string& bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace paritrana::files
