// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "paritrana/compliance/v1/periods.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::Period;

constexpr char kExamples[] = R"(Examples:
  paritrana periods show --payer A1234567-000 --period 2024-12
  paritrana periods close --payer A1234567-000 --period 2024-12 --expected-version 7
  paritrana periods reopen --payer A1234567-000 --period 2024-12)";

struct Arguments {
  PayerPeriodOptions of;
  std::uint64_t expected_version = 0;
  bool with_waiting = false;
};

// A key of its own: repeating the command is another wish, repeating its call is not.
std::string NewKey() { return MakeUuidV7(Clock::Real().Now(), Random::Real()); }

std::string StateName(const Session& session, const Period& period) {
  return period.state() == compliance::v1::PERIOD_STATE_OPEN ? Words(session, "terbuka", "open")
                                                             : Words(session, "tertutup", "closed");
}

void Show(const Session& session, const Period& period) {
  const auto word = [&](const char* id, const char* en) { return Words(session, id, en); };
  const Table table{
      {{word("pembayar", "payer")},
       {word("periode", "period")},
       {word("status", "state")},
       {word("versi", "version"), true},
       {word("menunggu", "waiting"), true},
       {word("nihil", "nil return")}},
      {{period.payer(), period.period(), StateName(session, period), absl::StrCat(period.version()),
        Number(session, static_cast<std::int64_t>(period.waiting())),
        period.nil_return() ? word("ya", "yes") : word("tidak", "no")}}};
  session.Print(table, period);
}

absl::StatusOr<int> Get(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const auto request,
                             arguments.of.MakeRequest<compliance::v1::GetPeriodRequest>());
  const auto stub = compliance::v1::PeriodService::NewStub(session.Compliance());
  compliance::v1::GetPeriodResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetPeriod(context, request, &response);
  }));
  Show(session, response.period());
  return 0;
}

absl::StatusOr<int> Close(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(auto request,
                             arguments.of.MakeRequest<compliance::v1::ClosePeriodRequest>());
  request.set_idempotency_key(NewKey());
  request.set_expected_version(arguments.expected_version);
  request.set_close_with_waiting(arguments.with_waiting);
  const auto stub = compliance::v1::PeriodService::NewStub(session.Compliance());
  compliance::v1::ClosePeriodResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ClosePeriod(context, request, &response);
  }));
  Show(session, response.period());
  return 0;
}

absl::StatusOr<int> Reopen(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(auto request,
                             arguments.of.MakeRequest<compliance::v1::ReopenPeriodRequest>());
  request.set_idempotency_key(NewKey());
  const auto stub = compliance::v1::PeriodService::NewStub(session.Compliance());
  compliance::v1::ReopenPeriodResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ReopenPeriod(context, request, &response);
  }));
  Show(session, response.period());
  return 0;
}

}  // namespace

void AddPeriodsShow(CLI::App& periods, Session& session) {
  AddPayerPeriodCommand(*periods.add_subcommand("show", "Show how a payer's month stands"), session,
                        kExamples, Get);
}

void AddPeriodsClose(CLI::App& periods, Session& session) {
  CLI::App* command = periods.add_subcommand("close", "Close a payer's month to submissions");
  const auto arguments = AddPayerPeriodCommand(*command, session, kExamples, Close);
  command->add_option("--expected-version", arguments->expected_version,
                      "Close only if the month is at this version");
  command->add_flag("--with-waiting", arguments->with_waiting, "Close although lines wait");
}

void AddPeriodsReopen(CLI::App& periods, Session& session) {
  AddPayerPeriodCommand(*periods.add_subcommand("reopen", "Open a closed month again"), session,
                        kExamples, Reopen);
}

}  // namespace paritrana::cli
