// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "services/registration/application/books.h"

namespace paritrana::postgres {
class Connection;
}  // namespace paritrana::postgres

namespace paritrana::registration {

// Persons in the tables `person`, `identity` and `membership`, within the open transaction of a
// connection. Reads and writes are sets: one statement or COPY for all persons of a batch.
class PostgresWorkerBook : public WorkerBook {
 public:
  explicit PostgresWorkerBook(postgres::Connection& connection) : connection_(connection) {}

  absl::StatusOr<std::vector<KnownIdentity>> Find(std::span<const identity::Token> tokens) override;
  absl::StatusOr<std::vector<Person>> Load(std::span<const Pseudonym> pseudonyms,
                                           LockMode mode) override;
  absl::StatusOr<std::vector<StoredIdentity>> Identities(Pseudonym pseudonym) override;
  absl::Status Save(const WorkerChanges& changes) override;
  absl::Status Merge(const PersonMerge& merge) override;

 private:
  absl::Status AddPersons(const std::vector<NewPerson>& persons);
  absl::Status AddIdentities(const std::vector<StoredIdentity>& identities);
  absl::Status AddMemberships(const std::vector<OwnedMembership>& memberships);
  absl::Status EndMemberships(const std::vector<OwnedMembership>& memberships);
  absl::Status RenumberMemberships(const std::vector<OwnedMembership>& memberships);
  absl::Status RelocateMemberships(const std::vector<OwnedMembership>& memberships);
  absl::Status MoveIdentities(const std::vector<StoredIdentity>& identities);
  absl::Status Revise(std::span<const Pseudonym> pseudonyms);

  postgres::Connection& connection_;
};

}  // namespace paritrana::registration
