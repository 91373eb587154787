// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/books/books_ledger.h"

namespace paritrana::compliance {

// The use cases of a month's books: asking for their close, and closing them block by block.
//
// A close goes over all employers in order of their ids, some hundred a transaction, so its memory
// does not grow with the nation, and it goes on after the last block that is done, in whatever
// process. One thread at a time may take blocks (a lock in the database sees to it: BooksCloser);
// Start and Get are thread-safe.
class CloseBooksHandler {
 public:
  // All must outlive the handler. Steps run in the order given.
  CloseBooksHandler(BooksLedger& ledger, const contribution::RuleBook& rules, const Clock& clock,
                    std::vector<CloseStep*> steps);

  // Asks for the close; whoever takes blocks then does it. BOOKS_TOO_EARLY, BOOKS_ORDER,
  // RULE_UNKNOWN.
  absl::StatusOr<Books> Start(Month month, const std::string& requested_by, absl::Time deadline);

  // Books that nobody asked to close are open. RULE_UNKNOWN.
  absl::StatusOr<Books> Get(Month month, absl::Time deadline);

  // What one call of TakeBlock did.
  struct Taken {
    bool idle = false;  // no books are being closed
    BooksTotals totals;
    bool closed = false;  // these were the last employers
  };
  // Closes the next block of the books that are being closed, or finishes them. A failure is noted
  // in the books, and has no other effect.
  absl::StatusOr<Taken> TakeBlock(absl::Time deadline);

 private:
  absl::StatusOr<Taken> Take(const Books& books, absl::Time deadline);
  absl::StatusOr<BooksTotals> Close(const CloseBlock& block, absl::Time deadline);

  BooksLedger& ledger_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
  const std::vector<CloseStep*> steps_;
  std::optional<Month> resumed_;  // by this process
};

}  // namespace paritrana::compliance
