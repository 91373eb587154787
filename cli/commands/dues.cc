// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/dues.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::DuesRule;
using compliance::v1::DuesService;
using compliance::v1::GetDuesResponse;
using compliance::v1::GetPeriodDuesResponse;
using compliance::v1::PeriodDues;
using compliance::v1::PeriodDuesDetail;

constexpr char kExamples[] = R"(Examples:
  paritrana --language id dues show A1234567-000
  paritrana dues show A1234567-000 --period 2025-01
  paritrana dues as-of A1234567-000 --date 2025-03-31
  paritrana dues as-of A1234567-000 --date 2025-03-31 --known-on 2025-03-31)";

struct Arguments {
  std::string payer;
  std::string period;  // empty: all
  std::string as_of;   // empty: today
  std::string known_on;
};

template <typename Enum>
std::string ShortName(const std::string& name, Enum) {
  return name.substr(name.find('_') + 1);
}

std::string Name(common::v1::Segment segment) {
  return ShortName(common::v1::Segment_Name(segment), segment);
}
std::string Name(common::v1::Programme programme) {
  return ShortName(common::v1::Programme_Name(programme), programme);
}

std::string TextOf(const Session& session, const DuesRule& rule) {
  return session.indonesian() ? rule.text_id() : rule.text_en();
}

Table TableOf(const Session& session, const GetDuesResponse& dues) {
  const auto number = [&](std::int64_t n) { return Number(session, n); };
  Table table{{{Words(session, "periode", "period")},
               {Words(session, "segmen", "segment")},
               {Words(session, "jatuh tempo", "due")},
               {Words(session, "iuran", "contributions"), true},
               {Words(session, "dibayar", "paid"), true},
               {Words(session, "sisa", "open"), true},
               {Words(session, "bulan terlambat", "months late"), true},
               {Words(session, "denda", "fine"), true},
               {Words(session, "denda dibayar", "fine paid"), true},
               {Words(session, "golongan", "class")}},
              {}};
  for (const PeriodDues& period : dues.periods()) {
    table.rows.push_back({period.period(), Name(period.segment()), period.due_on(),
                          number(period.declared_rupiah()), number(period.paid_rupiah()),
                          number(period.outstanding_rupiah()), number(period.months_late()),
                          number(period.fine().rupiah()), number(period.fine().paid_rupiah()),
                          TextOf(session, period.arrears_class().rule())});
  }
  return table;
}

// A line "iuran 5.000.000, …" of the totals.
std::string TotalsOf(const Session& session, const GetDuesResponse& dues) {
  const auto part = [&](const char* id, const char* en, std::int64_t rupiah) {
    return absl::StrCat(Words(session, id, en), " ", Number(session, rupiah));
  };
  const auto& totals = dues.totals();
  return absl::StrCat(Words(session, "per ", "as of "), dues.as_of(), ": ",
                      part("harus dibayar", "to pay", totals.to_pay_rupiah()), ", ",
                      part("tunggakan", "arrears", totals.arrears_rupiah()), " (",
                      part("bagian pekerja", "workers' share", totals.arrears_employee_rupiah()),
                      "), ", part("denda", "fine", totals.fine_outstanding_rupiah()), ", ",
                      part("uang muka", "advance", totals.unallocated_rupiah()));
}

void SayRest(const Session& session, const GetDuesResponse& dues) {
  session.Say(TotalsOf(session, dues));
  if (dues.projected()) {
    session.Say(Words(session, "tanggal belum tiba: begitulah bila tidak ada lagi yang terjadi",
                      "the day lies ahead: so it will be if nothing else happens"));
  }
  for (const auto& demand : dues.to_pay()) {
    session.Say(session.indonesian() ? demand.text_id() : demand.text_en());
  }
  for (const auto& advance : dues.advances()) {
    if (advance.waits_for_period().empty()) continue;
    session.Say(absl::StrCat(advance.reference(), ": ",
                             Words(session, "menunggu laporan periode ", "waits for period "),
                             advance.waits_for_period()));
  }
}

// All pages in one answer. What belongs to the whole account is that of the first page.
absl::StatusOr<GetDuesResponse> GetAll(const Session& session, const Arguments& arguments) {
  compliance::v1::GetDuesRequest request;
  request.set_payer(arguments.payer);
  request.set_as_of(arguments.as_of);
  request.set_known_on(arguments.known_on);
  const auto stub = DuesService::NewStub(session.Compliance());
  GetDuesResponse all;
  Patience patience;
  for (bool first = true; first || !request.page_token().empty(); first = false) {
    GetDuesResponse page;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->GetDues(context, request, &page);
    }));
    request.set_page_token(page.next_page_token());
    if (first) {
      all = std::move(page);
    } else {
      all.mutable_periods()->MergeFrom(page.periods());
    }
  }
  all.clear_next_page_token();
  return all;
}

