// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/books_kit.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/contribution/rule_files.h"
#include "services/compliance/testing/payer.h"

namespace paritrana::compliance::testing {
namespace {

absl::Time Soon() { return absl::Now() + absl::Seconds(60); }

contribution::RuleBook Rules() {
  auto rules = contribution::ReadRuleBook("data/rules");
  PARITRANA_CHECK(rules.ok());
  return *std::move(rules);
}

}  // namespace

absl::StatusOr<RefreshedAccount> PlainRefresher::Refresh(EmployerId payer, absl::Time, absl::Time) {
  const std::string id = absl::StrCat(static_cast<std::int64_t>(payer.value()));
  service_.Query("UPDATE accrual SET pending = false WHERE employer_id = " + id);
  service_.Query("UPDATE charge SET pending = false WHERE employer_id = " + id);
  return RefreshedAccount{};
}

void PlainRefresher::Allocate(Month period, const std::string& programme, std::int64_t rupiah) {
  const auto version = service_.Count(
      absl::StrCat("INSERT INTO payer_account AS a (employer_id, version, posted, allocated, "
                   "unallocated) VALUES (",
                   kTestPayerId.value(),
                   ", 1, 0, 0, 0) ON CONFLICT (employer_id) DO UPDATE SET version = a.version + 1 "
                   "RETURNING version"));
  std::string amounts;
  for (const char* head : {"jkk", "jkm", "jht", "jp", "jkp", "fine"}) {
    absl::StrAppend(&amounts, ", ", programme == head ? rupiah : 0);
  }
  service_.Query(absl::StrCat("INSERT INTO allocation VALUES (", kTestPayerId.value(), ", ",
                              version, ", 1, ", period.number(), ", 1", amounts, ")"));
}

BooksKit::BooksKit(TestService& service, std::vector<CloseStep*> steps, AccountRefresher* refresher)
    : rules_(Rules()),
      service_(service),
      ledger_(service.pool()),
      queries_(service.pool()),
      calendar_(service.pool()),
      closer_(ledger_, rules_, service.clock(), std::move(steps)),
      calls_(closer_, queries_, service.clock(), [] {}),
      accounts_(service),
      facts_(service.pool(), kTestShards),
      dues_(service.pool()),
      flags_(service.pool()),
      assessments_(service.pool(), kTestShards),
      assess_(assessments_, dues_, flags_, rules_, service.clock()),
      work_(refresher != nullptr ? *refresher : accounts_, facts_, assess_, turns_, rules_,
            service.clock()) {}

std::string BooksKit::AskToClose(const std::string& month) {
  v1::CloseBooksRequest request;
  request.set_month(month);
  v1::CloseBooksResponse response;
  grpc::ServerContext context;
  return ReasonOfCall(calls_.CloseBooks(&context, &request, &response));
}

v1::Books BooksKit::Books(const std::string& month) {
  v1::GetBooksRequest request;
  request.set_month(month);
  v1::GetBooksResponse response;
  grpc::ServerContext context;
  PARITRANA_CHECK(calls_.GetBooks(&context, &request, &response).ok());
  return response.books();
}

std::vector<std::string> BooksKit::Missing(const std::string& period, const std::string& region,
                                           const std::string& as_of) {
  v1::ListMissingDeclarationsRequest request;
  request.set_period(period);
  request.set_region(region);
  request.set_as_of(as_of);
  v1::ListMissingDeclarationsResponse response;
  grpc::ServerContext context;
  PARITRANA_CHECK(calls_.ListMissingDeclarations(&context, &request, &response).ok());
  std::vector<std::string> missing;
  for (const v1::MissingDeclaration& employer : response.employers()) {
    missing.push_back(absl::StrCat(employer.employer_ref(), " ", employer.registration_region(),
                                   " ", employer.missed_on(), " ", employer.declared_on()));
  }
  return missing;
}

void BooksKit::CloseAll() {
  for (bool idle = false; !idle;) {
    const auto taken = closer_.TakeBlock(Soon());
    PARITRANA_CHECK(taken.ok());
    idle = taken->idle;
  }
}

void BooksKit::Work() {
  for (bool idle = false; !idle;) {
    const auto step = work_.Take(Soon());
    PARITRANA_CHECK(step.ok());
    idle = step->idle;
  }
}

}  // namespace paritrana::compliance::testing
