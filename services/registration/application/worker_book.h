// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/identity/identity.h"
#include "services/registration/domain/participant.h"

// Persons as use cases read and write them inside a transaction (books.h).
namespace paritrana::registration {

// Until the end of the transaction others may change what was read (kNone), read but not change it
// (kShare), or wait if they want to lock it too (kForUpdate).
enum class LockMode { kNone, kShare, kForUpdate };

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

}  // namespace paritrana::registration
