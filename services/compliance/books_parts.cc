// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books_parts.h"

#include <utility>

namespace paritrana::compliance {
namespace {

// What is stated of employers rests on what the other steps found.
std::vector<CloseStep*> WithLast(std::vector<CloseStep*> steps, CloseStep* last) {
  steps.push_back(last);
  return steps;
}

}  // namespace

BooksParts::BooksParts(BooksNeeds needs)
    : ledger(needs.calls),
      background_ledger(needs.background),
      assessments(needs.background, needs.shards, needs.committed),
      queue_assessments(assessments),
      queries(needs.calls),
      calendar(needs.calls),
      calls(ledger, needs.rules, needs.clock, {}),
      blocks(background_ledger, needs.rules, needs.clock,
             WithLast(std::move(needs.steps), &queue_assessments)),
      closer(needs.background, blocks, needs.metrics),
      service(calls, queries, needs.clock, [this] { closer.Wake(); }) {}

AccountWork::AccountWork(BooksNeeds needs, AccountRefresher& refresher, PayerTurns& turns,
                         PostgresAssessmentLedger& assessments)
    : facts(needs.background, needs.shards, needs.committed),
      dues(needs.background),
      flags(needs.background),
      assess(assessments, dues, flags, needs.rules, needs.clock),
      work(refresher, facts, assess, turns, needs.rules, needs.clock),
      worker(work, needs.metrics) {}

}  // namespace paritrana::compliance
