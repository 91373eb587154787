// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/sponsorship/sponsorship_service.h"

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/adapters/grpc/sponsorship/reading.h"
#include "services/compliance/adapters/grpc/sponsorship/sponsorship_translate.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

// Beyond this a list of years is a slip of the pen.
constexpr int kYearsMax = 20;
constexpr int kYearFirst = 1977;
constexpr int kYearLast = 2199;
constexpr int kYearsDefault = 5;

constexpr int kHorizonMonthsDefault = 3;
constexpr int kHorizonMonthsMax = 24;

struct YearRange {
  int first = 0;
  int last = 0;
};

absl::StatusOr<YearRange> ReadYears(const v1::GetSponsorRequest& request, int this_year) {
  YearRange years;
  years.last = request.last_year() == 0 ? this_year : request.last_year();
  years.first = request.first_year() == 0 ? years.last - kYearsDefault + 1 : request.first_year();
  const bool valid = kYearFirst <= years.first && years.first <= years.last &&
                     years.last <= kYearLast && years.last - years.first < kYearsMax;
  return valid ? absl::StatusOr<YearRange>(years) : MakeError("YEAR_RANGE_INVALID", "first_year");
}

absl::StatusOr<int> ReadHorizon(std::int32_t months) {
  if (months == 0) return kHorizonMonthsDefault;
  if (months < 1 || months > kHorizonMonthsMax) {
    return MakeError("HORIZON_INVALID", "horizon_months");
  }
  return months;
}

}  // namespace

absl::StatusOr<ProgrammeKey> SponsorshipServiceAdapter::ReadKey(const std::string& payer,
                                                                const std::string& programme,
                                                                absl::Time deadline) const {
  if (payer.empty()) return MakeError("FIELD_REQUIRED", "payer");
  if (programme.empty()) return MakeError("FIELD_REQUIRED", "programme");
  if (!IsName(programme)) return MakeError("FIELD_MALFORMED", "programme");
  ProgrammeKey key;
  key.programme = programme;
  PARITRANA_ASSIGN_OR_RETURN(key.sponsor, handlers_.payers.FindPayer(payer, deadline));
  return key;
}

