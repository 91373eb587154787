// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/gathering_steps.h"

#include "libs/base/check.h"
#include "libs/base/reason.h"

namespace paritrana::compliance {

GatheringSteps::GatheringSteps(AccountLedger& ledger, GatheringStepsOptions options)
    : ledger_(ledger), single_(ledger), options_(options) {
  PARITRANA_CHECK(options.groups_max > 0 && options.members_max > 0);
}

bool GatheringSteps::MayLead(const Member& member) const {
  return !member.taken && at_work_ < options_.groups_max &&
         !busy_.contains(member.step->query.payer);
}

// Asked by the mutex, which is held then.
bool GatheringSteps::Member::MayGoOn() const ABSL_NO_THREAD_SAFETY_ANALYSIS {
  return done || all->MayLead(*this);
}

absl::Status GatheringSteps::Run(AccountStep& step, absl::Time deadline) {
  Member member;
  member.all = this;
  member.step = &step;
  {
    absl::MutexLock lock(&mutex_);
    const auto place = queue_.insert(queue_.end(), &member);
    const absl::Condition may_go_on(&member, &Member::MayGoOn);
    if (!mutex_.AwaitWithDeadline(may_go_on, deadline) && !member.taken) {
      queue_.erase(place);
      return MakeError("DEADLINE_EXCEEDED");
    }
    if (!member.taken) Lead(member, deadline);
    // A step that was taken is on its way and cannot be called back.
    mutex_.Await(absl::Condition(&member.done));
  }
  return member.alone ? single_.Run(step, deadline) : member.outcome;
}

std::vector<GatheringSteps::Member*> GatheringSteps::TakeGroup(Member& leader) {
  std::vector<Member*> group = {&leader};
  busy_.insert(leader.step->query.payer);
  for (auto it = queue_.begin(); it != queue_.end();) {
    Member* const member = *it;
    const bool joins = member != &leader && group.size() < options_.members_max &&
                       busy_.insert(member->step->query.payer).second;
    if (joins) group.push_back(member);
    it = joins || member == &leader ? queue_.erase(it) : std::next(it);
  }
  for (Member* member : group) member->taken = true;
  return group;
}

void GatheringSteps::Lead(Member& leader, absl::Time deadline) {
  const std::vector<Member*> group = TakeGroup(leader);
  ++at_work_;
  mutex_.Unlock();
  std::vector<AccountStep*> steps;
  steps.reserve(group.size());
  for (const Member* member : group) steps.push_back(member->step);
  std::vector<absl::Status> outcomes;
  const absl::Status status = RunTogether(ledger_, steps, deadline, outcomes);
  mutex_.Lock();
  --at_work_;
  for (std::size_t i = 0; i < group.size(); ++i) {
    busy_.erase(steps[i]->query.payer);
    group[i]->alone = !status.ok() && !absl::IsUnavailable(status) && group.size() > 1;
    group[i]->outcome = status.ok() ? outcomes[i] : status;
    group[i]->done = true;
  }
}

std::size_t GatheringSteps::waiting() const {
  absl::MutexLock lock(&mutex_);
  return queue_.size();
}

}  // namespace paritrana::compliance
