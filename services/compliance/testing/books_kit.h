// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/contribution/rule_book.h"
#include "services/compliance/adapters/grpc/books_service.h"
#include "services/compliance/adapters/postgres/books/account_facts.h"
#include "services/compliance/adapters/postgres/books/assessment_ledger.h"
#include "services/compliance/adapters/postgres/books/books_ledger.h"
#include "services/compliance/adapters/postgres/books/books_queries.h"
#include "services/compliance/adapters/postgres/dues/dues_queries.h"
#include "services/compliance/adapters/postgres/enforcement/employer_flags.h"
#include "services/compliance/application/books/close_books.h"
#include "services/compliance/application/books/work_accounts.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// Takes accruals into accounts without a replay: payments are what a test says was allocated.
class PlainRefresher : public AccountRefresher {
 public:
  explicit PlainRefresher(TestService& service) : service_(service) {}

  absl::StatusOr<RefreshedAccount> Refresh(EmployerId payer, absl::Time now,
                                           absl::Time deadline) override;

  // Allocates rupiah to a programme ("jkk") of the test payer's PU period, or takes them back if
  // negative, as a version of the account.
  void Allocate(Month period, const std::string& programme, std::int64_t rupiah);

 private:
  TestService& service_;
};

// Books and the account worker on top of a test's service, taken step by step.
class BooksKit {
 public:
  // Without a refresher of its own the kit has a plain one.
  explicit BooksKit(TestService& service, std::vector<CloseStep*> steps = {},
                    AccountRefresher* refresher = nullptr);

  BooksServiceAdapter& calls() { return calls_; }
  CloseBooksHandler& closer() { return closer_; }
  PlainRefresher& accounts() { return accounts_; }
  PostgresAccountFacts& facts() { return facts_; }
  AssessmentLedger& assessments() { return assessments_; }
  BooksCalendar& calendar() { return calendar_; }

  // "OK" or the reason of the refusal.
  std::string AskToClose(const std::string& month);
  v1::Books Books(const std::string& month);
  // "ref region missed_on declared_on" of each; one call, without paging.
  std::vector<std::string> Missing(const std::string& period, const std::string& region = "",
                                   const std::string& as_of = "");
  // Closes blocks until there is nothing left to close.
  void CloseAll();
  // Lets the account worker take steps until there is nothing left to do.
  void Work();

 private:
  contribution::RuleBook rules_;
  TestService& service_;
  PostgresBooksLedger ledger_;
  PostgresBooksQueries queries_;
  PostgresBooksCalendar calendar_;
  CloseBooksHandler closer_;
  BooksServiceAdapter calls_;
  PlainRefresher accounts_;
  PostgresAccountFacts facts_;
  PostgresDuesQueries dues_;
  PostgresEmployerFlags flags_;
  PostgresAssessmentLedger assessments_;
  AssessEmployersHandler assess_;
  PayerTurns turns_;
  WorkAccountsHandler work_;
};

}  // namespace paritrana::compliance::testing
