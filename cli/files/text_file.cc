// SPDX-License-Identifier: Apache-2.0
#include "cli/files/text_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

namespace fs = std::filesystem;

// How files that are no text begin: what people send in place of a CSV file.
struct Signature {
  std::string_view bytes;
  std::string_view what;
};
constexpr std::array<Signature, 5> kBinaries = {{{"PK\x03\x04", "an Excel workbook or ZIP archive"},
                                                 {"\xD0\xCF\x11\xE0", "an old Excel workbook"},
                                                 {"\x1F\x8B", "a gzip archive"},
                                                 {"%PDF", "a PDF document"},
                                                 {"\x89PNG", "a picture"}}};

std::string AtLine(const std::string& text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(offset);
  return absl::StrCat("line ", 1 + std::count(text.begin(), end, '\n'));
}

absl::Status CheckIsNotBinary(const std::string& text) {
  for (const Signature& known : kBinaries) {
    if (std::string_view(text).starts_with(known.bytes)) {
      return MakeError("FILE_BINARY", "file", absl::StrCat("it is ", std::string(known.what)));
    }
  }
  const std::string_view start = std::string_view(text).substr(0, 2);
  if (start == "\xFF\xFE" || start == "\xFE\xFF") {
    return MakeError("FILE_ENCODING", "file", "it is UTF-16 (\"Unicode text\" in Excel)");
  }
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  });
  if (control == text.end()) return absl::OkStatus();
  const auto offset = static_cast<std::size_t>(control - text.begin());
  return MakeError("FILE_BINARY", "file", "control character in " + AtLine(text, offset));
}

// Bytes of the UTF-8 character that begins with `lead`; 0 if none does.
std::size_t Utf8Length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// Offset of the first byte that is not UTF-8, or the size.
std::size_t EndOfUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = Utf8Length(lead);
    if (length == 0 || at + length > text.size()) return at;
    for (std::size_t i = 1; i < length; ++i) {
      if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return at;
    }
    // Over-long forms, surrogates and what lies past the last character.
    const auto second = length > 1 ? static_cast<unsigned char>(text[at + 1]) : 0;
    const bool wrong = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                       (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    if (wrong) return at;
    at += length;
  }
  return at;
}

absl::Status CheckIsText(const std::string& text) {
  if (text.empty()) return MakeError("FILE_EMPTY", "file");
  PARITRANA_RETURN_IF_ERROR(CheckIsNotBinary(text));
  const std::size_t end = EndOfUtf8(text);
  if (end == text.size()) return absl::OkStatus();
  return MakeError("FILE_ENCODING", "file", "not UTF-8 in " + AtLine(text, end));
}

}  // namespace

absl::StatusOr<std::string> ReadTextFile(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return MakeError("FILE_UNREADABLE", "file", absl::StrCat(path, " is not a file"));
  }
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > limits::kFileBytesMax) {
    return MakeError("FILE_TOO_LARGE", "file", absl::StrCat(size, " bytes"));
  }
  std::string text(error ? 0 : size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (error || !file) {
    return MakeError("FILE_UNREADABLE", "file", absl::StrCat("cannot read ", path));
  }
  PARITRANA_RETURN_IF_ERROR(CheckIsText(text));
  return text;
}

std::string ContentHash(const std::string& text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace paritrana::cli
