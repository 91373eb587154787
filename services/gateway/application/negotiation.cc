// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/negotiation.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace paritrana::gateway {
namespace {

struct Choice {
  std::string name;  // lower case
  int quality;       // thousandths
};

// Reads "a;q=0.5, b" as RFC 9110 writes preferences. Malformed weights count as 1.
std::vector<Choice> ParseChoices(std::string_view header) {
  std::vector<Choice> choices;
  for (absl::string_view part :
       absl::StrSplit(absl::string_view(header.data(), header.size()), ',')) {
    const std::vector<absl::string_view> pieces = absl::StrSplit(part, ';');
    Choice choice{absl::AsciiStrToLower(absl::StripAsciiWhitespace(pieces[0])), 1000};
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      absl::string_view weight = absl::StripAsciiWhitespace(pieces[i]);
      double value = 0;
      if (absl::ConsumePrefix(&weight, "q=") && absl::SimpleAtod(weight, &value)) {
        choice.quality = static_cast<int>(value * 1000);
      }
    }
    if (!choice.name.empty()) choices.push_back(std::move(choice));
  }
  return choices;
}

// The quality of the most exact choice among `names`, the first of which is the most exact.
std::optional<int> QualityOf(const std::vector<Choice>& choices,
                             const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    for (const Choice& choice : choices) {
      if (choice.name == name) return choice.quality;
    }
  }
  return std::nullopt;
}

int LanguageQuality(const std::vector<Choice>& choices, const std::string& language) {
  int best = -1;
  for (const Choice& choice : choices) {
    const bool same = choice.name == language || absl::StartsWith(choice.name, language + "-");
    if (same && choice.quality > best) best = choice.quality;
  }
  return best;
}

}  // namespace

Language PreferredLanguage(std::string_view accept_language) {
  const std::vector<Choice> choices = ParseChoices(accept_language);
  const int english = LanguageQuality(choices, "en");
  const int indonesian = LanguageQuality(choices, "id");
  return english > 0 && english > indonesian ? Language::kEnglish : Language::kIndonesian;
}

bool Accepts(std::string_view accept, std::string_view type) {
  const std::vector<Choice> choices = ParseChoices(accept);
  if (choices.empty()) return true;
  const std::string exact(type);
  const std::string range = exact.substr(0, exact.find('/')) + "/*";
  return QualityOf(choices, {exact, range, "*/*"}).value_or(0) > 0;
}

bool AcceptsGzip(std::string_view accept_encoding) {
  return QualityOf(ParseChoices(accept_encoding), {"gzip", "x-gzip", "*"}).value_or(0) > 0;
}

bool IsJson(std::string_view content_type) {
  const std::vector<absl::string_view> pieces =
      absl::StrSplit(absl::string_view(content_type.data(), content_type.size()), ';');
  if (absl::AsciiStrToLower(absl::StripAsciiWhitespace(pieces[0])) != "application/json") {
    return false;
  }
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    std::string parameter = absl::AsciiStrToLower(absl::StripAsciiWhitespace(pieces[i]));
    absl::string_view charset = parameter;
    if (!absl::ConsumePrefix(&charset, "charset=")) continue;
    if (charset != "utf-8" && charset != "\"utf-8\"" && charset != "utf8") return false;
  }
  return true;
}

}  // namespace paritrana::gateway
