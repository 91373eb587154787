// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/sponsorship/sponsor_ledger.h"

namespace paritrana::compliance {

// Keeps programmes in tables sponsor_programme, sponsor_programme_terms, sponsor_enrolment and
// sponsor_programme_month. A transaction holds a lock of its own for the sponsor, not the payer's:
// postings neither wait for it nor hold it up. Thread-safe.
class PostgresSponsorLedger : public SponsorLedger {
 public:
  // The pool must outlive the ledger.
  explicit PostgresSponsorLedger(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::unique_ptr<SponsorTransaction>> Begin(EmployerId sponsor,
                                                            absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
