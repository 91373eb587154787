// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/books_service.h"

#include <string>
#include <utility>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/caller.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/adapters/grpc/translate.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

absl::StatusOr<Month> ReadMonth(const std::string& text, std::string_view field) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  return month.ok() ? *month : absl::StatusOr<Month>(MakeError("PERIOD_INVALID", field));
}

absl::StatusOr<absl::CivilDay> ReadDay(const std::string& text, absl::CivilDay today) {
  if (text.empty()) return today;
  const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
  return day.ok() ? *day : absl::StatusOr<absl::CivilDay>(MakeError("DATE_INVALID", "as_of"));
}

absl::StatusOr<RegionCode> ReadRegion(const std::string& text) {
  if (text.empty()) return RegionCode();
  const absl::StatusOr<RegionCode> region = RegionCode::Parse(text);
  return region.ok() ? *region : absl::StatusOr<RegionCode>(MakeError("REGION_INVALID", "region"));
}

v1::Books ToProto(const Books& books, absl::Time now) {
  v1::Books proto;
  proto.set_month(books.month.ToString());
  proto.set_state(static_cast<v1::BooksState>(books.state));
  proto.set_as_of(FormatDate(books.as_of));
  proto.set_employers_done(books.totals.employers);
  proto.set_employers_total(books.employers_total);
  proto.set_obligations(books.totals.obligations);
  proto.set_obligations_rupiah(books.totals.rupiah.value());
  proto.set_lines(books.totals.lines);
  proto.set_missing_declarations(books.totals.missing);
  proto.set_mismatches(books.totals.mismatches);
  const ClosePace pace = PaceOf(books, now);
  proto.set_employers_per_second(pace.employers_per_second);
  proto.set_remaining_seconds(pace.remaining_seconds);
  proto.set_requested_by(books.requested_by);
  proto.set_problem(books.problem);
  if (books.state != BooksState::kOpen) {
    *proto.mutable_requested_at() = ToTimestamp(books.requested_at);
  }
  if (books.closed_at) *proto.mutable_closed_at() = ToTimestamp(*books.closed_at);
  return proto;
}

v1::MissingDeclaration ToProto(const MissingDeclaration& missing) {
  v1::MissingDeclaration proto;
  proto.set_employer_ref(missing.employer_ref);
  proto.set_registration_region(missing.registration_region.ToString());
  proto.set_missed_on(FormatDate(missing.missed_on));
  if (missing.declared_on) proto.set_declared_on(FormatDate(*missing.declared_on));
  return proto;
}

v1::BooksMismatch ToProto(const BooksMismatch& mismatch) {
  v1::BooksMismatch proto;
  proto.set_payer(mismatch.payer);
  proto.set_segment(static_cast<common::v1::Segment>(mismatch.segment));
  proto.set_accrued_rupiah(mismatch.accrued.value());
  proto.set_counted_rupiah(mismatch.counted.value());
  proto.set_accrued_months(mismatch.accrued_months);
  proto.set_counted_months(mismatch.counted_months);
  return proto;
}

template <typename Response>
absl::StatusOr<Response> Shown(const absl::StatusOr<Books>& books, absl::Time now) {
  PARITRANA_RETURN_IF_ERROR(books.status());
  Response response;
  *response.mutable_books() = ToProto(*books, now);
  return response;
}

}  // namespace

grpc::Status BooksServiceAdapter::CloseBooks(grpc::ServerContext* context,
                                             const v1::CloseBooksRequest* request,
                                             v1::CloseBooksResponse* response) {
  const auto month = ReadMonth(request->month(), "month");
  if (!month.ok()) return rpc::ToGrpc(month.status());
  const auto books = handler_.Start(*month, rpc::CallerOf(*context).subject, DeadlineOf(*context));
  if (books.ok()) begun_();
  return Answer(Shown<v1::CloseBooksResponse>(books, clock_.Now()), response);
}

grpc::Status BooksServiceAdapter::GetBooks(grpc::ServerContext* context,
                                           const v1::GetBooksRequest* request,
                                           v1::GetBooksResponse* response) {
  const auto month = ReadMonth(request->month(), "month");
  if (!month.ok()) return rpc::ToGrpc(month.status());
  const auto books = handler_.Get(*month, DeadlineOf(*context));
  return Answer(Shown<v1::GetBooksResponse>(books, clock_.Now()), response);
}

absl::StatusOr<v1::ListMissingDeclarationsResponse> BooksServiceAdapter::ListMissing(
    const v1::ListMissingDeclarationsRequest& request, absl::Time deadline) {
  MissingWanted wanted;
  PARITRANA_ASSIGN_OR_RETURN(wanted.period, ReadMonth(request.period(), "period"));
  PARITRANA_ASSIGN_OR_RETURN(wanted.region, ReadRegion(request.region()));
  PARITRANA_ASSIGN_OR_RETURN(wanted.as_of, ReadDay(request.as_of(), DayInWib(clock_.Now())));
  PARITRANA_ASSIGN_OR_RETURN(wanted.rows_max, ReadPageSize(request.page_size()));
  PARITRANA_ASSIGN_OR_RETURN(wanted.after, ReadToken(request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const MissingPage page, queries_.ListMissing(wanted, deadline));
  v1::ListMissingDeclarationsResponse response;
  for (const MissingDeclaration& missing : page.employers) {
    *response.add_employers() = ToProto(missing);
  }
  if (page.next) response.set_next_page_token(ToPageToken(*page.next));
  response.set_as_of(FormatDate(wanted.as_of));
  return response;
}

absl::StatusOr<v1::ListBooksMismatchesResponse> BooksServiceAdapter::ListMismatches(
    const v1::ListBooksMismatchesRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const Month month, ReadMonth(request.month(), "month"));
  PARITRANA_ASSIGN_OR_RETURN(const int rows_max, ReadPageSize(request.page_size()));
  PARITRANA_ASSIGN_OR_RETURN(const auto after, ReadToken(request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const MismatchPage page,
                             queries_.ListMismatches(month, rows_max, after, deadline));
  v1::ListBooksMismatchesResponse response;
  for (const BooksMismatch& mismatch : page.mismatches) {
    *response.add_mismatches() = ToProto(mismatch);
  }
  if (page.next) response.set_next_page_token(ToPageToken(*page.next));
  return response;
}

grpc::Status BooksServiceAdapter::ListBooksMismatches(grpc::ServerContext* context,
                                                      const v1::ListBooksMismatchesRequest* request,
                                                      v1::ListBooksMismatchesResponse* response) {
  return Answer(ListMismatches(*request, DeadlineOf(*context)), response);
}

grpc::Status BooksServiceAdapter::ListMissingDeclarations(
    grpc::ServerContext* context, const v1::ListMissingDeclarationsRequest* request,
    v1::ListMissingDeclarationsResponse* response) {
  return Answer(ListMissing(*request, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
