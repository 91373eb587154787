// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <grpcpp/client_context.h>

#include "absl/strings/str_cat.h"
#include "cli/calls/patience.h"
#include "cli/commands/commands.h"
#include "cli/commands/ranking_options.h"
#include "cli/output/ranking_table.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"

namespace paritrana::cli {
namespace {

using scoring::v1::Ranking;
using scoring::v1::RankingDelta;
using scoring::v1::WatchRankingResponse;

constexpr char kExamples[] = R"(Examples:
  paritrana ranking watch --scope 64
  paritrana ranking watch --members provinces --changes 10
  paritrana -o json ranking watch --scope 64      one JSON object a line

Ctrl-C ends it. A lost connection is taken up again; versions never go back.)";

struct Arguments {
  RankingOptions table;
  std::uint64_t changes = 0;
};

constexpr std::size_t kRowsShown = 10;

// What a watch has seen so far.
class Watch {
 public:
  Watch(const Session& session, std::uint64_t changes_most)
      : session_(session), changes_most_(changes_most) {}

  std::uint64_t version() const { return ranking_.stamp().version(); }
  bool done() const { return changes_most_ > 0 && changes_ >= changes_most_; }

  void Take(const WatchRankingResponse& step) {
    if (session_.format() == Format::kJson) session_.PrintJson(step, false);
    if (step.has_snapshot()) TakeSnapshot(step.snapshot());
    if (step.has_delta()) TakeDelta(step.delta());
    session_.out() << std::flush;
  }

 private:
  void TakeSnapshot(const Ranking& snapshot) {
    ranking_ = snapshot;
    session_.Say(RankingTitle(ranking_));
    if (session_.format() != Format::kJson) {
      session_.Print(RankingTable(ranking_, kRowsShown), ranking_);
    }
  }

  void TakeDelta(const RankingDelta& delta) {
    ++changes_;
    for (const auto& row : delta.changed()) session_.Say(Movement(delta, row));
    ApplyDelta(delta, &ranking_);
    if (session_.format() != Format::kCsv) return;
    Ranking changed;
    *changed.mutable_rows() = delta.changed();
    session_.Print(RankingTable(changed, kRowsShown), changed);
  }

  // "version 18  64.74 Kota Bontang  rank 5 -> 3  coverage 78.40 % (1,234 heads)"
  std::string Movement(const RankingDelta& delta, const scoring::v1::RankingRow& row) const {
    std::uint32_t before = 0;
    for (const auto& own : ranking_.rows()) {
      if (own.region() == row.region()) before = own.rank();
    }
    const std::string moved = before == row.rank() ? "" : absl::StrCat(before, " -> ");
    return absl::StrCat("version ", delta.stamp().version(), "  ", row.region(), " ", row.name(),
                        "  rank ", moved, row.rank(), row.shared() ? "=" : "", "  coverage ",
                        Percent(row.coverage_basis_points()), " (",
                        Grouped(static_cast<std::int64_t>(row.active_heads())), " heads)");
  }

  const Session& session_;
  std::uint64_t changes_most_;
  std::uint64_t changes_ = 0;
  Ranking ranking_;
};

absl::Status FollowOnce(scoring::v1::RankingService::StubInterface& stub,
                        const scoring::v1::WatchRankingRequest& request, Patience& patience,
                        Watch& watch) {
  grpc::ClientContext context;
  const auto stream = stub.WatchRanking(&context, request);
  WatchRankingResponse step;
  while (!watch.done() && stream->Read(&step)) {
    patience.Progressed();
    watch.Take(step);
  }
  if (watch.done()) context.TryCancel();
  const absl::Status status = rpc::FromGrpc(stream->Finish());
  return watch.done() ? absl::OkStatus() : status;
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  const auto stub = scoring::v1::RankingService::NewStub(session.Scoring());
  scoring::v1::WatchRankingRequest request;
  arguments.table.Fill(request);
  Patience patience;
  Watch watch(session, arguments.changes);
  while (!watch.done()) {
    request.set_last_version(watch.version());
    const absl::Status status = FollowOnce(*stub, request, patience, watch);
    if (!status.ok() && !patience.WaitAfter(status)) return status;
  }
  return 0;
}

}  // namespace

void AddRankingWatch(CLI::App& ranking, Session& session) {
  CLI::App* command = ranking.add_subcommand("watch", "Follow a ranking table as it changes");
  auto arguments = std::make_shared<Arguments>();
  AddRankingOptions(*command, arguments->table);
  command->add_option("--changes", arguments->changes, "End after so many changes");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
