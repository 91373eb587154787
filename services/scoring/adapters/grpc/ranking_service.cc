// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/grpc/ranking_service.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"
#include "services/scoring/adapters/messages/ranking_messages.h"

namespace paritrana::scoring {
namespace {

// A wait without a deadline of the caller's ends here.
constexpr absl::Duration kWaitMost = absl::Seconds(30);

absl::Time DeadlineOf(const grpc::ServerContext& context, const Clock& clock) {
  const absl::Time most = clock.Now() + kWaitMost;
  // Answers a little early, so that the caller gets the reason and not a cut.
  return std::min(most, absl::FromChrono(context.deadline()) - absl::Milliseconds(20));
}

std::optional<Members> ParseMembers(const std::string& name) {
  for (const Members members : {Members::kProvinces, Members::kRegencies, Members::kVillages}) {
    if (NameOf(members) == name) return members;
  }
  return std::nullopt;
}

void AddSegments(const RankedRow& row, v1::MonthIndicators& message) {
  for (int i = 0; i < kSegments; ++i) {
    if (row.figures.segments[i] == 0 && row.entitled.segments[i] == 0) continue;
    auto* segment = message.add_segments();
    segment->set_segment(static_cast<common::v1::Segment>(i + 1));
    segment->set_active(row.figures.segments[i]);
    segment->set_entitled_workers(row.entitled.segments[i]);
  }
}

void AddDenominators(const Denominator& denominator, v1::GetRegionResponse& response) {
  auto* message = response.add_denominators();
  message->set_segment(static_cast<common::v1::Segment>(denominator.segment));
  message->set_entitled_workers(denominator.entitled_workers);
  message->set_definition(denominator.definition);
  message->set_source(denominator.source);
  message->set_date(FormatDate(denominator.date));
  message->set_example(denominator.example);
}

// The total that stands in for a region's missing own number.
void AddDerived(const Entitled& entitled, v1::GetRegionResponse& response) {
  auto* message = response.add_denominators();
  message->set_entitled_workers(entitled.total);
  message->set_definition("jumlah dari kabupaten/kota di dalamnya");
  message->set_source("paritrana");
  message->set_example(entitled.example);
}

void AddPlacement(const RankingTable& table, RegionIndex region, const RegionTree& tree,
                  v1::GetRegionResponse& response) {
  auto* placement = response.add_placements();
  placement->set_members(static_cast<v1::Members>(table.key.members));
  placement->set_scope(tree.fact(table.key.scope).code.ToString());
  placement->set_scope_name(tree.fact(table.key.scope).name);
  std::uint32_t ranked = 0;
  for (const RankedRow& row : table.rows) {
    if (row.rank != 0) ++ranked;
    if (row.region == region) placement->set_rank(row.rank);
  }
  placement->set_ranked(ranked);
}

// Where a page of parked lines goes on: shard and number of lines already shown of it.
struct PageStart {
  std::uint32_t shard = 0;
  std::uint64_t line = 0;
};

absl::StatusOr<PageStart> ParsePageToken(const std::string& token) {
  PageStart start;
  if (token.empty()) return start;
  const std::size_t dash = token.find('-');
  if (dash == std::string::npos ||
      !absl::SimpleAtoi(absl::string_view(token.data(), dash), &start.shard) ||
      !absl::SimpleAtoi(absl::string_view(token.data() + dash + 1, token.size() - dash - 1),
                        &start.line)) {
    return MakeError("PAGE_TOKEN_INVALID", "page_token");
  }
  return start;
}

void AddParked(std::uint32_t shard, const ParkedLine& parked,
               v1::ListParkedLinesResponse& response) {
  auto* line = response.add_lines();
  line->set_shard(shard);
  line->set_sequence(parked.sequence.value());
  line->set_line(parked.line_no);
  line->set_reason(std::string(ReasonNameOf(parked.fault)));
  line->set_waits_for_earlier(parked.waits);
}

void FillPage(const ScoringState& state, PageStart start, std::uint64_t size,
              v1::ListParkedLinesResponse& response) {
  for (; start.shard < state.shard_count(); ++start.shard, start.line = 0) {
    const auto& lines = state.shard(Shard(start.shard)).state.parked().lines();
    for (; start.line < lines.size(); ++start.line) {
      if (static_cast<std::uint64_t>(response.lines_size()) == size) {
        response.set_next_page_token(absl::StrCat(start.shard, "-", start.line));
        return;
      }
      AddParked(start.shard, lines[start.line], response);
    }
  }
}

}  // namespace

// A table as a request names it.
struct RankingServiceAdapter::Named {
  Members members = Members::kRegencies;
  RegionCode scope;
  int month = 0;
};

absl::StatusOr<int> RankingServiceAdapter::ParseMonth(const std::string& text) const {
  if (text.empty() || text == "default") return parts_.edition.default_month;
  PARITRANA_ASSIGN_OR_RETURN(const Month month, Month::Parse(text));
  const int index = parts_.edition.window.IndexOf(month);
  if (index < 0) return MakeError("RANKING_UNKNOWN", "month");
  return index;
}

absl::StatusOr<RankingServiceAdapter::Named> RankingServiceAdapter::ParseTable(
    const std::string& members, const std::string& scope, const std::string& month) const {
  const std::optional<Members> kind = ParseMembers(members);
  if (!kind.has_value()) return MakeError("RANKING_UNKNOWN", "members");
  const absl::StatusOr<RegionCode> region = RegionCode::Parse(scope);
  if (!region.ok()) return MakeError("RANKING_UNKNOWN", "scope");
  PARITRANA_ASSIGN_OR_RETURN(const int index, ParseMonth(month));
  return Named{*kind, *region, index};
}

grpc::Status RankingServiceAdapter::GetEdition(grpc::ServerContext*, const v1::GetEditionRequest*,
                                               v1::GetEditionResponse* response) {
  const Edition& edition = parts_.edition;
  response->set_label(edition.label);
  for (int i = 0; i < edition.window.size(); ++i) {
    response->add_months(edition.window.month(i).ToString());
  }
  response->set_default_month(edition.window.month(edition.default_month).ToString());
  response->set_method(edition.method.name);
  response->set_method_is_example(edition.method.example);
  response->set_basis(std::string(NameOf(edition.method.basis)));
  response->set_numerator_rule_id(edition.method.numerator_rule_id);
  response->set_numerator_rule_en(edition.method.numerator_rule_en);
  response->set_tie_rule_id(edition.method.tie_rule_id);
  response->set_tie_rule_en(edition.method.tie_rule_en);
  response->set_population_is_example(edition.population_is_example);
  return grpc::Status::OK;
}

grpc::Status RankingServiceAdapter::GetRanking(grpc::ServerContext* context,
                                               const v1::GetRankingRequest* request,
                                               v1::GetRankingResponse* response) {
  const auto named = ParseTable(request->members(), request->scope(), request->month());
  if (!named.ok()) return rpc::ToGrpc(named.status());
  const auto view =
      parts_.board.Get(named->members, named->scope, named->month, rpc::FromProto(request->after()),
                       DeadlineOf(*context, parts_.clock));
  if (!view.ok()) return rpc::ToGrpc(view.status());
  *response->mutable_ranking() = ToMessage(*view->table, view->stamp, parts_.edition);
  return grpc::Status::OK;
}

grpc::Status RankingServiceAdapter::WatchRanking(
    grpc::ServerContext* context, const v1::WatchRankingRequest* request,
    grpc::ServerWriter<v1::WatchRankingResponse>* writer) {
  return rpc::ToGrpc(Watch(*context, *request, *writer));
}

// Sends what changed from the table sent last to the newest one, so a reader who was slow gets one
// larger step and never a gap.
absl::Status RankingServiceAdapter::Watch(grpc::ServerContext& context,
                                          const v1::WatchRankingRequest& request,
                                          grpc::ServerWriter<v1::WatchRankingResponse>& writer) {
  const absl::Time first_deadline = DeadlineOf(context, parts_.clock);
  PARITRANA_ASSIGN_OR_RETURN(const Named named,
                             ParseTable(request.members(), request.scope(), request.month()));
  PARITRANA_RETURN_IF_ERROR(parts_.board.AwaitVersion(request.last_version(), first_deadline));
  PARITRANA_ASSIGN_OR_RETURN(
      RankingBoard::View sent,
      parts_.board.Get(named.members, named.scope, named.month, Position(), first_deadline));
  // A postponed table still bears its own, older stamp; the caller may have seen a newer one.
  if (sent.stamp.version < request.last_version()) sent.stamp.version = request.last_version();
  v1::WatchRankingResponse step;
  *step.mutable_snapshot() = ToMessage(*sent.table, sent.stamp, parts_.edition);
  bool alive = writer.Write(step);
  while (alive && !context.IsCancelled() && !parts_.board.closed()) {
    const absl::Time wake = parts_.clock.Now() + options_.heartbeat;
    const auto next =
        parts_.board.AwaitChange(sent.table->table.key, sent.table->stamp.version, wake);
    if (next.has_value()) {
      *step.mutable_delta() = DeltaBetween(sent, *next, parts_.edition);
      sent = *next;
    } else {
      auto* heartbeat = step.mutable_heartbeat();
      const std::int64_t micros = absl::ToUnixMicros(parts_.clock.Now());
      heartbeat->mutable_sent_at()->set_seconds(micros / 1'000'000);
      heartbeat->mutable_sent_at()->set_nanos(static_cast<int>(micros % 1'000'000 * 1'000));
      heartbeat->set_version(parts_.board.newest().version);
    }
    alive = writer.Write(step);
  }
  return parts_.board.closed() ? MakeError("UNAVAILABLE") : MakeError("CANCELLED");
}

v1::MonthIndicators RankingServiceAdapter::IndicatorsOf(const RankedRow& row, int month) const {
  v1::MonthIndicators message;
  message.set_month(parts_.edition.window.month(month).ToString());
  message.set_active_heads(row.figures.heads);
  AddSegments(row, message);
  message.set_coverage_basis_points(row.coverage_basis_points());
  message.set_contributions_rupiah(row.figures.rupiah);
  return message;
}

grpc::Status RankingServiceAdapter::GetRegion(grpc::ServerContext* context,
                                              const v1::GetRegionRequest* request,
                                              v1::GetRegionResponse* response) {
  const auto region = RegionCode::Parse(request->region());
  if (!region.ok()) return rpc::ToGrpc(MakeError("REGION_UNKNOWN", "region"));
  const auto month = ParseMonth(request->month());
  if (!month.ok()) return rpc::ToGrpc(month.status());
  const auto view = parts_.board.GetRegion(*region, *month, rpc::FromProto(request->after()),
                                           DeadlineOf(*context, parts_.clock));
  if (!view.ok()) return rpc::ToGrpc(view.status());

  const RegionFact& fact = view->tree->fact(view->region);
  *response->mutable_stamp() = ToMessage(view->stamp, parts_.edition.method);
  response->set_region(fact.code.ToString());
  response->set_name(fact.name);
  response->set_level(static_cast<common::v1::RegionLevel>(fact.code.level()));
  const RankedRow& current = view->months[static_cast<std::size_t>(*month)];
  *response->mutable_current() = IndicatorsOf(current, *month);
  for (int m = 0; m < static_cast<int>(view->months.size()); ++m) {
    *response->add_trend() = IndicatorsOf(view->months[static_cast<std::size_t>(m)], m);
  }
  const Month calendar_month = parts_.edition.window.month(*month);
  if (current.entitled.derived) AddDerived(current.entitled, *response);
  for (const Denominator& d : parts_.edition.denominators.Of(fact.code, calendar_month)) {
    AddDenominators(d, *response);
  }
  for (const RankingTable& table : view->standing) {
    AddPlacement(table, view->region, *view->tree, *response);
  }
  return grpc::Status::OK;
}

grpc::Status RankingServiceAdapter::GetState(grpc::ServerContext*,
                                             const v1::GetStateRequest* request,
                                             v1::GetStateResponse* response) {
  const StateReport report = parts_.get_state.Handle(request->recount());
  *response->mutable_stamp() = ToMessage(report.stamp, parts_.edition.method);
  response->set_state_digest(report.state_digest);
  response->set_participants(report.participants);
  response->set_slot_bytes(report.slot_bytes);
  response->set_lines_applied(report.lines_applied);
  response->set_recount_differences(report.recount_differences);
  for (const auto& [shard, sequence] : report.stopped) {
    auto* stopped = response->add_stopped_shards();
    stopped->set_shard(shard.value());
    stopped->set_sequence(sequence.value());
  }
  return grpc::Status::OK;
}

grpc::Status RankingServiceAdapter::ListParkedLines(grpc::ServerContext*,
                                                    const v1::ListParkedLinesRequest* request,
                                                    v1::ListParkedLinesResponse* response) {
  int size = request->page_size();
  if (size < 0 || size > limits::kPageSizeMax) {
    return rpc::ToGrpc(MakeError("PAGE_SIZE_INVALID", "page_size"));
  }
  if (size == 0) size = limits::kPageSizeDefault;
  const auto start = ParsePageToken(request->page_token());
  if (!start.ok()) return rpc::ToGrpc(start.status());
  absl::MutexLock lock(&parts_.shared.mutex);
  FillPage(parts_.shared.state, *start, static_cast<std::uint64_t>(size), *response);
  return grpc::Status::OK;
}

grpc::Status RankingServiceAdapter::RedriveParkedLines(grpc::ServerContext*,
                                                       const v1::RedriveParkedLinesRequest* request,
                                                       v1::RedriveParkedLinesResponse* response) {
  const auto result = parts_.redrive.Handle(request->idempotency_key());
  if (!result.ok()) return rpc::ToGrpc(result.status());
  response->set_applied(result->applied);
  response->set_still_parked(result->still_parked);
  return grpc::Status::OK;
}

}  // namespace paritrana::scoring
