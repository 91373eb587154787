// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/ranking_check.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"
#include "tests/e2e/ledger.h"
#include "tests/e2e/load.h"
#include "tests/e2e/population.h"

namespace paritrana::e2e {
namespace {

constexpr absl::Duration kTimeout = absl::Minutes(2);
constexpr absl::Duration kCallTimeout = absl::Seconds(20);
constexpr absl::Duration kRetryPause = absl::Milliseconds(100);

std::unique_ptr<scoring::v1::RankingService::Stub> StubOf(const Installation& installation) {
  return scoring::v1::RankingService::NewStub(
      rpc::Connect(installation.address(Service::kScoring)));
}

// Whether `a` covers more of its workers than `b`, without division.
bool Better(const scoring::v1::RankingRow& a, const scoring::v1::RankingRow& b) {
  __extension__ using Wide = unsigned __int128;
  return Wide{a.active_heads()} * b.entitled_workers() >
         Wide{b.active_heads()} * a.entitled_workers();
}

std::string DifferenceOfRow(const scoring::v1::RankingRow& row, const Heads& heads) {
  if (row.active_heads() != heads.active) {
    return absl::StrCat(row.region(), ": ", row.active_heads(), " heads, the ledger says ",
                        heads.active);
  }
  if (row.contributions_rupiah() != heads.rupiah) {
    return absl::StrCat(row.region(), ": ", row.contributions_rupiah(), " rupiah, the ledger says ",
                        heads.rupiah);
  }
  return "";
}

// A rank lies after all better regions, and before all worse ones: equals may stand in any order
// that the declared tie rule gives them.
std::string DifferenceOfRanks(const scoring::v1::Ranking& ranking) {
  for (const auto& row : ranking.rows()) {
    if (row.rank() == 0) continue;
    std::uint32_t better = 0;
    std::uint32_t equal = 0;
    for (const auto& other : ranking.rows()) {
      if (other.rank() == 0 || other.region() == row.region()) continue;
      if (Better(other, row)) ++better;
      if (!Better(other, row) && !Better(row, other)) ++equal;
    }
    if (row.rank() > better && row.rank() <= better + equal + 1) continue;
    return absl::StrCat(row.region(), " has rank ", row.rank(), ", ", better, " are better");
  }
  return "";
}

}  // namespace

scoring::v1::Ranking RegenciesAt(const Installation& installation, const Position& position) {
  const auto stub = StubOf(installation);
  scoring::v1::GetRankingRequest request;
  request.set_members("regencies");
  request.set_scope("ID");
  request.set_month(kPeriod);
  *request.mutable_after() = ToProto(position);
  const absl::Time deadline = absl::Now() + kTimeout;
  grpc::Status status;
  do {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
    scoring::v1::GetRankingResponse response;
    status = stub->GetRanking(&context, request, &response);
    if (status.ok()) return response.ranking();
    absl::SleepFor(kRetryPause);
  } while (absl::Now() < deadline);
  std::fprintf(stderr, "ranking: %s\n", status.error_message().c_str());
  PARITRANA_CHECK(status.ok());
  return {};
}

scoring::v1::GetStateResponse StateOf(const Installation& installation) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  scoring::v1::GetStateRequest request;
  request.set_recount(true);
  scoring::v1::GetStateResponse response;
  const grpc::Status status = StubOf(installation)->GetState(&context, request, &response);
  if (!status.ok()) std::fprintf(stderr, "state: %s\n", status.error_message().c_str());
  PARITRANA_CHECK(status.ok());
  return response;
}

std::string DifferenceFromLedger(const Installation& installation,
                                 const scoring::v1::Ranking& ranking) {
  auto expected = RecomputeRegencies(installation, kPeriod);
  for (const auto& row : ranking.rows()) {
    const std::string difference = DifferenceOfRow(row, expected[row.region()]);
    if (!difference.empty()) return difference;
    expected.erase(row.region());
  }
  if (!expected.empty()) return absl::StrCat(expected.begin()->first, " is not in the table");
  return DifferenceOfRanks(ranking);
}

}  // namespace paritrana::e2e
