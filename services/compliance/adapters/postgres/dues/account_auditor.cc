// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/account_auditor.h"

#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"
#include "services/compliance/adapters/postgres/read_period.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

constexpr absl::Duration kLookMost = absl::Seconds(30);

// Transactions before this one have all ended.
constexpr std::string_view kHorizon = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

// $1 first transaction, $2 the one to stop before, $3 rows.
constexpr std::string_view kChanged = R"sql(
SELECT employer_id, changed_in::text FROM account_version
 WHERE changed_in >= $1::text::xid8 AND changed_in < $2::text::xid8
 ORDER BY changed_in LIMIT $3
)sql";

// $1 after which payer, $2 rows.
constexpr std::string_view kOthers =
    "SELECT employer_id FROM payer_account WHERE employer_id > $1 ORDER BY employer_id LIMIT $2";

// $1 payers. Those whose totals are not what payments and journal say, or of whom a payment pays
// more than it is.
constexpr std::string_view kDiffer = R"sql(
SELECT a.employer_id
  FROM payer_account a
 CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.amount) FILTER (WHERE p.reversed_on IS NULL), 0) AS posted,
           coalesce(sum(j.paid), 0) AS allocated,
           coalesce(bool_or(j.paid < 0 OR j.paid > CASE WHEN p.reversed_on IS NULL THEN p.amount
                                                        ELSE 0 END), false) AS overspent
      FROM payment p
      LEFT JOIN (SELECT payment_no, sum(jkk + jkm + jht + jp + jkp + fine) AS paid
                   FROM allocation WHERE employer_id = a.employer_id GROUP BY payment_no) j
           USING (payment_no)
     WHERE p.employer_id = a.employer_id) said
 WHERE a.employer_id = ANY($1::bigint[])
   AND (a.posted <> said.posted OR a.allocated <> said.allocated OR said.overspent
        OR a.posted <> a.allocated + a.unallocated)
)sql";

}  // namespace

class AccountAuditor::Worker {
 public:
  Worker(postgres::Pool& pool, metrics::Registry& metrics, AccountAuditorOptions options)
      : pool_(pool),
        options_(options),
        mismatches_(metrics.GetCounter("compliance_account_mismatch_total",
                                       "Accounts found that differ from payments or journal.")),
        audited_(metrics.GetCounter("compliance_accounts_audited_total",
                                    "Accounts held against payments and journal.")),
        errors_(metrics.GetCounter("compliance_account_audit_errors_total",
                                   "Looks at accounts that failed.")) {}

  void Start() {
    thread_ = std::thread([this] { Run(); });
  }
  void Stop() {
    if (!stopping_.HasBeenNotified()) stopping_.Notify();
    if (thread_.joinable()) thread_.join();
  }

  absl::StatusOr<std::vector<std::int64_t>> Look() {
    PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(absl::Now() + kLookMost));
    PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
    PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
    PARITRANA_ASSIGN_OR_RETURN(const std::vector<std::int64_t> payers, Choose(*lease));
    PARITRANA_ASSIGN_OR_RETURN(std::vector<std::int64_t> differ, FindDiffering(*lease, payers));
    PARITRANA_RETURN_IF_ERROR(transaction.Commit());
    audited_.Add(static_cast<double>(payers.size()));
    for (const std::int64_t payer : differ) {
      mismatches_.Add();
      logging::Error("an account differs from its payments or its journal",
                     {{"employer_id", absl::StrCat(static_cast<std::uint64_t>(payer))}});
    }
    mark_ = next_mark_;
    return differ;
  }

 private:
  void Run() {
    while (!stopping_.WaitForNotificationWithTimeout(options_.interval)) {
      const auto looked = Look();
      if (looked.ok()) continue;
      errors_.Add();
      logging::Warning("a look at accounts failed",
                       {{"why", std::string(looked.status().message())}});
    }
  }

  absl::StatusOr<std::vector<std::int64_t>> Choose(Connection& connection) {
    PARITRANA_ASSIGN_OR_RETURN(const Result horizon, connection.Execute(kHorizon));
    next_mark_ = std::string(horizon.Text(0, 0));
    std::vector<std::int64_t> payers;
    if (!mark_.empty()) PARITRANA_RETURN_IF_ERROR(AddChanged(connection, payers));
    PARITRANA_RETURN_IF_ERROR(AddOthers(connection, payers));
    return payers;
  }

  // A look that is full goes on with the transaction it ended in: what it sees twice is looked at
  // twice.
  absl::Status AddChanged(Connection& connection, std::vector<std::int64_t>& payers) {
    const std::vector<Param> params = {Param(mark_), Param(next_mark_),
                                       Param(std::int64_t{options_.changed_max})};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kChanged, params));
    for (int row = 0; row < rows.rows(); ++row) payers.push_back(rows.Int64(row, 0));
    if (rows.rows() == options_.changed_max)
      next_mark_ = std::string(rows.Text(rows.rows() - 1, 1));
    return absl::OkStatus();
  }

  absl::Status AddOthers(Connection& connection, std::vector<std::int64_t>& payers) {
    const std::vector<Param> params = {Param(last_other_),
                                       Param(std::int64_t{options_.others_max})};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kOthers, params));
    for (int row = 0; row < rows.rows(); ++row) payers.push_back(rows.Int64(row, 0));
    const bool end = rows.rows() == 0 || rows.rows() < options_.others_max;
    last_other_ = end ? INT64_MIN : rows.Int64(rows.rows() - 1, 0);
    return absl::OkStatus();
  }

  static absl::StatusOr<std::vector<std::int64_t>> FindDiffering(
      Connection& connection, const std::vector<std::int64_t>& payers) {
    const std::vector<Param> params = {Param::Int64Array(payers)};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kDiffer, params));
    std::vector<std::int64_t> differ;
    for (int row = 0; row < rows.rows(); ++row) differ.push_back(rows.Int64(row, 0));
    return differ;
  }

  postgres::Pool& pool_;
  const AccountAuditorOptions options_;
  metrics::Counter& mismatches_;
  metrics::Counter& audited_;
  metrics::Counter& errors_;
  // Of the thread alone. Empty until the first look.
  std::string mark_;
  std::string next_mark_;
  std::int64_t last_other_ = INT64_MIN;
  absl::Notification stopping_;
  std::thread thread_;
};

AccountAuditor::AccountAuditor(postgres::Pool& pool, metrics::Registry& metrics,
                               AccountAuditorOptions options)
    : worker_(std::make_unique<Worker>(pool, metrics, options)) {}

AccountAuditor::~AccountAuditor() { Stop(); }

void AccountAuditor::Start() { worker_->Start(); }
void AccountAuditor::Stop() { worker_->Stop(); }
absl::StatusOr<std::vector<std::int64_t>> AccountAuditor::Look() { return worker_->Look(); }

}  // namespace paritrana::compliance
