// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/dues/account.h"

namespace paritrana::compliance {

// What a payer was up to the day before another kind, size or relief became known.
struct EarlierTerms {
  absl::CivilDay changed_on;
  PayerTerms terms;
};

// All that an account is computed from, read at one moment.
struct AccountRecord {
  PayerTerms terms;                   // as known now
  std::vector<EarlierTerms> earlier;  // in order of day
  AccountHistory history;
  absl::flat_hash_map<PaymentNo, std::string> references;  // the payer's, of all payments

  // As known on a day.
  const PayerTerms& TermsOn(absl::CivilDay day) const;
};

// A change of what stands declared for one covered month of a period.
struct CoveredCharge {
  Month covered;
  Charge charge;
};

// Reads what payers declared and paid; changes nothing. Thread-safe.
class DuesQueries {
 public:
  virtual ~DuesQueries() = default;

  // PAYER_UNKNOWN.
  virtual absl::StatusOr<AccountRecord> ReadAccount(EmployerId payer, absl::Time deadline) = 0;

  // The same, with the covered months of one period, in order of month.
  struct PeriodRecord {
    AccountRecord account;
    std::vector<CoveredCharge> covered;
  };
  virtual absl::StatusOr<PeriodRecord> ReadPeriod(EmployerId payer, Month period,
                                                  absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
