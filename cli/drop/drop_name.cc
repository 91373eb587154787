// SPDX-License-Identifier: Apache-2.0
#include "cli/drop/drop_name.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/month.h"

namespace paritrana::cli {
namespace {

constexpr std::string_view kUnfinished[] = {".tmp",      ".part",       ".partial",
                                            ".filepart", ".crdownload", ".lock"};

bool IsCode(std::string_view text) {
  return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  });
}

bool IsPayer(std::string_view text) {
  const std::size_t hyphen = text.find('-');
  return hyphen != std::string_view::npos && IsCode(text.substr(0, hyphen)) &&
         IsCode(text.substr(hyphen + 1));
}

}  // namespace

DropName ReadDropName(const std::string& name) {
  const std::vector<std::string> parts =
      absl::StrSplit(std::filesystem::path(name).stem().string(), '_');
  DropName said;
  // "2024-12_…" names a month, although it could be a payer by its form.
  const bool month_first = Month::Parse(parts[0]).ok();
  if (!month_first && IsPayer(parts[0])) said.payer = parts[0];
  const std::size_t next = said.payer.empty() ? 0 : 1;
  if (parts.size() > next && Month::Parse(parts[next]).ok()) said.period = parts[next];
  return said;
}

bool IsUnfinishedName(const std::string& name) {
  const std::string lower = absl::AsciiStrToLower(name);
  return name.starts_with('.') || name.starts_with('~') ||
         std::any_of(std::begin(kUnfinished), std::end(kUnfinished),
                     [&lower](std::string_view ending) { return lower.ends_with(ending); });
}

std::string MarkedName(const std::string& name, const std::string& mark,
                       const std::string& ending) {
  const std::filesystem::path path(name);
  return absl::StrCat(path.stem().string(), ".", mark,
                      ending.empty() ? path.extension().string() : ending);
}

}  // namespace paritrana::cli
