// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/register_worker.h"

#include <span>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/registration/application/enrol_workers.h"

namespace paritrana::registration {

absl::StatusOr<Answer> RegisterWorkerHandler::Handle(const RegisterWorker& command,
                                                     absl::Time deadline) const {
  const WorkerCheck check = CheckWorker(command.worker, surroundings_.vault);
  if (!check.worker) return check.faults.front();
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return Register(transaction, command.key, *check.worker);
  });
}

absl::StatusOr<Answer> RegisterWorkerHandler::Judge(const WorkerDraft& draft,
                                                    absl::Time deadline) const {
  const WorkerCheck check = CheckWorker(draft, surroundings_.vault);
  if (!check.worker) return check.faults.front();
  const std::span worker(&*check.worker, 1);
  const auto judge = [&](RegisterTransaction& transaction) {
    return EnrolWorkers(transaction, surroundings_, worker, EnrolMode::kJudge);
  };
  PARITRANA_ASSIGN_OR_RETURN(Enrolment enrolment,
                             RunTransaction(surroundings_.store, deadline, judge));
  EnrolmentOutcome& outcome = enrolment.outcomes.front();
  if (!outcome.faults.empty()) return outcome.faults.front();
  Answer answer;
  answer.subject = outcome.pseudonym.value();
  answer.warnings = std::move(outcome.warnings);
  return answer;
}

absl::StatusOr<Answer> RegisterWorkerHandler::Register(RegisterTransaction& transaction,
                                                       const RequestKey& key,
                                                       const CheckedWorker& worker) const {
  PARITRANA_ASSIGN_OR_RETURN(auto before, transaction.answers().Claim(key));
  if (before) return *std::move(before);

  PARITRANA_ASSIGN_OR_RETURN(Enrolment enrolment,
                             EnrolWorkers(transaction, surroundings_, std::span(&worker, 1)));
  EnrolmentOutcome& outcome = enrolment.outcomes.front();
  if (!outcome.faults.empty()) return outcome.faults.front();

  const absl::Time now = surroundings_.clock.Now();
  Answer answer;
  answer.subject = outcome.pseudonym.value();
  answer.warnings = std::move(outcome.warnings);
  answer.recorded_at = now;
  PARITRANA_ASSIGN_OR_RETURN(answer.position,
                             transaction.Commit(enrolment.facts, now, Kept{key, answer}));
  return answer;
}

}  // namespace paritrana::registration
