// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/files/cell.h"
#include "libs/base/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "paritrana/compliance/v1/periods.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::Period;

constexpr char kExamples[] = R"(Examples:
  paritrana periods close --payer A1234567-000 --period 2024-12
  paritrana periods reopen --payer A1234567-000 --period 2024-12)";

struct Arguments {
  std::string payer;
  std::string period;
};

template <typename Request>
absl::StatusOr<Request> MakeRequest(const Arguments& arguments) {
  const absl::StatusOr<Month> period = ParseMonth(arguments.period);
  if (!period.ok()) return MakeError("PERIOD_INVALID", "--period", arguments.period);
  Request request;
  request.set_idempotency_key(MakeUuidV7(Clock::Real().Now(), Random::Real()));
  request.set_payer(arguments.payer);
  request.set_period(period->ToString());
  return request;
}

void Show(const Session& session, const Period& period) {
  const bool open = period.state() == compliance::v1::PERIOD_STATE_OPEN;
  const Table table{{{"payer"}, {"period"}, {"state"}, {"version", true}},
                    {{period.payer(), period.period(), open ? "open" : "closed",
                      absl::StrCat(period.version())}}};
  session.Print(table, period);
}

absl::StatusOr<int> Close(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const auto request,
                             MakeRequest<compliance::v1::ClosePeriodRequest>(arguments));
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
  PARITRANA_ASSIGN_OR_RETURN(const auto request,
                             MakeRequest<compliance::v1::ReopenPeriodRequest>(arguments));
  const auto stub = compliance::v1::PeriodService::NewStub(session.Compliance());
  compliance::v1::ReopenPeriodResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ReopenPeriod(context, request, &response);
  }));
  Show(session, response.period());
  return 0;
}

using Action = absl::StatusOr<int> (*)(const Session&, const Arguments&);

void Add(CLI::App* command, Session& session, Action action) {
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--payer", arguments->payer, "Payer, \"npp-division\"")->required();
  command->add_option("--period", arguments->period, "Month, 2024-12")->required();
  command->footer(kExamples);
  command->callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
}

}  // namespace

void AddPeriodsClose(CLI::App& periods, Session& session) {
  Add(periods.add_subcommand("close", "Close a payer's month to further submissions"), session,
      Close);
}

void AddPeriodsReopen(CLI::App& periods, Session& session) {
  Add(periods.add_subcommand("reopen", "Open a closed month again"), session, Reopen);
}

}  // namespace paritrana::cli
