// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/dues_service.h"

#include <algorithm>
#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/dues_messages.h"
#include "services/compliance/adapters/grpc/paging.h"

namespace paritrana::compliance {
namespace {

// A period is about two kilobytes in JSON; so many stay far below the largest message, and five
// years in two segments fit into one page.
constexpr int kPeriodsDefault = 120;
constexpr int kPeriodsMax = 240;

absl::StatusOr<std::optional<absl::CivilDay>> ReadDay(const std::string& text,
                                                      std::string_view field) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
  if (!day.ok()) return MakeError("DATE_INVALID", field);
  return *day;
}

template <typename Request>
absl::StatusOr<DuesAsked> ReadAsked(const Request& request) {
  DuesAsked asked;
  PARITRANA_ASSIGN_OR_RETURN(asked.day, ReadDay(request.as_of(), "as_of"));
  PARITRANA_ASSIGN_OR_RETURN(asked.known_on, ReadDay(request.known_on(), "known_on"));
  return asked;
}

template <typename Response>
Response AnswerFor(const std::string& payer, const Account& account) {
  Response response;
  response.set_payer(payer);
  response.set_as_of(FormatDate(account.as_of.day));
  if (account.as_of.known_on) response.set_known_on(FormatDate(*account.as_of.known_on));
  return response;
}

absl::StatusOr<std::size_t> ReadPageSize(std::int32_t size) {
  if (size < 0 || size > kPeriodsMax) return MakeError("PAGE_SIZE_INVALID", "page_size");
  return static_cast<std::size_t>(size == 0 ? kPeriodsDefault : size);
}

// Pages go from one due date to the next; the cursor names the last period shown, which keeps its
// place while others are added.
absl::StatusOr<std::size_t> FirstOf(const Account& account, const std::string& token) {
  PARITRANA_ASSIGN_OR_RETURN(const auto cursor, ReadToken(token));
  if (!cursor) return 0;
  const auto last =
      std::find_if(account.periods.begin(), account.periods.end(), [&](const PeriodDues& dues) {
        return dues.period.number() == cursor->major &&
               static_cast<std::int64_t>(dues.segment) == cursor->minor;
      });
  if (last == account.periods.end()) return MakeError("PAGE_TOKEN_INVALID", "page_token");
  return static_cast<std::size_t>(last - account.periods.begin()) + 1;
}

absl::Status AddPage(const Account& account, const v1::GetDuesRequest& request,
                     v1::GetDuesResponse& response) {
  PARITRANA_ASSIGN_OR_RETURN(const std::size_t size, ReadPageSize(request.page_size()));
  PARITRANA_ASSIGN_OR_RETURN(const std::size_t first, FirstOf(account, request.page_token()));
  const std::size_t end = std::min(first + size, account.periods.size());
  for (std::size_t i = first; i < end; ++i) *response.add_periods() = ToProto(account.periods[i]);
  if (end == account.periods.size()) return absl::OkStatus();
  const PeriodDues& last = account.periods[end - 1];
  response.set_next_page_token(
      ToPageToken({last.period.number(), static_cast<std::int64_t>(last.segment)}));
  return absl::OkStatus();
}

absl::StatusOr<v1::GetDuesResponse> Get(const v1::GetDuesRequest& request, ShowDuesHandler& handler,
                                        RequestReader& reader, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const DuesAsked asked, ReadAsked(request));
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId payer, reader.ReadPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const DuesAnswer answer, handler.Show(payer, asked, deadline));
  const Account& account = answer.account;
  auto response = AnswerFor<v1::GetDuesResponse>(request.payer(), account);
  response.set_projected(account.as_of.day > answer.today);
  *response.mutable_totals() = ToProto(account.totals);
  for (const Demand& demand : DemandsOf(account)) {
    if (response.to_pay_size() == kPeriodsDefault) break;
    *response.add_to_pay() = ToProto(demand);
  }
  AddAdvances(answer, kPeriodsDefault, response);
  PARITRANA_RETURN_IF_ERROR(AddPage(account, request, response));
  return response;
}

absl::StatusOr<v1::GetPeriodDuesResponse> Get(const v1::GetPeriodDuesRequest& request,
                                              ShowDuesHandler& handler, RequestReader& reader,
                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const DuesAsked asked, ReadAsked(request));
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod wanted,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PeriodDuesAnswer answer,
                             handler.ShowPeriod(wanted.payer, wanted.period, asked, deadline));
  const Account& account = answer.dues.account;
  auto response = AnswerFor<v1::GetPeriodDuesResponse>(request.payer(), account);
  const absl::CivilDay day = account.as_of.day;
  const auto* rule = handler.book().AllocationFor({static_cast<int>(day.year()), day.month()});
  for (const PeriodDues& dues : account.periods) {
    if (dues.period == wanted.period) *response.add_segments() = ToDetail(answer, dues, rule);
  }
  return response;
}

}  // namespace

grpc::Status DuesServiceAdapter::GetDues(grpc::ServerContext* context,
                                         const v1::GetDuesRequest* request,
                                         v1::GetDuesResponse* response) {
  return Answer(Get(*request, handler_, reader_, DeadlineOf(*context)), response);
}

grpc::Status DuesServiceAdapter::GetPeriodDues(grpc::ServerContext* context,
                                               const v1::GetPeriodDuesRequest* request,
                                               v1::GetPeriodDuesResponse* response) {
  return Answer(Get(*request, handler_, reader_, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
