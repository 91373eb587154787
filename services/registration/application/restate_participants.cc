// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/restate_participants.h"

#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/registration/application/change_person.h"

namespace paritrana::registration {
namespace {

// Legal days follow western Indonesian time.
constexpr int kWibOffsetSeconds = 7 * 3600;

absl::CivilDay DayInWib(absl::Time time) {
  return absl::ToCivilDay(time, absl::FixedTimeZone(kWibOffsetSeconds));
}

}  // namespace

absl::StatusOr<RestatementStep> RestateParticipantsHandler::Step(absl::Time deadline) const {
  return RunTransaction(surroundings_.store, deadline,
                        [&](RegisterTransaction& transaction) { return Step(transaction); });
}

absl::StatusOr<RestatementStep> RestateParticipantsHandler::Step(
    RegisterTransaction& transaction) const {
  RestatementBook& book = transaction.restatements();
  PARITRANA_ASSIGN_OR_RETURN(const auto restatement, book.Next());
  if (!restatement) return RestatementStep{};
  const absl::Time now = surroundings_.clock.Now();
  const absl::CivilDay today = DayInWib(now);
  PARITRANA_ASSIGN_OR_RETURN(const auto members,
                             book.Members(*restatement, today, kParticipantsPerStep));
  if (members.empty() && !restatement->after) {
    PARITRANA_RETURN_IF_ERROR(book.Finish(restatement->employer));
  } else {
    const auto after = members.empty() ? std::nullopt : std::optional(members.back());
    PARITRANA_RETURN_IF_ERROR(book.GoOn(restatement->employer, after));
  }
  PARITRANA_ASSIGN_OR_RETURN(const Facts facts, Restate(transaction, *restatement, members, today));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit(facts, now, std::nullopt).status());
  return RestatementStep{facts.persons.size(), true};
}

absl::StatusOr<Facts> RestateParticipantsHandler::Restate(RegisterTransaction& transaction,
                                                          const Restatement& restatement,
                                                          std::span<const Pseudonym> members,
                                                          absl::CivilDay today) const {
  Facts facts;
  WorkerChanges changes;
  PARITRANA_ASSIGN_OR_RETURN(auto persons,
                             transaction.workers().Load(members, LockMode::kForUpdate));
  for (Person& person : persons) {
    Participant& participant = person.participant;
    const auto moved =
        MoveRegistration(participant, restatement.employer, restatement.region, today);
    if (moved.empty()) continue;
    for (OwnedMembership& membership : Numbered(participant, moved)) {
      changes.relocated.push_back(std::move(membership));
    }
    changes.revised.push_back(participant.pseudonym);
    ++participant.revision;
    facts.persons.push_back(std::move(person));
  }
  PARITRANA_RETURN_IF_ERROR(transaction.workers().Save(changes));
  return facts;
}

}  // namespace paritrana::registration
