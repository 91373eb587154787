// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "cli/files/request_file.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "libs/csv/table.h"
#include "paritrana/compliance/v1/sponsorships.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;
using v1::SponsorshipService;

// Lines of one call; the service takes 5,000.
constexpr std::size_t kLinesPerBatch = 5'000;

// Columns of a file of enrolments. Months may be empty: those of the programme.
constexpr std::size_t kNik = 0;
constexpr std::size_t kFrom = 1;
constexpr std::size_t kTo = 2;

constexpr char kExamples[] = R"(Examples:
  paritrana sponsorships create PROV65-000 APBD-2025 --input data/examples/programme.json
  paritrana sponsorships enrol PROV65-000 APBD-2025 --file enrolments.csv
  paritrana sponsorships enrol PROV65-000 APBD-2025 --file leavers.csv --withdraw
  paritrana sponsorships amend PROV65-000 APBD-2025 --input amendment.json
  paritrana sponsorships show PROV65-000 APBD-2025 --as-of 2025-06-30
  paritrana sponsorships show PROV65-000 --first-year 2024 --last-year 2025
  paritrana sponsorships lapsing --region 65 --horizon 3

Files of enrolments are CSV with the columns nik, from_month, to_month ("2025-01"; may be empty). JSON
files are bodies of the web API's requests.)";

struct Arguments {
  std::string payer;
  std::string programme;
  std::string input;
  std::string file;
  bool withdraw = false;
  std::string as_of;
  std::string known_on;
  int first_year = 0;
  int last_year = 0;
  std::string region;
  int horizon = 0;
};

std::string NewKey() { return MakeUuidV7(Clock::Real().Now(), Random::Real()); }

// Hundredths of a percent as "40.62 %", with a comma in Indonesian.
std::string Percent(const Session& session, std::int64_t hundredths) {
  return absl::StrFormat("%d%s%02d %%", hundredths / 100, session.indonesian() ? "," : ".",
                         hundredths % 100);
}

std::string CauseName(const Session& session, v1::LapseCause cause) {
  switch (cause) {
    case v1::LAPSE_CAUSE_BUDGET:
      return Words(session, "anggaran habis", "budget");
    case v1::LAPSE_CAUSE_PERIOD:
      return Words(session, "masa berakhir", "period");
    default:
      return Words(session, "tidak ada peserta", "nobody enrolled");
  }
}

void SayWarnings(const Session& session,
                 const google::protobuf::RepeatedPtrField<common::v1::Finding>& warnings) {
  for (const auto& warning : warnings) {
    session.Warn(absl::StrCat(warning.reason(), ": ",
                              session.indonesian() ? warning.text_id() : warning.text_en()));
  }
}

void ShowTerms(const Session& session, const v1::SponsorProgramme& programme,
               const google::protobuf::Message& message) {
  const auto word = [&](const char* id, const char* en) { return Words(session, id, en); };
  const v1::ProgrammeTerms& terms = programme.terms();
  const Table table{
      {{"sponsor"},
       {word("program", "programme")},
       {word("wilayah", "region")},
       {word("masa", "months")},
       {word("sasaran", "target"), true},
       {word("anggaran", "budget"), true},
       {word("versi", "version"), true}},
      {{programme.payer(), programme.programme(), programme.region(),
        Months(terms.first_month(), terms.last_month()), Number(session, terms.target_heads()),
        Number(session, terms.budget_rupiah()), absl::StrCat(programme.version())}}};
  session.Print(table, message);
}

absl::StatusOr<int> Create(const Session& session, const Arguments& arguments) {
  v1::CreateProgrammeRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequestFile(arguments.input, std::cin, request));
  request.set_payer(arguments.payer);
  request.set_programme(arguments.programme);
  const auto stub = SponsorshipService::NewStub(session.Compliance());
  v1::CreateProgrammeResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->CreateProgramme(context, request, &response);
  }));
  ShowTerms(session, response.programme(), response);
  return 0;
}

absl::StatusOr<int> Amend(const Session& session, const Arguments& arguments) {
  v1::AmendProgrammeRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequestFile(arguments.input, std::cin, request));
  request.set_payer(arguments.payer);
  request.set_programme(arguments.programme);
  if (request.idempotency_key().empty()) request.set_idempotency_key(NewKey());
  const auto stub = SponsorshipService::NewStub(session.Compliance());
  v1::AmendProgrammeResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->AmendProgramme(context, request, &response);
  }));
  v1::SponsorProgramme programme;
  programme.set_payer(arguments.payer);
  programme.set_programme(arguments.programme);
  *programme.mutable_terms() = response.amendment().terms();
  programme.set_version(response.amendment().version());
  ShowTerms(session, programme, response);
  SayWarnings(session, response.warnings());
  return 0;
}

