// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/vocabulary.h"
#include "services/compliance/domain/enforcement/flags.h"

// What findings rest on: counts, shares and sums of an employer, never an identity or a wage.
namespace paritrana::compliance {

// Of UNREGISTERED: an undertaking on a list of those obliged, known as no employer.
struct UndertakingEvidence {
  std::uint64_t region = 0;  // region key
  friend bool operator==(const UndertakingEvidence&, const UndertakingEvidence&) = default;
};

// Of PDS_WORKERS.
struct HeadcountEvidence {
  std::uint64_t stated = 0;      // workers by the source
  std::uint64_t registered = 0;  // distinct persons with a PU membership on the source's day
  friend bool operator==(const HeadcountEvidence&, const HeadcountEvidence&) = default;
};

// Of PDS_WAGE: standing lines of a month whose region has a minimum wage of that year.
struct WageEvidence {
  Month month;
  std::uint64_t lines = 0;
  std::uint64_t below_minimum = 0;
  std::uint64_t at_minimum = 0;  // exactly the minimum
  friend bool operator==(const WageEvidence&, const WageEvidence&) = default;
};

// Of PDS_PROGRAMME.
struct ProgrammeEvidence {
  Month month;
  contribution::SizeClass size_class = contribution::SizeClass::kUnspecified;
  contribution::ProgrammeSet required;
  contribution::ProgrammeSet missing;  // required, without any standing amount in the month
  std::uint64_t lines = 0;
  friend bool operator==(const ProgrammeEvidence&, const ProgrammeEvidence&) = default;
};

// Of ARREARS.
struct ArrearsEvidence {
  Rupiah total;     // past due and unpaid, without fines
  Rupiah employee;  // of it, the employees' share: withheld and not deposited
  std::uint32_t periods = 0;
  absl::CivilDay oldest_due;
  std::string arrears_class;  // as data/rules/arrears_classes.csv names it
  friend bool operator==(const ArrearsEvidence&, const ArrearsEvidence&) = default;
};

using EvidenceKind = std::variant<UndertakingEvidence, HeadcountEvidence, WageEvidence,
                                  ProgrammeEvidence, ArrearsEvidence>;

// Evidence and where it comes from.
struct Evidence {
  EvidenceKind kind;
  std::string source;                             // of imported data; empty: the service's books
  std::optional<absl::CivilDay> data_as_of = {};  // the day for which that data holds
  bool example = false;                           // the source is marked as an example
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// True if two detections saw the same thing: all but the month that was looked at.
bool SameEvidence(const Evidence& a, const Evidence& b);

// `part` for each thousand of `whole`, rounded down; 0 if there is no whole.
std::uint32_t PerThousand(std::uint64_t part, std::uint64_t whole);

// One line of text, as columns keep it: "headcount example=0 as_of=20453 stated=50 registered=40
// source=…", the source last. A durable format: add fields at the end only.
std::string ToText(const Evidence& evidence);

// The other way. DATA_CORRUPT.
absl::StatusOr<Evidence> ParseEvidence(std::string_view text);

}  // namespace paritrana::compliance
