// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/text_check.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

namespace paritrana::workbook::internal {
namespace {

// How files that are no text begin: what people send in place of a CSV file.
struct Signature {
  std::string_view bytes;
  std::string_view what;
};
constexpr std::array<Signature, 5> kBinaries = {
    {{"PK\x05\x06", "an empty archive"},
     {"\xD0\xCF\x11\xE0", "an old Excel workbook, or one with a password"},
     {"\x1F\x8B", "a gzip archive"},
     {"%PDF", "a PDF document"},
     {"\x89PNG", "a picture"}}};

std::string AtLine(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(offset);
  return absl::StrCat("line ", 1 + std::count(text.begin(), end, '\n'));
}

absl::Status CheckIsNotBinary(std::string_view text) {
  for (const Signature& known : kBinaries) {
    if (text.starts_with(known.bytes)) {
      return MakeError("FILE_BINARY", "file", absl::StrCat("it is ", std::string(known.what)));
    }
  }
  const std::string_view start = text.substr(0, 2);
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

}  // namespace

absl::Status CheckIsText(std::string_view text) {
  if (absl::Status status = CheckIsNotBinary(text); !status.ok()) return status;
  const std::size_t end = EndOfUtf8(text);
  if (end == text.size()) return absl::OkStatus();
  return MakeError("FILE_ENCODING", "file", "not UTF-8 in " + AtLine(text, end));
}

bool BeginsLikeWorkbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

}  // namespace paritrana::workbook::internal
