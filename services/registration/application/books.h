// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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
#include "libs/base/position.h"
#include "libs/base/region_code.h"
#include "libs/identity/identity.h"
#include "services/registration/domain/employer.h"
#include "services/registration/domain/participant.h"
#include "services/registration/domain/region_tree.h"

// What the register keeps, book by book, as use cases read and write it inside a transaction.
//
// Errors of the store carry no reason: UNAVAILABLE when it is lost, ABORTED when the transaction
// has to be run again, because another one came first.
namespace paritrana::registration {

// Until the end of the transaction others may change what was read (kNone), read but not change it
// (kShare), or wait if they want to lock it too (kForUpdate).
enum class LockMode { kNone, kShare, kForUpdate };

// Names one request for ever: a retry is answered, not repeated.
struct RequestKey {
  std::string operation;  // "RegisterWorker"
  std::string key;        // chosen by the caller
  identity::Token fingerprint{};
};

// Something to look at in an accepted line.
struct Warning {
  std::string reason;
  std::string field;

  friend bool operator==(const Warning&, const Warning&) = default;
};

// What a request was answered with; the rest of an answer follows from the request itself.
struct Answer {
  std::uint64_t subject = 0;        // employer id or pseudonym
  std::uint64_t other_subject = 0;  // of a merge: the pseudonym that is no more
  std::vector<Warning> warnings;
  absl::Time recorded_at;
  Position position;

  friend bool operator==(const Answer&, const Answer&) = default;
};

// An answer to be remembered; its position is filled in at commit.
struct Kept {
  RequestKey key;
  Answer answer;
};

// Remembers answers by request.
class AnswerBook {
 public:
  virtual ~AnswerBook() = default;

  // Takes the key for this transaction, waiting while another holds it. Returns the answer if the
  // request was answered before. IDEMPOTENCY_KEY_REUSED if that was another request.
  virtual absl::StatusOr<std::optional<Answer>> Claim(const RequestKey& key) = 0;
  // Forgets at most `limit` answers given before a time, except those of ImportRegions; returns how
  // many.
  virtual absl::StatusOr<std::int64_t> Forget(absl::Time before, int limit) = 0;
};

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

// A participant with the tokens that lead to him or her, which is what facts state, and what else
// use cases must know.
struct Person {
  Participant participant;
  std::vector<identity::Token> tokens;
  bool has_nik = false;
  std::string hidden;  // name, birth date and sex, encrypted
};

struct KnownIdentity {
  identity::Token token{};
  Pseudonym pseudonym;
};

// A number as it is stored.
struct StoredIdentity {
  identity::Token token{};
  identity::Kind kind = identity::Kind::kNik;
  Pseudonym pseudonym;
  std::string hidden;  // the number, encrypted
};

struct NewPerson {
  Pseudonym pseudonym;
  std::string hidden;  // name, birth date and sex, encrypted
};

struct OwnedMembership {
  Pseudonym pseudonym;
  Membership membership;
};

// What a transaction changes about persons. Revisions are counted by the store: a new person has 1,
// each of `revised` gets one more.
struct WorkerChanges {
  std::vector<NewPerson> persons;
  std::vector<StoredIdentity> identities;
  std::vector<OwnedMembership> added;
  std::vector<OwnedMembership> ended;       // by number: only `end` is taken over
  std::vector<OwnedMembership> renumbered;  // by number: only the payroll number is taken over
  std::vector<OwnedMembership> relocated;   // by number: only the registration region is taken over
  std::vector<Pseudonym> revised;
};

// One record going over into another. Memberships are saved apart, as changes of the surviving one;
// those of the merged one are no more.
struct PersonMerge {
  Pseudonym merged;
  Pseudonym surviving;
  std::vector<StoredIdentity> moved;       // numbers, encrypted anew for the surviving person
  std::optional<identity::Token> retired;  // a number that leads to nobody from now on
  std::string reason;
  absl::Time recorded_at;
};

class WorkerBook {
 public:
  virtual ~WorkerBook() = default;

  virtual absl::StatusOr<std::vector<KnownIdentity>> Find(
      std::span<const identity::Token> tokens) = 0;
  // The persons of these pseudonyms in any order. With kForUpdate nobody else changes them until
  // the end of the transaction. ABORTED if one was merged into another since it was found.
  virtual absl::StatusOr<std::vector<Person>> Load(std::span<const Pseudonym> pseudonyms,
                                                   LockMode mode) = 0;
  // The numbers of a person, as they are stored.
  virtual absl::StatusOr<std::vector<StoredIdentity>> Identities(Pseudonym pseudonym) = 0;
  // ABORTED if another transaction has taken one of the new tokens meanwhile.
  virtual absl::Status Save(const WorkerChanges& changes) = 0;
  // Both persons are locked; revisions are counted by Save.
  virtual absl::Status Merge(const PersonMerge& merge) = 0;
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
