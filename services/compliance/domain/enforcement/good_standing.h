// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/rule_rows.h"
#include "services/compliance/domain/enforcement/flags.h"

// Good standing, and the certificate that proves it to anyone who has its code.
namespace paritrana::compliance {

// The 128 bits of a certificate's code: nobody guesses one.
using CertificateCode = std::array<std::uint8_t, 16>;

// "7K3M-9QFX-…": 26 characters of Crockford's base32 in groups of four.
std::string FormatCode(const CertificateCode& code);

// Reads a code as people write it: in either case, with or without hyphens and spaces, O for 0, I
// and L for 1. Nothing for anything else.
std::optional<CertificateCode> ParseCode(std::string_view text);

// One thing that stands against good standing.
struct StandingObstacle {
  enum class Kind : std::uint8_t { kFinding, kArrears, kCase };

  Kind kind = Kind::kFinding;
  Flag flag = Flag::kUnregistered;  // of a finding
  std::int64_t number = 0;          // of a finding or case

  friend bool operator==(const StandingObstacle&, const StandingObstacle&) = default;
};

// "FINDING:PDS_WAGE,ARREARS,CASE:12": obstacles in the form errors carry.
std::string ToText(const std::vector<StandingObstacle>& obstacles);

// How long a certificate is valid; a row of data/rules/certificate_terms.csv.
struct CertificateTerm {
  contribution::RuleOrigin origin;
  contribution::Validity validity;  // the month of issue
  int valid_days = 0;
};

// What good standing gives; a row of data/rules/incentives.csv.
struct Incentive {
  contribution::RuleOrigin origin;
  contribution::Validity validity;
  std::string text_id;
  std::string text_en;
};

// Terms and incentives, dated. Immutable, so that any number of threads may read it.
class StandingRules {
 public:
  // RULES_INVALID names the row.
  static absl::StatusOr<StandingRules> Make(std::vector<CertificateTerm> terms,
                                            std::vector<Incentive> incentives);

  // nullptr if no term holds: no certificate is issued then.
  const CertificateTerm* TermOn(absl::CivilDay day) const;
  // Those that hold on a day, in the order of the file.
  std::vector<const Incentive*> IncentivesOn(absl::CivilDay day) const;
  // By id of the row; nullptr for one that is gone.
  const CertificateTerm* FindTerm(std::string_view rule_id) const;
  const Incentive* FindIncentive(std::string_view rule_id) const;

 private:
  StandingRules(std::vector<CertificateTerm> terms, std::vector<Incentive> incentives)
      : terms_(std::move(terms)), incentives_(std::move(incentives)) {}

  std::vector<CertificateTerm> terms_;
  std::vector<Incentive> incentives_;
};

}  // namespace paritrana::compliance
