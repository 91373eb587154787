// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books_parts.h"

#include <utility>

namespace paritrana::compliance {

BooksParts::BooksParts(BooksNeeds needs)
    : ledger(needs.calls),
      background_ledger(needs.background),
      queries(needs.calls),
      calendar(needs.calls),
      calls(ledger, needs.rules, needs.clock, {}),
      blocks(background_ledger, needs.rules, needs.clock, std::move(needs.steps)),
      closer(needs.background, blocks, needs.metrics),
      service(calls, queries, needs.clock, [this] { closer.Wake(); }) {}

}  // namespace paritrana::compliance
