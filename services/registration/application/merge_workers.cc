// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/merge_workers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/change_person.h"
#include "services/registration/application/hidden_person.h"
#include "services/registration/domain/person_name.h"

namespace paritrana::registration {
namespace {

// A KPJ has 11 digits, a NIK 16.
constexpr int kDigitsInARowMax = 10;

absl::Status CheckReason(const std::string& reason) {
  if (reason.size() > kMergeReasonMax) return MakeError("FIELD_TOO_LONG", "reason");
  int digits = 0;
  for (const char c : reason) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (control || digits > kDigitsInARowMax) return MakeError("FIELD_MALFORMED", "reason");
  }
  return absl::OkStatus();
}

struct Records {
  Person surviving;
  Person merged;
};

// Finds both records and locks them in the order that everybody keeps.
absl::StatusOr<Records> FindRecords(RegisterTransaction& transaction, const identity::Token& keep,
                                    const identity::Token& merge) {
  const std::array tokens = {keep, merge};
  PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction.workers().Find(tokens));
  Pseudonym surviving, merged;
  for (const KnownIdentity& identity : known) {
    if (identity.token == keep) surviving = identity.pseudonym;
    if (identity.token == merge) merged = identity.pseudonym;
  }
  if (surviving == Pseudonym{}) return MakeError("WORKER_UNKNOWN", "keep");
  if (merged == Pseudonym{}) return MakeError("WORKER_UNKNOWN", "merge");
  if (surviving == merged) return MakeError("SAME_WORKER", "merge");
  const std::array both = {surviving, merged};
  PARITRANA_ASSIGN_OR_RETURN(auto persons, transaction.workers().Load(both, LockMode::kForUpdate));
  PARITRANA_CHECK(persons.size() == 2);
  if (persons[0].participant.pseudonym != surviving) std::swap(persons[0], persons[1]);
  return Records{std::move(persons[0]), std::move(persons[1])};
}

// What is left to state of the merged record.
Person TraceOf(const Person& merged, Pseudonym surviving) {
  Person trace;
  trace.participant.pseudonym = merged.participant.pseudonym;
  trace.participant.revision = merged.participant.revision + 1;
  trace.participant.merged_into = surviving;
  return trace;
}

std::vector<Warning> WarningsOf(const JoinedMemberships& joined, bool names_differ) {
  std::vector<Warning> warnings;
  if (joined.overlap) warnings.push_back({"EMPLOYMENT_OVERLAPS", "merge"});
  if (joined.terms_differ) warnings.push_back({"EMPLOYMENT_DIFFERS", "merge"});
  if (names_differ) warnings.push_back({"NAME_DIFFERS", "merge"});
  return warnings;
}

}  // namespace

absl::StatusOr<Answer> MergeWorkersHandler::Handle(const MergeWorkers& command,
                                                   absl::Time deadline) const {
  Pair identities;
  PARITRANA_ASSIGN_OR_RETURN(identities.keep,
                             CheckIdentity(command.keep, surroundings_.vault, "keep"));
  PARITRANA_ASSIGN_OR_RETURN(identities.merge,
                             CheckIdentity(command.merge, surroundings_.vault, "merge"));
  PARITRANA_RETURN_IF_ERROR(CheckReason(command.reason));
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return Merge(transaction, command, identities);
  });
}

absl::StatusOr<Answer> MergeWorkersHandler::Merge(RegisterTransaction& transaction,
                                                  const MergeWorkers& command,
                                                  const Pair& identities) const {
  PARITRANA_ASSIGN_OR_RETURN(auto before, transaction.answers().Claim(command.key));
  if (before) return *std::move(before);
  PARITRANA_ASSIGN_OR_RETURN(
      Records records, FindRecords(transaction, identities.keep.token, identities.merge.token));
  PARITRANA_ASSIGN_OR_RETURN(const PersonMerge merge,
                             Prepare(transaction, records.surviving, records.merged, command));

  Participant& participant = records.surviving.participant;
  const JoinedMemberships joined = JoinMemberships(participant, records.merged.participant);
  WorkerChanges changes;
  changes.added = Numbered(participant, joined.added);
  changes.ended = Numbered(participant, joined.ended);
  changes.revised = {merge.surviving, merge.merged};
  PARITRANA_RETURN_IF_ERROR(transaction.workers().Merge(merge));
  PARITRANA_RETURN_IF_ERROR(transaction.workers().Save(changes));

  Answer answer;
  answer.subject = merge.surviving.value();
  answer.other_subject = merge.merged.value();
  answer.warnings = WarningsOf(joined, NamesDiffer(records.surviving, records.merged));
  answer.recorded_at = merge.recorded_at;
  Facts facts;
  ++participant.revision;
  for (const StoredIdentity& moved : merge.moved) records.surviving.tokens.push_back(moved.token);
  facts.persons = {std::move(records.surviving), TraceOf(records.merged, merge.surviving)};
  PARITRANA_ASSIGN_OR_RETURN(
      answer.position, transaction.Commit(facts, merge.recorded_at, Kept{command.key, answer}));
  return answer;
}

absl::StatusOr<PersonMerge> MergeWorkersHandler::Prepare(RegisterTransaction& transaction,
                                                         const Person& surviving,
                                                         const Person& merged,
                                                         const MergeWorkers& command) const {
  const bool two_niks = surviving.has_nik && merged.has_nik;
  if (two_niks && !command.retire_merged_nik) return MakeError("MERGE_CONFLICT", "merge");
  PersonMerge merge;
  merge.merged = merged.participant.pseudonym;
  merge.surviving = surviving.participant.pseudonym;
  merge.reason = command.reason;
  merge.recorded_at = surroundings_.clock.Now();
  PARITRANA_ASSIGN_OR_RETURN(const auto stored, transaction.workers().Identities(merge.merged));
  for (const StoredIdentity& identity : stored) {
    if (two_niks && identity.kind == identity::Kind::kNik) {
      merge.retired = identity.token;
      continue;
    }
    PARITRANA_ASSIGN_OR_RETURN(StoredIdentity moved,
                               Rehide(surroundings_.vault, identity, merge.surviving));
    merge.moved.push_back(std::move(moved));
  }
  return merge;
}

bool MergeWorkersHandler::NamesDiffer(const Person& a, const Person& b) const {
  const auto name_of_a = RevealName(surroundings_.vault, a.participant.pseudonym, a.hidden);
  const auto name_of_b = RevealName(surroundings_.vault, b.participant.pseudonym, b.hidden);
  return name_of_a.ok() && name_of_b.ok() && !SameName(*name_of_a, *name_of_b);
}

}  // namespace paritrana::registration
