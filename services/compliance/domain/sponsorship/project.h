// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/rule_book.h"
#include "libs/contribution/vocabulary.h"
#include "services/compliance/domain/sponsorship/amendment.h"

// Construction projects (jasa konstruksi) as payers.
namespace paritrana::compliance {

// A project is registered within so many working days of its work order (Permenaker 44/2015).
inline constexpr int kProjectRegistrationWorkingDays = 14;

// What may change of a project.
struct ProjectTerms {
  Rupiah contract_value;  // without value added tax
  absl::CivilDay start;
  absl::CivilDay end;
  std::optional<absl::CivilDay> certificate;

  friend bool operator==(const ProjectTerms&, const ProjectTerms&) = default;
};

// What never changes of a project.
struct ProjectAttributes {
  std::optional<EmployerId> owner;
  absl::CivilDay work_order;
  absl::CivilDay contract;
  bool wages_known = false;

  friend bool operator==(const ProjectAttributes&, const ProjectAttributes&) = default;
};

// A project as it is kept.
struct Project {
  EmployerId payer;
  std::string owner_ref;  // empty without owner
  ProjectAttributes attributes;
  absl::CivilDay registered_on;
  History<ProjectTerms> history;

  const ProjectTerms& terms() const { return history.back().terms; }
};

// Why something is owed without a line. Numbers stand in column charge.source.
enum class ChargeSource : std::uint8_t { kContractValue = 1, kChangedValue = 2 };

// What a payer owes for a period without a line.
struct ProjectCharge {
  Month period;
  contribution::Segment segment = contribution::Segment::kJakon;
  contribution::AmountsByProgramme amounts{};  // may be negative: a difference
  ChargeSource source = ChargeSource::kContractValue;

  Rupiah total() const;
};

// PROJECT_VALUE_REQUIRED, AMOUNT_ABSURD, PROJECT_DATE_ORDER.
absl::Status CheckProject(const ProjectAttributes& attributes, const ProjectTerms& terms);

// The contribution by the contract's value as a charge of the work order's month. Nothing if wages
// are known: lines say it then. RULE_UNKNOWN.
absl::StatusOr<std::optional<ProjectCharge>> ChargeOf(const contribution::RuleBook& book,
                                                      const ProjectAttributes& attributes,
                                                      const ProjectTerms& terms);

// The difference that new terms make, as a charge of the month in which they begin to hold: the
// contribution of the new value less that of the old one, at the rates of the contract's month.
// Nothing if the value stays.
absl::StatusOr<std::optional<ProjectCharge>> DifferenceOf(const contribution::RuleBook& book,
                                                          const ProjectAttributes& attributes,
                                                          const ProjectTerms& before,
                                                          const ProjectTerms& after,
                                                          absl::CivilDay dated_on);

// Whether a project was registered in time.
struct RegistrationDelay {
  absl::CivilDay due_on;
  int working_days = 0;       // from the work order, its own day not counted
  int working_days_late = 0;  // beyond due_on
};

RegistrationDelay JudgeRegistration(const contribution::RuleBook& book, absl::CivilDay work_order,
                                    absl::CivilDay registered_on);

}  // namespace paritrana::compliance