absl::StatusOr<v1::EnrolWorkersRequest> Batch(const Arguments& arguments, const csv::Table& table,
                                              std::size_t from) {
  v1::EnrolWorkersRequest request;
  request.set_idempotency_key(NewKey());
  request.set_payer(arguments.payer);
  request.set_programme(arguments.programme);
  for (std::size_t row = from; row < std::min(table.rows(), from + kLinesPerBatch); ++row) {
    v1::EnrolmentLine& line = *request.add_lines();
    line.mutable_worker()->set_nik(std::string(table.Text(row, kNik)));
    line.set_from_month(std::string(table.Text(row, kFrom)));
    line.set_to_month(std::string(table.Text(row, kTo)));
    if (arguments.withdraw) line.set_action(v1::ENROLMENT_ACTION_WITHDRAW);
  }
  return request;
}

// Adds a batch's answer, its lines numbered as in the whole file.
void AddAnswer(const v1::EnrolWorkersResponse& batch, std::size_t lines_before,
               v1::EnrolWorkersResponse& all) {
  all.set_accepted(all.accepted() + batch.accepted());
  all.set_unchanged(all.unchanged() + batch.unchanged());
  all.set_rejected(all.rejected() + batch.rejected());
  for (const auto& verdict : batch.verdicts()) {
    auto& added = *all.add_verdicts();
    added = verdict;
    added.set_line_no(verdict.line_no() + lines_before);
  }
}

void ShowEnrolled(const Session& session, const v1::EnrolWorkersResponse& all) {
  const auto number = [&](std::uint64_t n) {
    return Number(session, static_cast<std::int64_t>(n));
  };
  session.Say(absl::StrCat(number(all.accepted()), Words(session, " diterima (", " accepted ("),
                           number(all.unchanged()),
                           Words(session, " tanpa perubahan), ", " unchanged), "),
                           number(all.rejected()), Words(session, " ditolak", " rejected")));
  Table table{{{Words(session, "baris", "line"), true},
               {Words(session, "kode", "code")},
               {Words(session, "keterangan", "text")}},
              {}};
  for (const auto& verdict : all.verdicts()) {
    const auto& finding = verdict.findings(0);
    table.rows.push_back({absl::StrCat(verdict.line_no()), finding.reason(),
                          session.indonesian() ? finding.text_id() : finding.text_en()});
  }
  if (!table.rows.empty() || session.format() != Format::kTable) session.Print(table, all);
}

absl::StatusOr<int> Enrol(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const csv::Table table,
                             csv::Table::Read(arguments.file, {"nik", "from_month", "to_month"}));
  const auto stub = SponsorshipService::NewStub(session.Compliance());
  v1::EnrolWorkersResponse all;
  for (std::size_t from = 0; from < table.rows(); from += kLinesPerBatch) {
    PARITRANA_ASSIGN_OR_RETURN(const auto request, Batch(arguments, table, from));
    v1::EnrolWorkersResponse response;
    Patience patience;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->EnrolWorkers(context, request, &response);
    }));
    AddAnswer(response, from, all);
  }
  ShowEnrolled(session, all);
  return all.rejected() == 0 ? 0 : kSomeRefused;
}

void SayLapse(const Session& session, const v1::GetProgrammeResponse& shown) {
  const v1::ProgrammeLapse& lapse = shown.lapse();
  const auto number = [&](std::int64_t n) { return Number(session, n); };
  session.Say(absl::StrCat(
      Words(session, "realisasi ", "realised "), number(shown.paid_heads()),
      Words(session, " dari sasaran ", " of a target of "),
      number(shown.programme().terms().target_heads()), " (", Percent(session, shown.realised_bp()),
      "), ", number(shown.paid_rupiah()), Words(session, " rupiah; sisa ", " rupiah; left "),
      number(lapse.remaining_rupiah())));
  session.Say(absl::StrCat(
      Words(session, "perlindungan penuh sampai ", "everybody is covered to "),
      lapse.last_covered_month(), " (", CauseName(session, lapse.cause()), "); ",
      number(lapse.heads_falling_out()),
      Words(session, " orang gugur sesudahnya, ", " fall out after it, "),
      number(lapse.heads_continuing()),
      Words(session, " di antaranya dilanjutkan program lain", " of them go on in another")));
}

absl::StatusOr<int> ShowProgramme(const Session& session, const Arguments& arguments) {
  v1::GetProgrammeRequest request;
  request.set_payer(arguments.payer);
  request.set_programme(arguments.programme);
  request.set_as_of(arguments.as_of);
  request.set_known_on(arguments.known_on);
  const auto stub = SponsorshipService::NewStub(session.Compliance());
  v1::GetProgrammeResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetProgramme(context, request, &response);
  }));
  SayLapse(session, response);
  Table table{{{Words(session, "bulan", "month")},
               {Words(session, "peserta", "enrolled"), true},
               {Words(session, "dibayar", "paid"), true},
               {"rupiah", true}},
              {}};
  for (const auto& month : response.months()) {
    table.rows.push_back({month.month(), Number(session, month.enrolled()),
                          Number(session, month.heads()), Number(session, month.rupiah())});
  }
  session.Print(table, response);
  return 0;
}

