// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "services/registration/application/register.h"

namespace paritrana::registration::testing {

// A register in memory that behaves like the real one, for tests of use cases.
//
// Transactions run one after another: Begin waits until the last one is gone. Thread-safe.
class InMemoryRegister : public Register {
 public:
  struct State {
    std::map<std::pair<std::string, std::string>, Kept> answers;  // by operation and key
    std::map<std::string, Employer> employers;                    // by reference
    std::map<std::string, RegionTree> trees;                      // by version
    std::map<Pseudonym, Person> persons;
    std::map<Pseudonym, std::string> details;
    std::map<identity::Token, StoredIdentity> identities;
    std::vector<PersonMerge> merges;
    std::map<EmployerId, std::optional<Pseudonym>> restatements;
    std::map<Shard, Sequence> marks;  // one numbering for all topics
    std::vector<Person> stated_persons;
    std::vector<Employer> stated_employers;
  };

  absl::StatusOr<std::unique_ptr<RegisterTransaction>> Begin(absl::Time deadline) override;

  // Makes the next `times` calls of Save fail as if another transaction had come first.
  void CollideNext(int times);

  // What is committed.
  State Snapshot() const;

 private:
  class Transaction;

  mutable absl::Mutex mutex_;
  State committed_ ABSL_GUARDED_BY(mutex_);
  int collisions_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace paritrana::registration::testing
