// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/check_worker.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Longest reason of a merge, in bytes.
inline constexpr std::size_t kMergeReasonMax = 500;

// Merges two records of one person: all of the second goes over into the first.
struct MergeWorkers {
  RequestKey key;
  IdentityDraft keep;
  IdentityDraft merge;
  bool retire_merged_nik = false;  // the NIK of the second record is wrong
  std::string reason;              // not encrypted: no numbers, no names
};

// Carries out MergeWorkers: one effect and one answer per request key. The answer's subject is the
// surviving pseudonym, its other subject the one that is no more; both facts are stated in one
// transaction, and the position covers both. Thread-safe.
//
// Numbers lead to the surviving person from then on. Two NIKs are two persons: that is refused
// unless the caller states that the merged record's NIK is wrong; then it leads to nobody, so that
// the person whom it belongs to can be registered. Of memberships see JoinMemberships.
class MergeWorkersHandler {
 public:
  explicit MergeWorkersHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // WORKER_UNKNOWN at "keep" or "merge", SAME_WORKER, MERGE_CONFLICT, the faults of a number, and
  // FIELD_TOO_LONG or FIELD_MALFORMED of the reason, which may hold no number as long as a KPJ.
  // Warnings: EMPLOYMENT_OVERLAPS, EMPLOYMENT_DIFFERS, NAME_DIFFERS.
  absl::StatusOr<Answer> Handle(const MergeWorkers& command, absl::Time deadline) const;

 private:
  struct Pair {
    CheckedIdentity keep;
    CheckedIdentity merge;
  };

  absl::StatusOr<Answer> Merge(RegisterTransaction& transaction, const MergeWorkers& command,
                               const Pair& identities) const;
  absl::StatusOr<PersonMerge> Prepare(RegisterTransaction& transaction, const Person& surviving,
                                      const Person& merged, const MergeWorkers& command) const;
  bool NamesDiffer(const Person& a, const Person& b) const;

  Surroundings surroundings_;
};

}  // namespace paritrana::registration
