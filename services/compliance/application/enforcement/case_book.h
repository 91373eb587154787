// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/application/enforcement/keyed_request.h"
#include "services/compliance/domain/enforcement/case_file.h"

namespace paritrana::compliance {

// A case as it is kept.
struct StoredCase {
  std::int64_t number = 0;
  Subject subject;
  std::string employer_ref;
  FlagSet flags;
  std::vector<CaseEvent> events;  // oldest first; never empty
};

struct CasePageQuery {
  // Region keys, both ends included; nothing for all.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> regions;
  std::optional<CaseState> state;  // nothing: all that are not settled
  std::int64_t after = 0;          // number of the last case of the page before
  int page_size = 0;
};

struct CasePage {
  std::vector<StoredCase> cases;
  bool more = false;
};

// Keeps cases as their events. An event once kept is never changed. Each write is one transaction.
// Thread-safe.
class CaseBook {
 public:
  virtual ~CaseBook() = default;

  // The case as the call with this key left it; nothing if there was none. IDEMPOTENCY_KEY_REUSED.
  virtual absl::StatusOr<std::optional<StoredCase>> FindAnswer(const KeyedRequest& call,
                                                               absl::Time deadline) = 0;

  // Opens a case with its first event and revokes the employer's certificates. CASE_ALREADY_OPEN.
  virtual absl::StatusOr<StoredCase> Open(const KeyedRequest& call, const StoredCase& opened,
                                          absl::Time deadline) = 0;

  // Adds events to a case as it was read, with `read.events`. ABORTED if it has grown meanwhile;
  // CASE_ALREADY_OPEN when a reopened case would be the second open one. Without a key
  // nothing is kept as an answer. Certificates are revoked by a reopening.
  virtual absl::StatusOr<StoredCase> Append(const KeyedRequest& call, const StoredCase& read,
                                            std::span<const CaseEvent> events,
                                            absl::Time deadline) = 0;

  // CASE_UNKNOWN.
  virtual absl::StatusOr<StoredCase> Find(std::int64_t number, absl::Time deadline) = 0;

  // Newest first.
  virtual absl::StatusOr<std::vector<StoredCase>> ListOf(const Subject& subject,
                                                         absl::Time deadline) = 0;
  virtual absl::StatusOr<CasePage> List(const CasePageQuery& query, absl::Time deadline) = 0;

  // Those of the employers whose plan is being kept.
  virtual absl::StatusOr<std::vector<StoredCase>> WithPlan(std::span<const EmployerId> employers,
                                                           absl::Time deadline) = 0;

  // Confirmed findings of a subject among `flags`: while there are any, a case is not settled.
  virtual absl::StatusOr<FlagSet> ConfirmedFlags(const Subject& subject, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
