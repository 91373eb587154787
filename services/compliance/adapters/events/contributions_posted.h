// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/declared_line.h"

namespace paritrana::compliance {

inline constexpr char kContributionsTopic[] = "compliance.contributions.v1";
inline constexpr char kContributionsPostedType[] =
    "id.paritrana.compliance.contributions-posted.v1";

// On what a line rests. Numbers are those of the events' enum Basis and of column entry.basis.
enum class Basis : std::uint8_t { kDeclared = 1, kPaid = 2 };

// One line as a fact carries it, added or taken back: no identity, no wage.
struct PostedContribution {
  Pseudonym worker;
  std::uint64_t region = 0;
  CoveredRange covered;
  Segment segment = Segment::kPu;
  std::uint8_t worker_kind = 0;
  std::uint8_t sponsor_kind = 0;
  EmployerId payer;
  Rupiah amount;
  bool retracts = false;  // takes back what was added with the same attributes
  Basis basis = Basis::kDeclared;
};

// Serialises ContributionsPosted without its fields 1 to 3, which the outbox puts in front.
//
// Equal input gives equal bytes, now and in later versions: facts are made again from the ledger,
// and tests/contract keeps golden bytes. A column whose values are all zero is left out, one whose
// values are all equal is sent as one value.
std::string EncodeContributionsPosted(std::span<const PostedContribution> lines,
                                      absl::Time recorded_at);

}  // namespace paritrana::compliance
