// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/kafka/facts.h"

#include <algorithm>
#include <map>
#include <optional>

#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "paritrana/registration/events/v1/regions.pb.h"
#include "services/registration/domain/day_number.h"

namespace paritrana::registration {
namespace {

namespace facts_v1 = paritrana::registration::events::v1;
namespace common_v1 = paritrana::common::v1;

constexpr char kParticipantsChanged[] = "id.paritrana.registration.participants-changed.v1";
constexpr char kEmployersChanged[] = "id.paritrana.registration.employers-changed.v1";
constexpr char kRegionsImported[] = "id.paritrana.registration.regions-imported.v1";

std::uint64_t KeyOrZero(const std::optional<RegionCode>& code) { return code ? code->key() : 0; }

std::int32_t DayOrZero(const std::optional<absl::CivilDay>& day) {
  return day ? ToDayNumber(*day) : 0;
}

void Fill(const Membership& membership, facts_v1::Membership& out) {
  out.set_membership_no(membership.no);
  out.set_employer_id(membership.employer.value());
  out.set_segment(static_cast<common_v1::Segment>(membership.segment));
  out.set_worker_kind(static_cast<common_v1::WorkerKind>(membership.worker_kind));
  out.set_sponsor_kind(static_cast<common_v1::SponsorKind>(membership.sponsor_kind));
  out.set_start_day(ToDayNumber(membership.start));
  out.set_end_day(DayOrZero(membership.end));
  out.set_registration_region(KeyOrZero(membership.registration_region));
  out.set_workplace_region(KeyOrZero(membership.workplace_region));
  out.set_domicile_region(KeyOrZero(membership.domicile_region));
  for (int programme = 1; programme <= kProgrammeMax; ++programme) {
    if (!membership.programmes.Has(static_cast<Programme>(programme))) continue;
    out.add_programmes(static_cast<common_v1::Programme>(programme));
  }
}

void Fill(const Person& person, facts_v1::Participant& out) {
  out.set_pseudonym(person.participant.pseudonym.value());
  out.set_revision(person.participant.revision);
  for (const identity::Token& token : person.tokens) {
    out.add_identity_tokens(token.data(), token.size());
  }
  for (const Membership& membership : person.participant.memberships) {
    Fill(membership, *out.add_memberships());
  }
  out.set_merged_into(person.participant.merged_into.value());
}

void Fill(const Employer& employer, facts_v1::Employer& out) {
  out.set_employer_id(employer.id.value());
  out.set_revision(employer.revision);
  out.set_employer_ref(employer.ref.ToString());
  out.set_kind(static_cast<common_v1::EmployerKind>(employer.kind));
  out.set_size_class(static_cast<common_v1::SizeClass>(employer.size_class));
  out.set_kbli(employer.kbli);
  out.set_registration_region(employer.registration_region.key());
  out.set_jkk_class(static_cast<common_v1::JkkClass>(employer.jkk_class));
  for (const std::string& relief : employer.reliefs) out.add_reliefs(relief);
}

void Fill(const Region& region, facts_v1::Region& out) {
  out.set_key(region.code.key());
  out.set_name(region.name);
  out.set_valid_from_day(DayOrZero(region.valid_from));
  out.set_valid_to_day(DayOrZero(region.valid_to));
  for (const RegionCode code : region.predecessors) out.add_predecessors(code.key());
}

void EncodePersons(const std::vector<Person>& persons, absl::Time now, std::uint32_t shard_count,
                   std::vector<::paritrana::events::OutboxEvent>& out) {
  std::map<Shard, facts_v1::ParticipantsChanged> open;
  const auto close = [&](Shard shard, facts_v1::ParticipantsChanged& message) {
    message.set_recorded_at_micros(absl::ToUnixMicros(now));
    out.push_back({kParticipantsTopic, shard, kParticipantsChanged, message.SerializeAsString()});
    message.Clear();
  };
  std::map<Shard, std::size_t> bytes;
  for (const Person& person : persons) {
    const Shard shard = ShardOf(person.participant.pseudonym.value(), shard_count);
    facts_v1::ParticipantsChanged& message = open[shard];
    Fill(person, *message.add_participants());
    bytes[shard] += message.participants().rbegin()->ByteSizeLong();
    const auto count = static_cast<std::size_t>(message.participants_size());
    if (count < kParticipantsPerMessageMax && bytes[shard] < kMessageBytesWanted) continue;
    close(shard, message);
    bytes[shard] = 0;
  }
  for (auto& [shard, message] : open) {
    if (message.participants_size() > 0) close(shard, message);
  }
}

void EncodeEmployers(const std::vector<Employer>& employers, absl::Time now,
                     std::uint32_t shard_count,
                     std::vector<::paritrana::events::OutboxEvent>& out) {
  std::map<Shard, facts_v1::EmployersChanged> messages;
  for (const Employer& employer : employers) {
    Fill(employer, *messages[ShardOf(employer.id.value(), shard_count)].add_employers());
  }
  for (auto& [shard, message] : messages) {
    message.set_recorded_at_micros(absl::ToUnixMicros(now));
    out.push_back({kEmployersTopic, shard, kEmployersChanged, message.SerializeAsString()});
  }
}

void FillHeader(const TreeHeader& header, absl::Time now, facts_v1::RegionsImported& out) {
  out.set_recorded_at_micros(absl::ToUnixMicros(now));
  out.set_tree_version(header.version);
  out.set_source(header.source);
  out.set_licence(header.licence);
  out.set_valid_from_day(ToDayNumber(header.valid_from));
}

void EncodeTree(const RegionTree& tree, absl::Time now,
                std::vector<::paritrana::events::OutboxEvent>& out) {
  const std::size_t total = tree.regions.size();
  std::uint32_t part = 0;
  for (std::size_t begin = 0; begin < total; begin += kRegionsPerMessageMax) {
    const std::size_t end = std::min(total, begin + kRegionsPerMessageMax);
    facts_v1::RegionsImported message;
    FillHeader(tree.header, now, message);
    message.set_part(part++);
    message.set_last(end == total);
    for (std::size_t i = begin; i < end; ++i) Fill(tree.regions[i], *message.add_regions());
    out.push_back({kRegionsTopic, Shard{0}, kRegionsImported, message.SerializeAsString()});
  }
}

}  // namespace

std::vector<::paritrana::events::OutboxEvent> EncodeFacts(const Facts& facts, absl::Time now,
                                                          std::uint32_t shard_count) {
  std::vector<::paritrana::events::OutboxEvent> out;
  EncodePersons(facts.persons, now, shard_count, out);
  EncodeEmployers(facts.employers, now, shard_count, out);
  if (facts.tree != nullptr) EncodeTree(*facts.tree, now, out);
  return out;
}

std::string TopicOf(const Facts& facts) {
  if (facts.tree != nullptr) return kRegionsTopic;
  return facts.employers.empty() ? kParticipantsTopic : kEmployersTopic;
}

}  // namespace paritrana::registration
