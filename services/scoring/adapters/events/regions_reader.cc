// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/events/regions_reader.h"

#include <utility>

#include "libs/logging/log.h"
#include "paritrana/registration/events/v1/regions.pb.h"

namespace paritrana::scoring {
namespace {

constexpr int kRecordsPerBatch = 100;
constexpr absl::Duration kPollTimeout = absl::Milliseconds(200);

void AppendRegions(const registration::events::v1::RegionsImported& part,
                   std::vector<RegionFact>& regions) {
  for (const auto& region : part.regions()) {
    const auto code = RegionCode::FromKey(region.key());
    if (!code.ok()) {
      logging::Error("a region has an invalid key", {{"key", std::uint64_t{region.key()}}});
      continue;
    }
    regions.push_back({*code, region.name(), region.valid_from_day(), region.valid_to_day()});
  }
}

}  // namespace

RegionsReader::RegionsReader(events::Log& log, SharedState& shared, RankingsPublisher& publisher)
    : log_(log), shared_(shared), publisher_(publisher) {}

RegionsReader::~RegionsReader() { Stop(); }

void RegionsReader::Start() {
  thread_ = std::thread([this] { Run(); });
}

void RegionsReader::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void RegionsReader::Run() {
  std::unique_ptr<events::LogReader> reader;
  while (!stopping_) {
    if (reader == nullptr) {
      auto made = log_.NewReader(kRegionsTopic, {{0, next_offset_}});
      if (made.ok()) reader = *std::move(made);
    }
    const bool read =
        reader != nullptr &&
        reader
            ->Poll(kPollTimeout, kRecordsPerBatch, [this](const auto& record) { OnRecord(record); })
            .ok();
    if (read) continue;
    reader = nullptr;
    absl::SleepFor(kPollTimeout);
  }
}

void RegionsReader::OnRecord(const events::RecordView& record) {
  next_offset_ = record.offset + 1;
  registration::events::v1::RegionsImported part;
  const auto fact = events::PeekFactId(record.value);
  if (!fact.ok() ||
      !part.ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) {
    logging::Error("a part of the region tree cannot be decoded", {{"offset", record.offset}});
    return;
  }
  const events::InboxDecision decision = mark_.Decide(*fact);
  if (decision == events::InboxDecision::kSkip) return;
  if (decision == events::InboxDecision::kOldEpoch) return;
  mark_ = {fact->epoch, fact->sequence};

  if (part.part() == 0) {
    version_ = part.tree_version();
    next_part_ = 0;
    regions_.clear();
  }
  if (part.tree_version() != version_ || part.part() != next_part_) {
    logging::Error("a part of the region tree is missing; its version is left out",
                   {{"tree_version", part.tree_version()}, {"part", std::uint64_t{part.part()}}});
    version_.clear();
    return;
  }
  ++next_part_;
  AppendRegions(part, regions_);
  if (part.last()) Complete();
}

void RegionsReader::Complete() {
  std::uint64_t applied = 0;
  {
    absl::MutexLock lock(&shared_.mutex);
    applied = shared_.state.MergeTree(version_, regions_);
  }
  publisher_.Notify();
  logging::Info("a region tree is in force",
                {{"tree_version", version_},
                 {"regions", static_cast<std::uint64_t>(regions_.size())},
                 {"parked_lines_applied", applied}});
  regions_ = {};
}

}  // namespace paritrana::scoring
