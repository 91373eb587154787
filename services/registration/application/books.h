// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/region_code.h"
#include "services/registration/application/answer_book.h"
#include "services/registration/application/worker_book.h"
#include "services/registration/domain/employer.h"
#include "services/registration/domain/region_tree.h"

// What the register keeps, book by book, as use cases read and write it inside a transaction.
//
// Errors of the store carry no reason: UNAVAILABLE when it is lost, ABORTED when the transaction
// has to be run again, because another one came first.
namespace paritrana::registration {

// Which page of employers is wanted.
struct EmployerPage {
  std::optional<RegionCode> region;  // registered there or below
  std::string after;                 // reference of the last one seen; empty: from the start
  int limit = 0;
};

class EmployerBook {
 public:
  virtual ~EmployerBook() = default;

  // Those of `refs` that are registered, in any order. kShare keeps their attributes as they are
  // until the memberships that rest on them are committed.
  virtual absl::StatusOr<std::vector<Employer>> Find(std::span<const EmployerRef> refs,
                                                     LockMode mode = LockMode::kNone) = 0;
  // In order of their reference.
  virtual absl::StatusOr<std::vector<Employer>> List(const EmployerPage& page) = 0;
  virtual absl::StatusOr<absl::flat_hash_map<EmployerId, EmployerRef>> RefsOf(
      std::span<const EmployerId> ids) = 0;
  // Finds one and keeps others from changing it until the end of the transaction.
  virtual absl::StatusOr<std::optional<Employer>> Lock(const EmployerRef& ref) = 0;

  // EMPLOYER_EXISTS if the reference is taken.
  virtual absl::Status Add(const Employer& employer) = 0;
  // Replaces the employer of the same id.
  virtual absl::Status Change(const Employer& employer) = 0;
};

struct RegionPage {
  RegionCode parent;
  std::optional<RegionCode> after;
  int limit = 0;
};

class RegionBook {
 public:
  virtual ~RegionBook() = default;

  // Those of `codes` that stand in any version of the tree.
  virtual absl::StatusOr<absl::flat_hash_set<RegionCode>> Known(
      std::span<const RegionCode> codes) = 0;
  // A region of the newest version in force, with that version's id. REGION_UNKNOWN.
  virtual absl::StatusOr<std::pair<Region, std::string>> Get(RegionCode code) = 0;
  // Regions directly below another, in order of code.
  virtual absl::StatusOr<std::vector<Region>> List(const RegionPage& page) = 0;

  virtual absl::Status Add(const RegionTree& tree, absl::Time now) = 0;
};

// An employer that registers in another region now, and how far its participants have been stated
// again.
struct Restatement {
  EmployerId employer;
  RegionCode region;
  std::optional<Pseudonym> after;  // the last one stated; nothing at the beginning of a round
};

class RestatementBook {
 public:
  virtual ~RestatementBook() = default;

  // From the beginning, also if one is under way.
  virtual absl::Status Request(EmployerId employer, absl::Time now) = 0;
  // The oldest that no other transaction works at; it is locked until the end of this one.
  virtual absl::StatusOr<std::optional<Restatement>> Next() = 0;
  // Persons behind `after` with a membership that lasts on `today` and names another region, at
  // most `limit`, in the order in which rounds go.
  virtual absl::StatusOr<std::vector<Pseudonym>> Members(const Restatement& restatement,
                                                         absl::CivilDay today, int limit) = 0;
  // Nothing in `after`: another round from the beginning.
  virtual absl::Status GoOn(EmployerId employer, std::optional<Pseudonym> after) = 0;
  virtual absl::Status Finish(EmployerId employer) = 0;
};

}  // namespace paritrana::registration
