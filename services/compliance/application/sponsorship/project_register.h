// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/compliance/application/sponsorship/sponsor_ledger.h"
#include "services/compliance/domain/sponsorship/project.h"

namespace paritrana::compliance {

// A charge as it is kept.
struct KeptCharge {
  std::int64_t charge_no = 0;
  absl::CivilDay recorded_on;
  ProjectCharge charge;
};

// One month of a project's lines.
struct ProjectMonthFigures {
  Month month;
  std::int64_t heads = 0;
  std::int64_t lines = 0;
  std::int64_t rupiah = 0;
};

// What the register and the ledger say of a project's workers.
struct ProjectWorkers {
  std::int64_t in_force = 0;
  std::int64_t ever = 0;
  std::vector<ProjectMonthFigures> months;  // in order
};

// One transaction on one project; nobody else changes it meanwhile. Ends without effect unless
// committed. Not thread-safe.
class ProjectTransaction {
 public:
  virtual ~ProjectTransaction() = default;

  // Nothing if the payer is no project.
  virtual absl::StatusOr<std::optional<Project>> Find() = 0;
  virtual absl::StatusOr<std::vector<KeptCharge>> ReadCharges() = 0;

  virtual absl::Status Add(const Project& project) = 0;
  // Adds terms and, if there is one, the charge that they bring, which gets its number.
  virtual absl::Status AddTerms(const Amendment<ProjectTerms>& amendment,
                                std::optional<KeptCharge>& charge) = 0;

  // The answer kept under a key. IDEMPOTENCY_KEY_REUSED if the key stood for something else.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(const std::string& key,
                                                                const std::string& request) = 0;
  virtual absl::Status KeepAnswer(const KeptAnswer& answer, absl::Time now) = 0;

  // UNAVAILABLE means that nobody knows whether it took effect.
  virtual absl::Status Commit() = 0;
};

// Keeps projects. Thread-safe.
class ProjectRegister {
 public:
  virtual ~ProjectRegister() = default;

  virtual absl::StatusOr<std::unique_ptr<ProjectTransaction>> Begin(EmployerId payer,
                                                                    absl::Time deadline) = 0;

  // What the project is by law, for its due dates. PAYER_UNKNOWN.
  virtual absl::StatusOr<contribution::EmployerKind> ReadKind(EmployerId payer,
                                                              absl::Time deadline) = 0;

  // Counts the project's workers on a day, and its lines as they stand now.
  virtual absl::StatusOr<ProjectWorkers> CountWorkers(EmployerId payer, absl::CivilDay day,
                                                      absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
