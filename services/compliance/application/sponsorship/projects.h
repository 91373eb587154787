// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/sponsorship/project_register.h"

namespace paritrana::compliance {

// Makes a payer a construction project.
struct RegisterProject {
  EmployerId payer;
  std::string owner_ref;
  ProjectAttributes attributes;
  ProjectTerms terms;
  std::string caller;
  absl::Time deadline;
};

// Changes a project's terms from a day on.
struct AmendProject {
  std::string idempotency_key;
  EmployerId payer;
  ProjectTerms terms;
  std::optional<absl::CivilDay> dated_on;  // nothing: today
  std::string reason;
  std::string caller;
  absl::Time deadline;
};

// A project as its last change left it, and the charge that this change brought.
struct ChangedProject {
  Project project;
  std::optional<KeptCharge> charge;
};

// A project as it is shown.
struct ProjectView {
  Project project;  // its history ends with the terms of the day
  std::vector<KeptCharge> charges;
  ProjectWorkers workers;
  absl::CivilDay as_of;
};

// The use cases about projects. Thread-safe.
class ProjectsHandler {
 public:
  // All must outlive the handler.
  ProjectsHandler(ProjectRegister& projects, const contribution::RuleBook& rules,
                  const Clock& clock)
      : projects_(projects), rules_(rules), clock_(clock) {}

  // The same project with the same content gets the same answer. PROJECT_EXISTS, what CheckProject
  // refuses, RULE_UNKNOWN.
  absl::StatusOr<ChangedProject> Register(const RegisterProject& command);

  // The same key again gets the first answer. PROJECT_UNKNOWN, AMENDMENT_DATE_INVALID,
  // AMENDMENT_REASON_REQUIRED, what CheckProject refuses, IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<ChangedProject> Amend(const AmendProject& command);

  // PROJECT_UNKNOWN, also if it was not registered on the day.
  absl::StatusOr<ProjectView> Show(EmployerId payer, std::optional<absl::CivilDay> as_of,
                                   absl::Time deadline);

  // The day by which a charge of the payer is due; nothing if no rule is known.
  std::optional<absl::CivilDay> DueOn(const ProjectCharge& charge,
                                      contribution::EmployerKind payer) const;

  ProjectRegister& projects() const { return projects_; }
  const contribution::RuleBook& rules() const { return rules_; }

 private:
  ProjectRegister& projects_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
