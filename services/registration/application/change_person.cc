// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/change_person.h"

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {

std::vector<OwnedMembership> Numbered(const Participant& participant,
                                      const std::vector<std::uint32_t>& numbers) {
  std::vector<OwnedMembership> owned;
  for (const std::uint32_t no : numbers) {
    const auto& all = participant.memberships;
    const auto found =
        std::find_if(all.begin(), all.end(), [no](const Membership& m) { return m.no == no; });
    PARITRANA_CHECK(found != all.end());
    owned.push_back({participant.pseudonym, *found});
  }
  return owned;
}

absl::StatusOr<Answer> CommitChange(RegisterTransaction& transaction, Person person,
                                    const ChangedMemberships& changed, const RequestKey& key,
                                    absl::Time now) {
  Participant& participant = person.participant;
  Answer answer;
  answer.subject = participant.pseudonym.value();
  answer.recorded_at = now;

  Facts facts;
  if (changed.ended.empty() && changed.added.empty()) {
    facts.unchanged.push_back(participant.pseudonym);
  } else {
    WorkerChanges changes;
    changes.ended = Numbered(participant, changed.ended);
    changes.added = Numbered(participant, changed.added);
    changes.revised.push_back(participant.pseudonym);
    PARITRANA_RETURN_IF_ERROR(transaction.workers().Save(changes));
    ++participant.revision;
    facts.persons.push_back(std::move(person));
  }
  PARITRANA_ASSIGN_OR_RETURN(answer.position, transaction.Commit(facts, now, Kept{key, answer}));
  return answer;
}

}  // namespace paritrana::registration