absl::StatusOr<v1::CreateProgrammeResponse> SponsorshipServiceAdapter::Create(
    const v1::CreateProgrammeRequest& request, const grpc::ServerContext& context) {
  compliance::CreateProgramme command;
  command.deadline = DeadlineOf(context);
  command.caller = RecordedBy(context);
  PARITRANA_ASSIGN_OR_RETURN(command.attributes, ReadAttributes(request));
  PARITRANA_ASSIGN_OR_RETURN(command.terms, FromProto(request.terms()));
  PARITRANA_ASSIGN_OR_RETURN(command.dated_on, ReadOptionalDate(request.dated_on(), "dated_on"));
  PARITRANA_ASSIGN_OR_RETURN(command.key,
                             ReadKey(request.payer(), request.programme(), command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const SponsorProgramme programme, handlers_.create.Create(command));
  v1::CreateProgrammeResponse response;
  *response.mutable_programme() = ToProto(programme, request.payer());
  return response;
}

absl::StatusOr<v1::AmendProgrammeResponse> SponsorshipServiceAdapter::Amend(
    const v1::AmendProgrammeRequest& request, const grpc::ServerContext& context) {
  compliance::AmendProgramme command;
  command.deadline = DeadlineOf(context);
  command.caller = RecordedBy(context);
  command.idempotency_key = request.idempotency_key();
  command.reason = request.reason();
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  PARITRANA_ASSIGN_OR_RETURN(command.terms, FromProto(request.terms()));
  PARITRANA_ASSIGN_OR_RETURN(command.dated_on, ReadOptionalDate(request.dated_on(), "dated_on"));
  PARITRANA_ASSIGN_OR_RETURN(command.key,
                             ReadKey(request.payer(), request.programme(), command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const AmendedProgramme amended, handlers_.amend.Amend(command));
  v1::AmendProgrammeResponse response;
  *response.mutable_amendment() = ToProto(amended.amendment);
  for (const Finding& warning : amended.warnings) {
    *response.add_warnings() = ToProtoFinding(warning);
  }
  return response;
}

absl::StatusOr<v1::EnrolWorkersResponse> SponsorshipServiceAdapter::Enrol(
    const v1::EnrolWorkersRequest& request, absl::Time deadline) {
  compliance::EnrolWorkers command;
  command.deadline = deadline;
  command.idempotency_key = request.idempotency_key();
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  PARITRANA_ASSIGN_OR_RETURN(command.lines, ReadLines(request));
  PARITRANA_ASSIGN_OR_RETURN(command.key, ReadKey(request.payer(), request.programme(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const EnrolledWorkers answer, handlers_.enrol.Enrol(command));
  return ToProto(answer);
}

absl::StatusOr<v1::GetProgrammeResponse> SponsorshipServiceAdapter::Get(
    const v1::GetProgrammeRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto as_of, ReadOptionalDate(request.as_of(), "as_of"));
  PARITRANA_ASSIGN_OR_RETURN(const auto known_on, ReadOptionalDate(request.known_on(), "known_on"));
  PARITRANA_ASSIGN_OR_RETURN(const ProgrammeKey key,
                             ReadKey(request.payer(), request.programme(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const ProgrammeView view,
                             handlers_.show.ShowProgramme(key, as_of, known_on, deadline));
  return ToProto(view, request.payer());
}

absl::StatusOr<v1::GetSponsorResponse> SponsorshipServiceAdapter::GetYears(
    const v1::GetSponsorRequest& request, absl::Time deadline) {
  const absl::CivilDay today = handlers_.show.Today();
  PARITRANA_ASSIGN_OR_RETURN(const YearRange years,
                             ReadYears(request, static_cast<int>(today.year())));
  PARITRANA_ASSIGN_OR_RETURN(const auto as_of, ReadOptionalDate(request.as_of(), "as_of"));
  if (request.payer().empty()) return MakeError("FIELD_REQUIRED", "payer");
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId sponsor,
                             handlers_.payers.FindPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(
      const auto views,
      handlers_.show.ShowYears(sponsor, years.first, years.last, as_of.value_or(today), deadline));
  v1::GetSponsorResponse response;
  response.set_payer(request.payer());
  for (const SponsorYearView& view : views) *response.add_years() = ToProto(view);
  response.set_as_of(FormatDate(as_of.value_or(today)));
  return response;
}

absl::StatusOr<v1::ListLapsingProgrammesResponse> SponsorshipServiceAdapter::ListLapsing(
    const v1::ListLapsingProgrammesRequest& request, absl::Time deadline) {
  LapsingAsked asked;
  PARITRANA_ASSIGN_OR_RETURN(asked.regions, ReadRegionRange(request.region()));
  PARITRANA_ASSIGN_OR_RETURN(asked.horizon_months, ReadHorizon(request.horizon_months()));
  PARITRANA_ASSIGN_OR_RETURN(asked.as_of, ReadOptionalDate(request.as_of(), "as_of"));
  PARITRANA_ASSIGN_OR_RETURN(const LedgerPageWanted wanted,
                             ReadLedgerPage(request.page_size(), request.page_token()));
  asked.page_size = wanted.size;
  if (wanted.after) asked.after = {wanted.after->major, wanted.after->minor};
  PARITRANA_ASSIGN_OR_RETURN(const LapsingPage page, handlers_.show.ListLapsing(asked, deadline));
  v1::ListLapsingProgrammesResponse response;
  for (const ProgrammeView& view : page.programmes) {
    v1::LapsingProgramme& one = *response.add_programmes();
    *one.mutable_programme() = ToProto(view.programme, view.programme.sponsor_ref);
    *one.mutable_lapse() = ToProto(view.lapse);
    response.set_heads_falling_out(response.heads_falling_out() + view.lapse.falling_out);
  }
  if (page.next) {
    response.set_next_page_token(
        ToPageToken(LedgerCursor{page.next->region, page.next->programme_no}));
  }
  response.set_as_of(FormatDate(page.as_of));
  return response;
}

grpc::Status SponsorshipServiceAdapter::CreateProgramme(grpc::ServerContext* context,
                                                        const v1::CreateProgrammeRequest* request,
                                                        v1::CreateProgrammeResponse* response) {
  return Answer(Create(*request, *context), response);
}

grpc::Status SponsorshipServiceAdapter::AmendProgramme(grpc::ServerContext* context,
                                                       const v1::AmendProgrammeRequest* request,
                                                       v1::AmendProgrammeResponse* response) {
  return Answer(Amend(*request, *context), response);
}

grpc::Status SponsorshipServiceAdapter::EnrolWorkers(grpc::ServerContext* context,
                                                     const v1::EnrolWorkersRequest* request,
                                                     v1::EnrolWorkersResponse* response) {
  return Answer(Enrol(*request, DeadlineOf(*context)), response);
}

grpc::Status SponsorshipServiceAdapter::GetProgramme(grpc::ServerContext* context,
                                                     const v1::GetProgrammeRequest* request,
                                                     v1::GetProgrammeResponse* response) {
  return Answer(Get(*request, DeadlineOf(*context)), response);
}

grpc::Status SponsorshipServiceAdapter::GetSponsor(grpc::ServerContext* context,
                                                   const v1::GetSponsorRequest* request,
                                                   v1::GetSponsorResponse* response) {
  return Answer(GetYears(*request, DeadlineOf(*context)), response);
}

grpc::Status SponsorshipServiceAdapter::ListLapsingProgrammes(
    grpc::ServerContext* context, const v1::ListLapsingProgrammesRequest* request,
    v1::ListLapsingProgrammesResponse* response) {
  return Answer(ListLapsing(*request, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
