// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/identity/identity.h"
#include "services/compliance/application/sponsorship/sponsor_ledger.h"
#include "services/compliance/domain/declared_line.h"

namespace paritrana::compliance {

// Lines of one batch, as of a chunk of contributions: longer transactions would hold up others.
inline constexpr std::size_t kEnrolmentLinesMax = 5'000;

// One line as the caller sent it; the views point into the request.
struct IncomingEnrolment {
  WorkerNumber worker;
  EnrolmentAction action = EnrolmentAction::kEnrol;
  std::string_view from_month;  // empty: the programme's first
  std::string_view to_month;    // empty: the programme's last
};

// Enrols workers into a programme, or withdraws them.
struct EnrolWorkers {
  std::string idempotency_key;
  ProgrammeKey key;
  std::vector<IncomingEnrolment> lines;
  absl::Time deadline;
};

// A line that was refused, or accepted with something to look at.
struct NotableEnrolment {
  std::uint64_t line_no = 0;
  bool accepted = false;
  Finding finding;

  friend bool operator==(const NotableEnrolment&, const NotableEnrolment&) = default;
};

struct EnrolledWorkers {
  std::uint64_t accepted = 0;
  std::uint64_t unchanged = 0;  // of these
  std::uint64_t rejected = 0;
  std::vector<NotableEnrolment> notable;
};

// The use case: one batch is one transaction. Identity numbers become tokens here and go no
// further. Thread-safe.
class EnrolWorkersHandler {
 public:
  // All must outlive the handler.
  EnrolWorkersHandler(SponsorLedger& ledger, const identity::Vault& vault,
                      const contribution::RuleBook& rules, const Clock& clock)
      : ledger_(ledger), vault_(vault), rules_(rules), clock_(clock) {}

  // The same key with the same lines gets the same answer, whatever has changed since.
  // SPONSOR_PROGRAMME_UNKNOWN, FIELD_REQUIRED (lines), CHUNK_TOO_LARGE, IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<EnrolledWorkers> Enrol(const EnrolWorkers& command);

 private:
  absl::StatusOr<EnrolledWorkers> JudgeAll(const EnrolWorkers& command,
                                           SponsorTransaction& transaction,
                                           const SponsorProgramme& programme, absl::CivilDay today);

  SponsorLedger& ledger_;
  const identity::Vault& vault_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
