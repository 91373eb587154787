// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/testing/fact_writer.h"

#include <utility>

#include "libs/base/check.h"
#include "libs/base/region_code.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"
#include "paritrana/registration/events/v1/regions.pb.h"
#include "services/scoring/adapters/events/contributions_reader.h"
#include "services/scoring/adapters/events/regions_reader.h"

namespace paritrana::scoring::testing {
namespace {

using compliance::events::v1::ContributionsPosted;
using registration::events::v1::RegionsImported;

constexpr std::size_t kRegionsPerPart = 2;

void AddLine(const ContributionLine& line, ContributionsPosted& fact) {
  fact.add_pseudonym(line.participant.value());
  fact.add_region(line.region_key);
  fact.add_covered_from(static_cast<std::uint32_t>(line.covered_from.number()));
  fact.add_covered_months(line.covered_months);
  fact.add_segment(static_cast<common::v1::Segment>(line.segment));
  fact.add_amount_rupiah(line.rupiah);
  fact.add_effect(line.effect == LineEffect::kAdd ? compliance::events::v1::EFFECT_ADD
                                                  : compliance::events::v1::EFFECT_RETRACT);
}

}  // namespace

FactWriter::FactWriter(paritrana::events::Log& log, std::uint32_t shards) {
  paritrana::events::TopicOptions options;
  PARITRANA_CHECK(log.EnsureTopic(kRegionsTopic, options).ok());
  options.partitions = static_cast<int>(shards);
  PARITRANA_CHECK(log.EnsureTopic(kContributionsTopic, options).ok());
  producer_ = log.NewProducer().value();
}

void FactWriter::Send(const std::string& topic, std::uint32_t partition, std::string bytes) {
  paritrana::events::Record record;
  record.topic = topic;
  record.partition = static_cast<std::int32_t>(partition);
  record.value = std::move(bytes);
  PARITRANA_CHECK(
      producer_->Send(record, [](const absl::Status& s) { PARITRANA_CHECK(s.ok()); }).ok());
  PARITRANA_CHECK(producer_->Flush(absl::Seconds(20)).ok());
}

void FactWriter::WriteTree(const std::string& version, const std::vector<std::string>& codes) {
  for (std::size_t i = 0; i < codes.size(); i += kRegionsPerPart) {
    RegionsImported part;
    part.set_epoch(1);
    part.set_sequence(++regions_sequence_);
    part.set_tree_version(version);
    part.set_part(static_cast<std::uint32_t>(i / kRegionsPerPart));
    part.set_last(i + kRegionsPerPart >= codes.size());
    for (std::size_t j = i; j < std::min(codes.size(), i + kRegionsPerPart); ++j) {
      auto* region = part.add_regions();
      region->set_key(RegionCode::Parse(codes[j]).value().key());
      region->set_name("Wilayah " + codes[j]);
    }
    Send(kRegionsTopic, 0, part.SerializeAsString());
  }
}

std::string FactWriter::NextFact(std::uint32_t shard, const std::vector<ContributionLine>& lines) {
  ContributionsPosted fact;
  fact.set_epoch(epoch_);
  fact.set_shard(shard);
  fact.set_sequence(++sequences_[shard]);
  fact.set_recorded_at_micros(1'735'689'600'000'000);
  fact.set_line_count(static_cast<std::uint32_t>(lines.size()));
  for (const ContributionLine& line : lines) AddLine(line, fact);
  return fact.SerializeAsString();
}

Position FactWriter::Write(std::uint32_t shard, const std::vector<ContributionLine>& lines) {
  WriteBytes(shard, NextFact(shard, lines));
  Position position;
  position.epoch = Epoch(epoch_);
  for (const auto& [s, sequence] : sequences_) position.marks[Shard(s)] = Sequence(sequence);
  return position;
}

void FactWriter::WriteBytes(std::uint32_t shard, std::string bytes) {
  Send(kContributionsTopic, shard, std::move(bytes));
}

void FactWriter::BeginEpoch() {
  ++epoch_;
  sequences_.clear();
}

}  // namespace paritrana::scoring::testing
