// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"

#include <cstdlib>
#include <map>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "cli/commands/commands.h"
#include "libs/base/reason.h"

namespace paritrana::cli {
namespace {

constexpr char kFooter[] = R"(Examples:
  paritrana regions import data/regions
  paritrana workers import tk-baru.csv --employer A1234567-000
  paritrana contributions post iuran.csv --payer A1234567-000 --period 2024-12
  paritrana ledger show --payer A1234567-000 --period 2024-12
  paritrana ranking watch --scope 64
  paritrana calculate --input cases.csv --output amounts.csv

Exit codes: 0 done, 2 wrong usage, 3 done but some rows were rejected, 7 try again later, 8 the file
can't be used; all of them in docs/reasons.md. NO_COLOR is respected.)";

std::string DefaultLanguage() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0')
      return std::string(value).substr(0, 2) == "id" ? "id" : "en";
  }
  return "en";
}

void AddGlobalOptions(CLI::App& app, GlobalOptions& options) {
  options.language = DefaultLanguage();
  app.add_option("--endpoints", options.endpoints_file,
                 "File with the services' addresses; else PARITRANA_ENDPOINTS, "
                 ".local/demo/endpoints.json, the usual ports");
  const std::map<std::string, Format> formats = {
      {"table", Format::kTable}, {"json", Format::kJson}, {"csv", Format::kCsv}};
  app.add_option("-o,--output", options.format, "table, json or csv")
      ->transform(CLI::CheckedTransformer(formats).description(""));
  app.add_option("--language", options.language, "Language of reasons: id or en")
      ->check(CLI::IsMember({"id", "en"}))
      ->capture_default_str();
}

// Options of the tool may also stand after the command.
CLI::App& Group(CLI::App& app, const std::string& name, const std::string& what) {
  CLI::App* group = app.add_subcommand(name, what);
  group->require_subcommand(1);
  return *group;
}

void AddCommands(CLI::App& app, Session& session) {
  CLI::App& employers = Group(app, "employers", "Employers and other payers");
  AddEmployersRegister(employers, session);
  AddEmployersChange(employers, session);
  AddEmployersShow(employers, session);
  AddEmployersMissingDeclarations(employers, session);
  AddEmployersFindings(employers, session);
  AddEmployersImports(employers, session);
  AddFindings(Group(app, "findings", "What employers are suspected of"), session);
  AddCases(Group(app, "cases", "What is done about employers"), session);
  AddCertificates(Group(app, "certificates", "Good standing of employers"), session);
  CLI::App& workers = Group(app, "workers", "Workers of an employer");
  AddWorkersImport(workers, session);
  AddWorkersMerge(workers, session);
  AddContributionsPost(Group(app, "contributions", "Contributions of a month"), session);
  CLI::App& files = Group(app, "files", "Payroll files of any kind: workers, contributions");
  AddFilesValidate(files, session);
  AddFilesCommit(files, session);
  AddFilesTemplate(files, session);
  AddDropRun(Group(app, "drop", "Folders that batch systems drop files into"), session);
  AddSubmissionsShow(Group(app, "submissions", "What was posted"), session);
  AddRunsShow(Group(app, "runs", "Payroll runs of a month"), session);
  AddLedger(Group(app, "ledger", "What counts in a month"), session);
  AddDues(Group(app, "dues", "What a payer owes, by when, and why"), session);
  CLI::App& ranking = Group(app, "ranking", "Live rankings");
  AddRankingShow(ranking, session);
  AddRankingWatch(ranking, session);
  AddRegionsImport(Group(app, "regions", "The tree of regions"), session);
  CLI::App& lines = Group(app, "lines", "Lines that wait");
  AddLinesWaiting(lines, session);
  AddLinesAnswer(lines, session);
  CLI::App& periods = Group(app, "periods", "Months of a payer");
  AddPeriodsShow(periods, session);
  AddPeriodsClose(periods, session);
  AddPeriodsReopen(periods, session);
  CLI::App& books = Group(app, "books", "Books of a month, over all employers");
  AddBooksClose(books, session);
  AddBooksShow(books, session);
  AddSponsorships(Group(app, "sponsorships", "Sponsors of vulnerable workers"), session);
  AddProjects(Group(app, "projects", "Construction projects"), session);
  CLI::App& payments = Group(app, "payments", "What a payer paid, and where it went");
  AddPaymentsPost(payments, session);
  AddPaymentsShow(payments, session);
  AddPaymentsList(payments, session);
  AddPaymentsReverse(payments, session);
  AddCalculate(app, session);
  CLI::App& synth = Group(app, "synth", "Example population (data contoh)");
  AddSynthLoad(synth, session);
  AddSynthFeed(synth, session);
}

int Parse(CLI::App& app, int argc, const char* const* argv, const Terminal& terminal) {
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    // --help comes this way too.
    const int code = app.exit(error, terminal.out, terminal.err);
    return code == 0 ? 0 : FindReason("USAGE")->exit_code;
  }
}

}  // namespace

int RunCli(int argc, const char* const* argv, const Terminal& terminal) {
  Session session(terminal);
  CLI::App app("Paritrana: employment social security of Indonesia's regions, ranked live",
               "paritrana");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(kFooter);
  AddGlobalOptions(app, session.options);
  AddCommands(app, session);
  const int parsed = Parse(app, argc, argv, terminal);
  if (parsed != 0 || session.command == nullptr) return parsed;
  if (!session.offline) {
    if (const absl::Status opened = session.Open(); !opened.ok()) return session.Report(opened);
  }
  const absl::StatusOr<int> code = session.command();
  return code.ok() ? *code : session.Report(code.status());
}

}  // namespace paritrana::cli
