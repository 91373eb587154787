// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/sponsorship_parts.h"

namespace paritrana::compliance {

SponsorshipParts::SponsorshipParts(const Needs& needs)
    : ledger_(needs.pool),
      queries_(needs.pool),
      register_(needs.pool),
      create_(ledger_, needs.rules, needs.clock),
      amend_(ledger_, queries_, needs.rules, needs.clock),
      enrol_(ledger_, needs.vault, needs.rules, needs.clock),
      show_(queries_, needs.rules, needs.clock),
      projects_(register_, needs.rules, needs.clock),
      sponsorship_service_({needs.payers, create_, amend_, enrol_, show_}),
      project_service_(needs.payers, projects_) {}

void SponsorshipParts::AddTo(rpc::Server& server) {
  server.AddService(sponsorship_service_);
  server.AddService(project_service_);
}

}  // namespace paritrana::compliance
