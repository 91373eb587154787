// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/examples.h"

#include <regex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/check.h"

namespace paritrana::scenarios {
namespace {

// What documents call employers; nothing else in an answer looks like it.
constexpr char kNpp[] = "CONTOH[0-9]{2}";

constexpr std::size_t kNikDigits = 16;
constexpr std::size_t kNikSerial = 12;  // where the serial begins
constexpr std::size_t kKpjDigits = 11;

// Applies `change(name, text)` to every text of a document.
template <typename Change>
Json Changed(const Json& json, const std::string& name, const Change& change) {
  if (json.is_string()) return change(name, json.get<std::string>());
  Json changed = json;
  if (json.is_object()) {
    for (auto& [key, value] : changed.items()) value = Changed(value, key, change);
  } else if (json.is_array()) {
    for (Json& value : changed) value = Changed(value, name, change);
  }
  return changed;
}

}  // namespace

Examples::Examples(int number)
    : digits_(absl::StrFormat("%02d", number)), mark_(absl::StrCat("N", digits_)) {
  PARITRANA_CHECK(number > 0 && number < 99);
}

Json Examples::InBody(const Json& body) const {
  return Changed(body, "", [this](const std::string& name, const std::string& value) {
    return InNamed(name, value);
  });
}

std::string Examples::InText(const std::string& text) const {
  return std::regex_replace(text, std::regex(kNpp), absl::StrCat("$&", mark_));
}

std::string Examples::InKey(const std::string& key) const { return absl::StrCat(key, "-", mark_); }

std::string Examples::InNamed(const std::string& name, const std::string& value) const {
  if (name == "nik") return InNik(value);
  if (name == "kpj") return InKpj(value);
  if (name == "idempotencyKey" || name == "importId") return InKey(value);
  return InText(value);
}

// Only numbers of the right length: a wrong one is part of the story.
std::string Examples::InNik(const std::string& nik) const {
  if (nik.size() != kNikDigits) return nik;
  return absl::StrCat(nik.substr(0, kNikSerial), digits_, nik.substr(kNikSerial + 2));
}

std::string Examples::InKpj(const std::string& kpj) const {
  if (kpj.size() != kKpjDigits) return kpj;
  return absl::StrCat(kpj.substr(0, 2), digits_, kpj.substr(4));
}

Json Examples::Shown(const Json& answer) const {
  const std::regex marked(absl::StrCat("(", kNpp, ")", mark_));
  return Changed(answer, "", [&](const std::string&, const std::string& value) {
    return std::regex_replace(value, marked, "$1");
  });
}

}  // namespace paritrana::scenarios
