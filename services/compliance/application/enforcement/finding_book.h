// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/application/enforcement/keyed_request.h"
#include "services/compliance/domain/enforcement/employer_finding.h"

namespace paritrana::compliance {

// A finding with the reference of whom it is about: "npp-division" or "nib-…".
struct NamedFinding {
  EmployerFinding finding;
  std::string employer_ref;
};

struct FindingHistory {
  NamedFinding named;
  std::vector<FindingEvent> events;  // oldest first
};

// What a detection says about one subject.
struct SubjectDetections {
  Subject subject;
  std::vector<Detection> detections;
};

// Keeps findings and their history. Each write is one transaction, in which employers whose flags
// change are told to whoever publishes them. Thread-safe.
class FindingBook {
 public:
  using Decider = std::function<absl::StatusOr<FindingChange>(const EmployerFinding&)>;

  virtual ~FindingBook() = default;

  // Finds an employer by "npp-division", or an undertaking by "nib-…". EMPLOYER_UNKNOWN.
  virtual absl::StatusOr<Subject> FindSubject(std::string_view reference, absl::Time deadline) = 0;

  // Newest first; closed are those dismissed or no longer found.
  virtual absl::StatusOr<std::vector<NamedFinding>> List(const Subject& subject, bool with_closed,
                                                         absl::Time deadline) = 0;

  // FINDING_UNKNOWN.
  virtual absl::StatusOr<FindingHistory> Get(std::int64_t number, absl::Time deadline) = 0;

  // Applies a decision once: the same key again gets the finding as it was left by the first. A
  // confirmation revokes the employer's certificates. FINDING_UNKNOWN, IDEMPOTENCY_KEY_REUSED, and
  // what the decider refuses.
  virtual absl::StatusOr<NamedFinding> Apply(const KeyedRequest& call, std::int64_t number,
                                             const Decider& decide, absl::Time now,
                                             absl::Time deadline) = 0;

  // Takes detections of a day in; returns how many findings changed. ABORTED if somebody else was
  // quicker: harmless to repeat.
  virtual absl::StatusOr<std::uint32_t> Take(std::span<const SubjectDetections> detections,
                                             absl::CivilDay day, absl::Time now,
                                             absl::Time deadline) = 0;
};

// Reads what detection rests on. Thread-safe.
class FiguresReader {
 public:
  virtual ~FiguresReader() = default;

  // What is known of employers on a day, without arrears: the newest headcount up to it, and the
  // standing lines of the newest of the last three months before it that has any.
  virtual absl::StatusOr<std::map<EmployerId, EmployerFigures>> ReadEmployers(
      std::span<const EmployerId> employers, absl::CivilDay day, absl::Time deadline) = 0;

  // By business number; one that is not listed is left out.
  virtual absl::StatusOr<std::map<std::string, UndertakingFigures>> ReadUndertakings(
      std::span<const std::string> nibs, absl::Time deadline) = 0;

  // Those that are said to be registered as one of these employers.
  virtual absl::StatusOr<std::map<std::string, UndertakingFigures>> ReadUndertakingsOf(
      std::span<const EmployerId> employers, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
