// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/identity/identity.h"
#include "services/compliance/domain/sponsorship/enrolment.h"
#include "services/compliance/domain/sponsorship/programme.h"

namespace paritrana::compliance {

// A call that is answered once: the caller's key, what it stands for, and how it was answered.
struct KeptAnswer {
  std::string key;
  std::string request;
  std::string answer;
};

// One transaction on the programmes of one sponsor; nobody else changes them meanwhile, and
// postings go on. Ends without effect unless committed. Not thread-safe.
class SponsorTransaction {
 public:
  virtual ~SponsorTransaction() = default;

  // What the sponsor is by law. PAYER_UNKNOWN.
  virtual absl::StatusOr<contribution::EmployerKind> ReadKind() = 0;

  // Nothing if there is none.
  virtual absl::StatusOr<std::optional<SponsorProgramme>> FindProgramme(
      const std::string& programme) = 0;

  // Adds a programme without terms and returns its number.
  virtual absl::StatusOr<std::int64_t> AddProgramme(const std::string& programme,
                                                    const ProgrammeAttributes& attributes) = 0;
  virtual absl::Status AddTerms(std::int64_t programme_no,
                                const Amendment<ProgrammeTerms>& amendment) = 0;

  // Heads enrolled by month.
  virtual absl::StatusOr<std::map<Month, std::int64_t>> ReadEnrolled(std::int64_t programme_no) = 0;
  // What is known of the workers behind the tokens, in their order: one round trip each.
  virtual absl::StatusOr<std::vector<WorkerFacts>> ReadWorkers(
      std::span<const identity::Token> tokens) = 0;
  virtual absl::Status WriteEnrolments(std::int64_t programme_no, const EnrolmentChanges& changes,
                                       absl::CivilDay today) = 0;

  // The answer kept under a key. IDEMPOTENCY_KEY_REUSED if the key stood for something else.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(const std::string& key,
                                                                const std::string& request) = 0;
  virtual absl::Status KeepAnswer(const KeptAnswer& answer, absl::Time now) = 0;

  // UNAVAILABLE means that nobody knows whether it took effect.
  virtual absl::Status Commit() = 0;
};

// Keeps programmes and enrolments. Thread-safe.
class SponsorLedger {
 public:
  virtual ~SponsorLedger() = default;

  // Waits for other changes of the sponsor's programmes.
  virtual absl::StatusOr<std::unique_ptr<SponsorTransaction>> Begin(EmployerId sponsor,
                                                                    absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
