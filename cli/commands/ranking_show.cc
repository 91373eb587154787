// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/ranking_options.h"
#include "cli/output/ranking_table.h"
#include "cli/receipts.h"
#include "libs/base/status_macros.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana ranking show
  paritrana ranking show --members regencies --scope 64 --all
  paritrana -o csv ranking show --members provinces --month 2024-12)";

struct Arguments {
  RankingOptions table;
  bool all = false;
};

// The first screen; -o json and csv always give all.
constexpr std::size_t kRowsShown = 20;

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  const auto stub = scoring::v1::RankingService::NewStub(session.Scoring());
  scoring::v1::GetRankingRequest request;
  arguments.table.Fill(request);
  scoring::v1::GetRankingResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetRanking(context, request, &response);
  }));
  const scoring::v1::Ranking& ranking = response.ranking();
  const bool cut = session.format() == Format::kTable && !arguments.all;
  const Table table =
      RankingTable(ranking, cut ? kRowsShown : std::numeric_limits<std::size_t>::max());
  session.Say(RankingTitle(ranking));
  session.Print(table, ranking);
  const auto rows = static_cast<std::size_t>(ranking.rows_size());
  if (table.rows.size() < rows) {
    session.Say(absl::StrCat("… and ", rows - table.rows.size(), " more: --all"));
  }
  return 0;
}

}  // namespace

void AddRankingShow(CLI::App& ranking, Session& session) {
  CLI::App* command = ranking.add_subcommand("show", "Show a ranking table");
  auto arguments = std::make_shared<Arguments>();
  AddRankingOptions(*command, arguments->table);
  command->add_flag("--all", arguments->all, "Show every row");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
