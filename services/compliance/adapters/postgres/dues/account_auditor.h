// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"

namespace paritrana::compliance {

struct AccountAuditorOptions {
  absl::Duration interval = absl::Seconds(5);
  // Accounts of one look: bounds what a look costs, about a fifth of a millisecond each.
  int changed_max = 1'000;
  // Of those that did not change, so that in time each is looked at again.
  int others_max = 50;
};

// Holds accounts against their payments and their journal, all the time and in the background:
// those that changed since the last look, and a few others in turn. An account that differs is
// counted, and its id is logged; nothing is mended, since who knows which side is right.
//
// Changes are followed by transaction: a look takes those of transactions that have all ended, so
// that none is missed, however late it commits. At the start it follows from there on; what changed
// before comes in turn.
//
// Owns one thread; borrows a connection for each look. Metrics: compliance_account_mismatch_total,
// compliance_accounts_audited_total, compliance_account_audit_errors_total.
class AccountAuditor {
 public:
  // All must outlive the auditor.
  AccountAuditor(postgres::Pool& pool, metrics::Registry& metrics, AccountAuditorOptions options);
  ~AccountAuditor();  // stops

  void Start();

  // Ends after the look under way and joins.
  void Stop();

  // Looks once, as the thread does; the accounts that differ. For tests; not while it runs.
  absl::StatusOr<std::vector<std::int64_t>> Look();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace paritrana::compliance