absl::StatusOr<int> ShowSponsor(const Session& session, const Arguments& arguments) {
  v1::GetSponsorRequest request;
  request.set_payer(arguments.payer);
  request.set_first_year(arguments.first_year);
  request.set_last_year(arguments.last_year);
  request.set_as_of(arguments.as_of);
  const auto stub = SponsorshipService::NewStub(session.Compliance());
  v1::GetSponsorResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetSponsor(context, request, &response);
  }));
  Table table{{{Words(session, "tahun", "year")},
               {Words(session, "sasaran", "target"), true},
               {Words(session, "terhadap tahun lalu", "of the year before"), true},
               {Words(session, "dibayar", "paid"), true},
               {Words(session, "realisasi", "realised"), true},
               {"rupiah", true}},
              {}};
  for (const v1::SponsorYear& year : response.years()) {
    table.rows.push_back({absl::StrCat(year.year()), Number(session, year.target_heads()),
                          Percent(session, year.target_of_year_before_bp()),
                          Number(session, year.paid_heads()), Percent(session, year.realised_bp()),
                          Number(session, year.paid_rupiah())});
  }
  session.Print(table, response);
  return 0;
}

absl::StatusOr<int> Show(const Session& session, const Arguments& arguments) {
  return arguments.programme.empty() ? ShowSponsor(session, arguments)
                                     : ShowProgramme(session, arguments);
}

absl::StatusOr<int> ListLapsing(const Session& session, const Arguments& arguments) {
  v1::ListLapsingProgrammesRequest request;
  request.set_region(arguments.region);
  request.set_horizon_months(arguments.horizon);
  request.set_as_of(arguments.as_of);
  const auto stub = SponsorshipService::NewStub(session.Compliance());
  v1::ListLapsingProgrammesResponse all;
  do {
    v1::ListLapsingProgrammesResponse page;
    Patience patience;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->ListLapsingProgrammes(context, request, &page);
    }));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    page.set_heads_falling_out(page.heads_falling_out() + all.heads_falling_out());
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  Table table{{{"sponsor"},
               {Words(session, "program", "programme")},
               {Words(session, "wilayah", "region")},
               {Words(session, "sampai", "covered to")},
               {Words(session, "sebab", "cause")},
               {Words(session, "gugur", "falling out"), true},
               {Words(session, "dilanjutkan", "continuing"), true}},
              {}};
  for (const v1::LapsingProgramme& one : all.programmes()) {
    table.rows.push_back({one.programme().payer(), one.programme().programme(),
                          one.programme().region(), one.lapse().last_covered_month(),
                          CauseName(session, one.lapse().cause()),
                          Number(session, one.lapse().heads_falling_out()),
                          Number(session, one.lapse().heads_continuing())});
  }
  session.Print(table, all);
  return 0;
}

using Action = absl::StatusOr<int> (*)(const Session&, const Arguments&);

std::shared_ptr<Arguments> Add(CLI::App* command, Session& session, Action action) {
  auto arguments = std::make_shared<Arguments>();
  command->footer(kExamples);
  command->callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
  return arguments;
}

void AddNames(CLI::App* command, Arguments& arguments, bool programme_required = true) {
  command->add_option("SPONSOR", arguments.payer, "Sponsor, \"npp-division\"")->required();
  command->add_option("PROGRAMME", arguments.programme, "Programme")->required(programme_required);
}

}  // namespace

void AddSponsorships(CLI::App& group, Session& session) {
  CLI::App* create = group.add_subcommand("create", "Create a programme of a sponsor");
  const auto created = Add(create, session, Create);
  AddNames(create, *created);
  create->add_option("--input", created->input, "JSON file; - reads stdin")->required();
  CLI::App* amend = group.add_subcommand("amend", "Change a programme's terms from a day on");
  const auto amended = Add(amend, session, Amend);
  AddNames(amend, *amended);
  amend->add_option("--input", amended->input, "JSON file; - reads stdin")->required();
  CLI::App* enrol = group.add_subcommand("enrol", "Enrol or withdraw workers");
  const auto enrolled = Add(enrol, session, Enrol);
  AddNames(enrol, *enrolled);
  enrol->add_option("--file", enrolled->file, "CSV: nik, from_month, to_month")->required();
  enrol->add_flag("--withdraw", enrolled->withdraw, "End enrolments with the month before");
  CLI::App* show = group.add_subcommand("show", "Show a programme, or a sponsor year by year");
  const auto shown = Add(show, session, Show);
  AddNames(show, *shown, false);
  show->add_option("--as-of", shown->as_of, "As of this day, 2025-06-30; today if not given");
  show->add_option("--known-on", shown->known_on, "Only what was recorded up to this day");
  show->add_option("--first-year", shown->first_year, "First year of a sponsor");
  show->add_option("--last-year", shown->last_year, "Last year of a sponsor");
  CLI::App* lapsing = group.add_subcommand("lapsing", "List programmes whose cover ends soon");
  const auto listed = Add(lapsing, session, ListLapsing);
  lapsing->add_option("--region", listed->region, "Region, dotted code; everywhere if not given");
  lapsing->add_option("--horizon", listed->horizon, "Months to look ahead, 1 to 24; 3");
  lapsing->add_option("--as-of", listed->as_of, "Standing on this day; today if not given");
}

}  // namespace paritrana::cli
