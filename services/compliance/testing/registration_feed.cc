// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/registration_feed.h"

#include <cstdio>

#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "services/compliance/adapters/postgres/registration_copy.h"

namespace paritrana::compliance::testing {
namespace {

using registration::events::v1::EmployersChanged;
using registration::events::v1::Participant;
using registration::events::v1::ParticipantsChanged;

constexpr std::uint32_t kEpoch = 1;

// Gives the messages their numbers and moves `position` over them.
template <typename Message>
std::vector<paritrana::events::Record> ToRecords(std::map<Shard, Message>& messages,
                                                 const char* topic, Position& position,
                                                 std::int64_t recorded_at_micros = 1) {
  std::vector<paritrana::events::Record> records;
  position.epoch = Epoch(kEpoch);
  for (auto& [shard, message] : messages) {
    Sequence& sequence = position.marks[shard];
    sequence = Sequence(sequence.value() + 1);
    message.set_epoch(kEpoch);
    message.set_shard(shard.value());
    message.set_sequence(sequence.value());
    message.set_recorded_at_micros(recorded_at_micros);
    paritrana::events::Record& record = records.emplace_back();
    record.topic = topic;
    record.partition = static_cast<std::int32_t>(shard.value());
    record.value = message.SerializeAsString();
  }
  return records;
}

std::string TokenOf(const identity::Vault& vault, identity::Kind kind, const std::string& number) {
  const identity::Token token = vault.MakeToken(kind, number);
  return std::string(token.begin(), token.end());
}

void Fill(const TestWorker& worker, const identity::Vault& vault, Participant& participant) {
  participant.set_pseudonym(worker.pseudonym);
  participant.set_revision(1);
  participant.add_identity_tokens(TokenOf(vault, identity::Kind::kNik, worker.nik));
  if (!worker.kpj.empty()) {
    participant.add_identity_tokens(TokenOf(vault, identity::Kind::kKpj, worker.kpj));
  }
  auto& membership = *participant.add_memberships();
  membership.set_membership_no(1);
  membership.set_employer_id(worker.employer.value());
  membership.set_segment(worker.segment);
  membership.set_worker_kind(worker.worker_kind);
  membership.set_sponsor_kind(worker.sponsor_kind);
  membership.set_start_day(worker.start_day);
  membership.set_end_day(worker.end_day);
  membership.set_workplace_region(worker.workplace_region);
}

}  // namespace

std::string NikToken(const identity::Vault& vault, const std::string& nik) {
  return TokenOf(vault, identity::Kind::kNik, nik);
}

std::string NikOf(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%06u010190%04u", static_cast<unsigned>(310101 + number / 9000),
                static_cast<unsigned>(1 + number % 9000));
  return text;
}

std::vector<paritrana::events::Record> RegistrationFeed::Employers(
    std::span<const TestEmployer> employers) {
  std::map<Shard, EmployersChanged> messages;
  for (const TestEmployer& employer : employers) {
    auto& row = *messages[ShardOf(employer.id.value(), shards_)].add_employers();
    row.set_employer_id(employer.id.value());
    row.set_revision(1);
    row.set_employer_ref(employer.ref);
    row.set_kind(employer.kind);
    row.set_registration_region(6474000000);
  }
  return ToRecords(messages, kEmployersTopic, employers_);
}

std::vector<paritrana::events::Record> RegistrationFeed::Workers(
    std::span<const TestWorker> workers) {
  std::map<Shard, ParticipantsChanged> messages;
  for (const TestWorker& worker : workers) {
    Fill(worker, vault_, *messages[ShardOf(worker.pseudonym, shards_)].add_participants());
  }
  return ToRecords(messages, kParticipantsTopic, workers_);
}

std::vector<paritrana::events::Record> RegistrationFeed::Participants(
    std::span<const Participant> participants) {
  std::map<Shard, ParticipantsChanged> messages;
  for (const Participant& participant : participants) {
    *messages[ShardOf(participant.pseudonym(), shards_)].add_participants() = participant;
  }
  return ToRecords(messages, kParticipantsTopic, workers_, ++recorded_at_micros_);
}

}  // namespace paritrana::compliance::testing
