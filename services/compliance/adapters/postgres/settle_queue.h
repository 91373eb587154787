// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/postgres/connection.h"

namespace paritrana::compliance {

// The look-ups of QueueTasks, for a test that looks at their plans.
namespace settle_sql {
extern const std::array<std::string_view, 3> kLookUps;
}  // namespace settle_sql

// The channel on which a commit that queued tasks tells settlers of it.
inline constexpr char kSettleChannel[] = "compliance_settle";

// One row of table `membership`, in the values of its columns.
struct MembershipRow {
  std::int64_t pseudonym = 0;
  std::int32_t membership_no = 0;
  std::int64_t employer_id = 0;
  std::int16_t segment = 0;
  std::int16_t worker_kind = 0;
  std::int16_t sponsor_kind = 0;
  std::int32_t start_day = 0;
  std::int32_t end_day = 0;
  std::int64_t workplace_region = 0;
  std::int64_t registration_region = 0;

  friend auto operator<=>(const MembershipRow&, const MembershipRow&) = default;
};

// A worker of a payer whose lines must be looked at again: a row of table `settle_task`.
struct SettleTask {
  std::int64_t employer_id = 0;
  std::int64_t pseudonym = 0;

  friend auto operator<=>(const SettleTask&, const SettleTask&) = default;
};

// The workers and payers whose memberships are not the same before and after, each once, in order.
std::vector<SettleTask> ChangedMemberships(std::vector<MembershipRow> before,
                                           std::vector<MembershipRow> after);

// The memberships of `pseudonyms` as the copy has them.
absl::StatusOr<std::vector<MembershipRow>> ReadMemberships(
    postgres::Connection& connection, std::span<const std::int64_t> pseudonyms);

// Queues tasks, each once, in the open transaction, and wakes settlers at its commit. A task that a
// settler has in hand is waited for and then queued anew: what it read is outdated.
absl::Status InsertTasks(postgres::Connection& connection, std::vector<SettleTask> tasks);

// What a batch of facts that was just applied touches.
struct AppliedParticipants {
  std::vector<std::string> tokens;      // all of the batch, as text
  std::vector<std::int64_t> revised;    // participants who were registered before the batch
  std::vector<SettleTask> memberships;  // ChangedMemberships of the revised ones
};

// Queues tasks in the open transaction that applied the facts, and wakes settlers at its commit:
// for waiting lines with one of the tokens, for changed memberships, and for everyone who was
// merged into one of the revised participants (whose fact may come after that of the merged one).
//
// Every look-up is by index: registering many new workers costs one descent a token. Whether lines
// are concerned by a changed membership is left to the settler, who holds the payer while it looks:
// a line under way that rests on the old membership can't slip through. A *waiting* line under way
// can, and is looked at once more a minute later (SettleLines).
absl::Status QueueTasks(postgres::Connection& connection, AppliedParticipants applied);

}  // namespace paritrana::compliance
