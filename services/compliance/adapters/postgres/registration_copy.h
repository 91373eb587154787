// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>

#include "libs/events/fact_handler.h"
#include "libs/postgres/pool.h"

namespace paritrana::compliance {

inline constexpr char kParticipantsTopic[] = "registration.participants.v1";
inline constexpr char kEmployersTopic[] = "registration.employers.v1";

// Keeps compliance's own copy of one topic of registration's facts: the rows and the topic's marks
// change in one transaction.
//
// A fact gives the whole of what it speaks of, so applying is replacing; a batch is applied as a
// set, not row by row. Called from the consumer's thread.
class RegistrationCopy : public paritrana::events::FactHandler {
 public:
  absl::StatusOr<std::map<Shard, paritrana::events::StoredMark>> LoadMarks() override;
  absl::Status Apply(std::span<const paritrana::events::Fact> facts) override;
  absl::Status BeginEpoch(Shard shard, Epoch epoch) override;

 protected:
  // The pool must outlive the copy.
  RegistrationCopy(postgres::Pool& pool, std::string topic)
      : pool_(pool), topic_(std::move(topic)) {}

  // Replaces what the facts speak of, in the open transaction. INVALID_ARGUMENT if a payload cannot
  // be decoded.
  virtual absl::Status Replace(postgres::Connection& connection,
                               std::span<const paritrana::events::Fact> facts) = 0;
  // Deletes all that came from a shard, in the open transaction.
  virtual absl::Status Forget(postgres::Connection& connection, Shard shard) = 0;

 private:
  postgres::Pool& pool_;
  const std::string topic_;
};

// Tables participant, participant_token, membership; and settle_task, for the lines of payers that
// a fact may concern.
//
// A token leads to the participant whose fact with it was recorded last, whatever the order in
// which the shards are read; a merged participant has no tokens and no memberships.
class ParticipantCopy : public RegistrationCopy {
 public:
  explicit ParticipantCopy(postgres::Pool& pool) : RegistrationCopy(pool, kParticipantsTopic) {}

 private:
  absl::Status Replace(postgres::Connection& connection,
                       std::span<const paritrana::events::Fact> facts) override;
  absl::Status Forget(postgres::Connection& connection, Shard shard) override;
};

// Table employer.
class EmployerCopy : public RegistrationCopy {
 public:
  explicit EmployerCopy(postgres::Pool& pool) : RegistrationCopy(pool, kEmployersTopic) {}

 private:
  absl::Status Replace(postgres::Connection& connection,
                       std::span<const paritrana::events::Fact> facts) override;
  absl::Status Forget(postgres::Connection& connection, Shard shard) override;
};

}  // namespace paritrana::compliance
