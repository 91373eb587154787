// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/books/work_accounts.h"

#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

// Lines of one step of a walk: each makes up to two rows of a fact, which holds 5,000.
constexpr std::size_t kLinesPerStep = 2'500;

// PostgreSQL keeps microseconds; the same moment must come back when it is read again.
absl::Time InMicros(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

// What the next try may mend, unlike an account that can't be replayed.
bool IsPassing(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsAborted(status) || absl::IsCancelled(status);
}

}  // namespace

absl::Status WorkAccountsHandler::Refresh(EmployerId payer, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(refresher_.Refresh(payer, clock_.Now(), deadline).status());
  PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(payer, deadline));
  const PaidFor paid_for = [this](const PayerTerms& terms, const SegmentDues& dues) {
    return IsPaidFor(rules_, terms, dues);
  };
  return facts_.State(payer, paid_for, deadline);
}

absl::Status WorkAccountsHandler::TakePayer(Step& step, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(last_payer_, facts_.NextPayer(last_payer_, deadline));
  if (!last_payer_) return absl::OkStatus();
  step.idle = false;
  const absl::Status status = Refresh(*last_payer_, deadline);
  if (IsPassing(status)) return status;
  step.refused = !status.ok();
  return absl::OkStatus();
}

absl::Status WorkAccountsHandler::TakeWalk(Step& step, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(last_walk_, facts_.NextWalk(last_walk_, deadline));
  if (!last_walk_) return absl::OkStatus();
  step.idle = false;
  PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(last_walk_->payer, deadline));
  PARITRANA_ASSIGN_OR_RETURN(
      step.walked, facts_.Walk(*last_walk_, kLinesPerStep, InMicros(clock_.Now()), deadline));
  return absl::OkStatus();
}

absl::StatusOr<WorkAccountsHandler::Step> WorkAccountsHandler::Take(absl::Time deadline) {
  Step step;
  PARITRANA_RETURN_IF_ERROR(TakePayer(step, deadline));
  PARITRANA_RETURN_IF_ERROR(TakeWalk(step, deadline));
  PARITRANA_ASSIGN_OR_RETURN(step.assessed, assess_.Take(deadline));
  if (step.assessed > 0) step.idle = false;
  return step;
}

}  // namespace paritrana::compliance
