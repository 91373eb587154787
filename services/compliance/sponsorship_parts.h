// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "libs/identity/identity.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/grpc/sponsorship/project_service.h"
#include "services/compliance/adapters/grpc/sponsorship/sponsorship_service.h"
#include "services/compliance/adapters/postgres/sponsorship/project_register.h"
#include "services/compliance/adapters/postgres/sponsorship/sponsor_ledger.h"
#include "services/compliance/adapters/postgres/sponsorship/sponsor_queries.h"

namespace paritrana::compliance {

// Sponsors of vulnerable workers and construction projects, wired: what the app and tests make.
class SponsorshipParts {
 public:
  // What the area takes from the rest of the service. All must outlive the parts.
  struct Needs {
    postgres::Pool& pool;
    const identity::Vault& vault;
    const contribution::RuleBook& rules;
    SubmissionQueries& payers;
    const Clock& clock;
  };
  explicit SponsorshipParts(const Needs& needs);

  // Before the server starts.
  void AddTo(rpc::Server& server);

 private:
  PostgresSponsorLedger ledger_;
  PostgresSponsorQueries queries_;
  PostgresProjectRegister register_;
  CreateProgrammeHandler create_;
  AmendProgrammeHandler amend_;
  EnrolWorkersHandler enrol_;
  ShowSponsorships show_;
  ProjectsHandler projects_;
  SponsorshipServiceAdapter sponsorship_service_;
  ProjectServiceAdapter project_service_;
};

}  // namespace paritrana::compliance
