// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/good_standing.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/enforcement/flag_names.h"
#include "services/compliance/domain/enforcement/rule_faults.h"

namespace paritrana::compliance {
namespace {

// Crockford's alphabet: without I, L, O and U, which are read as others.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kBitsPerCharacter = 5;
constexpr std::size_t kCodeCharacters = 26;
constexpr std::size_t kGroup = 4;

constexpr int kValidDaysMax = 3'660;

std::optional<std::uint8_t> ValueOf(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const std::size_t at = kAlphabet.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

// The five bits of the code that begin at `bit`; bits past the end are zero.
std::uint8_t BitsAt(const CertificateCode& code, std::size_t bit) {
  std::uint8_t value = 0;
  for (int i = 0; i < kBitsPerCharacter; ++i, ++bit) {
    const bool set = bit < code.size() * 8 && (code[bit / 8] >> (7 - bit % 8) & 1) != 0;
    value = static_cast<std::uint8_t>(value << 1 | (set ? 1 : 0));
  }
  return value;
}

// False if bits past the end are set: each code has one form.
bool SetBitsAt(CertificateCode& code, std::size_t bit, std::uint8_t value) {
  for (int i = kBitsPerCharacter - 1; i >= 0; --i, ++bit) {
    if ((value >> i & 1) == 0) continue;
    if (bit >= code.size() * 8) return false;
    code[bit / 8] = static_cast<std::uint8_t>(code[bit / 8] | 1 << (7 - bit % 8));
  }
  return true;
}

std::string TextOf(const StandingObstacle& obstacle) {
  switch (obstacle.kind) {
    case StandingObstacle::Kind::kFinding:
      return absl::StrCat("FINDING:", std::string(NameOf(obstacle.flag)));
    case StandingObstacle::Kind::kCase:
      return absl::StrCat("CASE:", obstacle.number);
    case StandingObstacle::Kind::kArrears:
      break;
  }
  return "ARREARS";
}

template <typename Row>
absl::Status CheckOrder(const Row& row) {
  if (row.validity.to < row.validity.from) return RuleFault(row.origin, "ends before it begins");
  return absl::OkStatus();
}

absl::Status CheckTerms(const std::vector<CertificateTerm>& terms) {
  for (std::size_t i = 0; i < terms.size(); ++i) {
    PARITRANA_RETURN_IF_ERROR(CheckOrder(terms[i]));
    if (terms[i].valid_days < 1 || terms[i].valid_days > kValidDaysMax) {
      return RuleFault(terms[i].origin, "valid_days is outside 1 to 3,660");
    }
    for (std::size_t before = 0; before < i; ++before) {
      PARITRANA_RETURN_IF_ERROR(CheckApart(terms[before].origin, terms[before].validity,
                                           terms[i].origin, terms[i].validity));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckIncentive(const Incentive& incentive) {
  PARITRANA_RETURN_IF_ERROR(CheckOrder(incentive));
  if (incentive.text_id.empty() || incentive.text_en.empty()) {
    return RuleFault(incentive.origin, "a text is empty");
  }
  return absl::OkStatus();
}

template <typename Row>
const Row* FindRow(const std::vector<Row>& rows, std::string_view rule_id) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Row& r) { return r.origin.rule_id == rule_id; });
  return row != rows.end() ? &*row : nullptr;
}

}  // namespace

std::string FormatCode(const CertificateCode& code) {
  std::string text;
  for (std::size_t i = 0; i < kCodeCharacters; ++i) {
    if (i > 0 && i % kGroup == 0) text += '-';
    text += kAlphabet[BitsAt(code, i * kBitsPerCharacter)];
  }
  return text;
}

std::optional<CertificateCode> ParseCode(std::string_view text) {
  CertificateCode code{};
  std::size_t characters = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    const std::optional<std::uint8_t> value = ValueOf(c);
    if (!value || characters == kCodeCharacters) return std::nullopt;
    if (!SetBitsAt(code, characters * kBitsPerCharacter, *value)) return std::nullopt;
    ++characters;
  }
  if (characters != kCodeCharacters) return std::nullopt;
  return code;
}

std::string ToText(const std::vector<StandingObstacle>& obstacles) {
  std::string text;
  for (const StandingObstacle& obstacle : obstacles) {
    absl::StrAppend(&text, text.empty() ? "" : ",", TextOf(obstacle));
  }
  return text;
}

absl::StatusOr<StandingRules> StandingRules::Make(std::vector<CertificateTerm> terms,
                                                  std::vector<Incentive> incentives) {
  PARITRANA_RETURN_IF_ERROR(CheckTerms(terms));
  for (const Incentive& incentive : incentives) {
    PARITRANA_RETURN_IF_ERROR(CheckIncentive(incentive));
  }
  return StandingRules(std::move(terms), std::move(incentives));
}

const CertificateTerm* StandingRules::TermOn(absl::CivilDay day) const {
  const auto term = std::find_if(terms_.begin(), terms_.end(), [day](const CertificateTerm& row) {
    return row.validity.Has(MonthOf(day));
  });
  return term != terms_.end() ? &*term : nullptr;
}

std::vector<const Incentive*> StandingRules::IncentivesOn(absl::CivilDay day) const {
  std::vector<const Incentive*> found;
  for (const Incentive& incentive : incentives_) {
    if (incentive.validity.Has(MonthOf(day))) found.push_back(&incentive);
  }
  return found;
}

const CertificateTerm* StandingRules::FindTerm(std::string_view rule_id) const {
  return FindRow(terms_, rule_id);
}

const Incentive* StandingRules::FindIncentive(std::string_view rule_id) const {
  return FindRow(incentives_, rule_id);
}

}  // namespace paritrana::compliance
