// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/books/close_books.h"

namespace paritrana::compliance {

// The thread that closes books, block by block (CloseBooksHandler::TakeBlock). Of several processes
// one closes at a time: it holds an advisory lock in a session of its own, and another one takes
// over where it stopped when that session ends.
//
// Metrics: compliance_books_employers_total, compliance_books_mismatches_total (each is an alarm:
// accruals and lines must agree), compliance_books_errors_total. Start once, Stop once.
class BooksCloser {
 public:
  // All must outlive the closer. `block_done` is called after each block.
  BooksCloser(
      postgres::Pool& pool, CloseBooksHandler& handler, metrics::Registry& metrics,
      std::function<void()> block_done = [] {});
  ~BooksCloser();  // stops

  void Start();
  void Stop();
  // Looks at once, after a close was asked for.
  void Wake();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace paritrana::compliance