Table TableOf(const Session& session, const GetPeriodDuesResponse& period) {
  const auto number = [&](std::int64_t n) { return Number(session, n); };
  Table table{{{Words(session, "segmen", "segment")},
               {"program"},
               {Words(session, "pemberi kerja", "employer"), true},
               {Words(session, "pekerja", "worker"), true},
               {Words(session, "dibayar", "paid"), true},
               {Words(session, "sisa", "open"), true}},
              {}};
  for (const PeriodDuesDetail& detail : period.segments()) {
    const std::string segment = Name(detail.dues().segment());
    for (const auto& owed : detail.dues().programmes()) {
      table.rows.push_back({segment, Name(owed.programme()), number(owed.employer_rupiah()),
                            number(owed.employee_rupiah()),
                            number(owed.employer_paid_rupiah() + owed.employee_paid_rupiah()),
                            number(owed.outstanding_rupiah())});
    }
    const auto& fine = detail.dues().fine();
    table.rows.push_back({segment, Words(session, "denda", "fine"), number(fine.rupiah()),
                          number(0), number(fine.paid_rupiah()),
                          number(fine.outstanding_rupiah())});
  }
  return table;
}

void SayDetail(const Session& session, const PeriodDuesDetail& detail) {
  const PeriodDues& dues = detail.dues();
  session.Say(absl::StrCat(Name(dues.segment()), ": ", TextOf(session, dues.due_rule())));
  for (const auto& month : detail.covered_months()) {
    session.Say(absl::StrCat("  ", Words(session, "bulan iuran ", "covered month "),
                             month.covered_month(), ": ", month.lines(),
                             Words(session, " baris", " lines")));
  }
  for (const auto& use : detail.payments()) {
    const std::string head = use.fine() ? Words(session, "denda", "fine") : Name(use.programme());
    session.Say(absl::StrCat("  ", use.reference(), " (", use.paid_on(), ") → ", head, " ",
                             Number(session, use.rupiah())));
  }
  if (dues.fine().has_rule()) {
    session.Say(absl::StrCat("  ", Words(session, "denda: ", "fine: "),
                             TextOf(session, dues.fine().rule())));
  }
  if (!detail.has_to_pay()) return;
  session.Say("  " +
              (session.indonesian() ? detail.to_pay().text_id() : detail.to_pay().text_en()));
}

absl::StatusOr<int> ShowPeriod(const Session& session, const Arguments& arguments) {
  const PayerPeriodOptions of = {arguments.payer, arguments.period};
  PARITRANA_ASSIGN_OR_RETURN(auto request, of.MakeRequest<compliance::v1::GetPeriodDuesRequest>());
  request.set_as_of(arguments.as_of);
  request.set_known_on(arguments.known_on);
  const auto stub = DuesService::NewStub(session.Compliance());
  GetPeriodDuesResponse period;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetPeriodDues(context, request, &period);
  }));
  session.Print(TableOf(session, period), period);
  for (const PeriodDuesDetail& detail : period.segments()) SayDetail(session, detail);
  return 0;
}

absl::StatusOr<int> Show(const Session& session, const Arguments& arguments) {
  if (!arguments.period.empty()) return ShowPeriod(session, arguments);
  PARITRANA_ASSIGN_OR_RETURN(const GetDuesResponse dues, GetAll(session, arguments));
  session.Print(TableOf(session, dues), dues);
  SayRest(session, dues);
  return 0;
}

std::shared_ptr<Arguments> Add(CLI::App* command, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PAYER", arguments->payer, "Payer, \"npp-division\"")->required();
  command->add_option("--period", arguments->period, "One month in detail, 2024-12");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Show(session, *arguments); };
  });
  return arguments;
}

}  // namespace

void AddDues(CLI::App& dues, Session& session) {
  Add(dues.add_subcommand("show", "Show what is owed today, by when, and why"), session);
  CLI::App* as_of = dues.add_subcommand("as-of", "Show what was owed on a day, or will be");
  const auto arguments = Add(as_of, session);
  as_of->add_option("--date", arguments->as_of, "The day, 2025-03-31")->required();
  as_of->add_option("--known-on", arguments->known_on, "Only what was recorded up to this day");
}

}  // namespace paritrana::cli
