// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/file_id.h"

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace paritrana::files {
namespace {

constexpr std::size_t kNameCharactersMax = 40;
// 64 bits tell files of one payer's month apart; rows need to be unlike only within a run.
constexpr std::size_t kFileHashCharacters = 16;
constexpr std::size_t kRowHashCharacters = 12;

bool IsIdCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::string FileId(const std::string& path, const std::string& content_hash) {
  std::string name = std::filesystem::path(path).stem().string().substr(0, kNameCharactersMax);
  for (char& c : name) c = IsIdCharacter(c) ? c : '-';
  return absl::StrCat(name, "-", content_hash.substr(0, kFileHashCharacters));
}

std::string RowId(const std::string& content_hash, std::size_t row) {
  return absl::StrCat(content_hash.substr(0, kRowHashCharacters), "-", row);
}

}  // namespace paritrana::files
