// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/matching.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"

namespace paritrana::scenarios {
namespace {

constexpr char kRest[] = "<rest>";
constexpr char kUnordered[] = "<unordered>";
constexpr char kSave[] = "save:";

// What stands between the angle brackets; empty if the value is no placeholder.
std::string PlaceholderIn(const Json& value) {
  if (!value.is_string()) return "";
  const auto text = value.get<std::string>();
  if (text.size() < 3 || text.front() != '<' || text.back() != '>') return "";
  return text.substr(1, text.size() - 2);
}

bool IsNumber(const Json& value) {
  if (value.is_number()) return true;
  if (!value.is_string()) return false;
  const auto text = value.get<std::string>();
  const std::size_t start = !text.empty() && text[0] == '-' ? 1 : 0;
  return text.size() > start &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool IsTime(const Json& value) {
  absl::Time time;
  return value.is_string() &&
         absl::ParseTime(absl::RFC3339_full, value.get<std::string>(), &time, nullptr);
}

bool IsDefault(const Json& value) {
  if (value.is_null()) return true;
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_number()) return value == 0;
  if (value.is_array()) return value.empty();
  if (value.is_object()) {
    return std::all_of(value.begin(), value.end(), [](const Json& v) { return IsDefault(v); });
  }
  const auto text = value.get<std::string>();
  return text.empty() || text == "0" || absl::EndsWith(text, "_UNSPECIFIED");
}

class Comparison {
 public:
  explicit Comparison(Notes& notes) : notes_(notes) {}

  void Compare(const Json& expected, const Json& actual, const std::string& path);

  std::vector<std::string> TakeFound() { return std::move(found_); }

 private:
  void ComparePlaceholder(const std::string& name, const Json& actual, const std::string& path);
  void CompareObject(const Json& expected, const Json& actual, const std::string& path);
  void CompareList(const Json& expected, const Json& actual, const std::string& path);
  void CompareUnordered(const Json& expected, const Json& actual, const std::string& path);

  void Require(bool right, const std::string& path, const std::string& expected,
               const Json& actual) {
    if (right) return;
    found_.push_back(absl::StrCat(path.empty() ? "(answer)" : path, ": expected ", expected,
                                  ", got ", actual.dump()));
  }

  Notes& notes_;
  std::vector<std::string> found_;
};

void Comparison::Compare(const Json& expected, const Json& actual, const std::string& path) {
  const std::string name = PlaceholderIn(expected);
  if (!name.empty()) return ComparePlaceholder(name, actual, path);
  if (expected.is_object() && (actual.is_object() || actual.is_null())) {
    return CompareObject(expected, actual, path);
  }
  if (expected.is_array() && (actual.is_array() || actual.is_null())) {
    return CompareList(expected, actual, path);
  }
  Require(expected == actual || (actual.is_null() && IsDefault(expected)), path, expected.dump(),
          actual);
}

void Comparison::ComparePlaceholder(const std::string& name, const Json& actual,
                                    const std::string& path) {
  if (name == "any") return;
  if (name == "text") return Require(actual.is_string() && !actual.empty(), path, "a text", actual);
  if (name == "number") return Require(IsNumber(actual), path, "a number", actual);
  if (name == "time") return Require(IsTime(actual), path, "a time", actual);
  if (absl::StartsWith(name, kSave)) {
    notes_[name.substr(std::size(kSave) - 1)] = actual;
    return Require(!actual.is_null(), path, "a value to keep", actual);
  }
  const auto note = notes_.find(name);
  if (note == notes_.end()) {
    found_.push_back(absl::StrCat(path, ": nothing was kept as <", name, ">"));
    return;
  }
  Require(note->second == actual, path, note->second.dump(), actual);
}

void Comparison::CompareObject(const Json& expected, const Json& actual, const std::string& path) {
  const auto within = [&](const std::string& name) {
    return path.empty() ? name : absl::StrCat(path, ".", name);
  };
  for (const auto& [name, value] : expected.items()) {
    if (name == kRest) continue;
    Compare(value, actual.is_object() && actual.contains(name) ? actual[name] : Json(),
            within(name));
  }
  if (expected.contains(kRest) || actual.is_null()) return;
  for (const auto& [name, value] : actual.items()) {
    Require(expected.contains(name) || IsDefault(value), within(name), "nothing", value);
  }
}

void Comparison::CompareList(const Json& expected, const Json& actual, const std::string& path) {
  if (!expected.empty() && expected[0] == kUnordered) {
    return CompareUnordered(expected, actual, path);
  }
  Require(expected.size() == actual.size(), path, absl::StrCat(expected.size(), " elements"),
          actual);
  for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i) {
    Compare(expected[i], actual[i], absl::StrCat(path, "[", i, "]"));
  }
}

// Each expected element takes the first that fits of those left. Good for the short lists of a
// page.
void Comparison::CompareUnordered(const Json& expected, const Json& actual,
                                  const std::string& path) {
  Require(expected.size() == actual.size() + 1, path,
          absl::StrCat(expected.size() - 1, " elements"), actual);
  std::vector<Json> left(actual.begin(), actual.end());
  for (std::size_t i = 1; i < expected.size(); ++i) {
    const auto fits = std::find_if(left.begin(), left.end(), [&](const Json& candidate) {
      Notes trial = notes_;
      return Differences(expected[i], candidate, trial).empty();
    });
    Require(fits != left.end(), path, absl::StrCat("in any place ", expected[i].dump()), actual);
    if (fits == left.end()) continue;
    Compare(expected[i], *fits, path);
    left.erase(fits);
  }
}

std::string PercentEncode(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || absl::StrContains("-._~", absl::string_view(&c, 1))) {
      encoded.push_back(c);
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", byte);
    }
  }
  return encoded;
}

absl::StatusOr<Json> NoteOf(const std::string& name, const Notes& notes) {
  const auto note = notes.find(name);
  if (note != notes.end()) return note->second;
  return absl::InvalidArgumentError(absl::StrCat("nothing was kept as <", name, ">"));
}

}  // namespace

std::vector<std::string> Differences(const Json& expected, const Json& actual, Notes& notes) {
  Comparison comparison(notes);
  comparison.Compare(expected, actual, "");
  return comparison.TakeFound();
}

absl::StatusOr<Json> FillIn(const Json& body, const Notes& notes) {
  const std::string name = PlaceholderIn(body);
  if (!name.empty()) return NoteOf(name, notes);
  Json filled = body;
  if (body.is_structured()) {
    for (auto it = filled.begin(); it != filled.end(); ++it) {
      PARITRANA_ASSIGN_OR_RETURN(*it, FillIn(*it, notes));
    }
  }
  return filled;
}

absl::StatusOr<std::string> FillInText(const std::string& text, const Notes& notes, bool encode) {
  std::string filled;
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find('<', at);
    const std::size_t close = text.find('>', open);
    if (open == std::string::npos || close == std::string::npos) break;
    PARITRANA_ASSIGN_OR_RETURN(const Json note,
                               NoteOf(text.substr(open + 1, close - open - 1), notes));
    const std::string value = note.is_string() ? note.get<std::string>() : note.dump();
    absl::StrAppend(&filled, text.substr(at, open - at), encode ? PercentEncode(value) : value);
    at = close + 1;
  }
  return filled + text.substr(at);
}

}  // namespace paritrana::scenarios
