// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/payment_parts.h"

namespace paritrana::compliance {

PaymentParts::PaymentParts(const Needs& needs)
    : queries_(needs.pool),
      steps_(needs.ledger, GatheringStepsOptions{}),
      post_(steps_, queries_, needs.books, needs.rules, needs.clock),
      reverse_(steps_, queries_, needs.books, needs.rules, needs.clock),
      refresher_(steps_, needs.rules),
      service_(post_, reverse_, queries_, needs.reader, needs.clock) {}

}  // namespace paritrana::compliance
