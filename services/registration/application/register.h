// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/books.h"

// The register as its use cases see it: a store that is read and changed in transactions.
//
// Two implementations: PostgreSQL (adapters/postgres) and memory (testing/in_memory_register.h).
namespace paritrana::registration {

// The facts that a transaction states.
struct Facts {
  std::vector<Employer> employers;
  std::vector<Person> persons;  // whole state after the change
  // Persons found as they should be: the position must cover what was stated of them before.
  std::vector<Pseudonym> unchanged;
  const RegionTree* tree = nullptr;
};

// One transaction; undone when destroyed without a commit. Not thread-safe.
class RegisterTransaction {
 public:
  virtual ~RegisterTransaction() = default;

  virtual AnswerBook& answers() = 0;
  virtual EmployerBook& employers() = 0;
  virtual RegionBook& regions() = 0;
  virtual RestatementBook& restatements() = 0;
  virtual WorkerBook& workers() = 0;

  // Numbers the facts, remembers the answer and commits; nothing may follow. Returns the position.
  // UNAVAILABLE means that nobody knows whether it took effect: the caller's retry finds out.
  virtual absl::StatusOr<Position> Commit(const Facts& facts, absl::Time now,
                                          std::optional<Kept> kept) = 0;
};

// Thread-safe.
class Register {
 public:
  virtual ~Register() = default;

  virtual absl::StatusOr<std::unique_ptr<RegisterTransaction>> Begin(absl::Time deadline) = 0;
};

}  // namespace paritrana::registration
