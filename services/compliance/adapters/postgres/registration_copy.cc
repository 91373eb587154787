// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/registration_copy.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/events/postgres_inbox.h"
#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::CopyWriter;
using postgres::Param;
using registration::events::v1::Employer;
using registration::events::v1::EmployersChanged;
using registration::events::v1::Participant;
using registration::events::v1::ParticipantsChanged;

// One row of a fact and the shard it came from.
template <typename Message>
struct Change {
  Message message;
  Shard shard;
};

template <typename FactMessage>
absl::StatusOr<FactMessage> Decode(const paritrana::events::Fact& fact) {
  FactMessage message;
  if (!message.ParseFromArray(fact.payload.data(), static_cast<int>(fact.payload.size()))) {
    return absl::InvalidArgumentError("FACT_UNDECODABLE");
  }
  return message;
}

// The last state of each participant of a batch, in order of pseudonym.
using ParticipantChanges = std::map<std::uint64_t, Change<Participant>>;

absl::Status CheckParticipant(const Participant& participant) {
  const auto& tokens = participant.identity_tokens();
  const bool tokens_fit = std::all_of(tokens.begin(), tokens.end(), [](const std::string& token) {
    return token.size() == sizeof(identity::Token);
  });
  if (participant.pseudonym() == 0 || !tokens_fit)
    return absl::InvalidArgumentError("FACT_UNDECODABLE");
  return absl::OkStatus();
}

absl::StatusOr<ParticipantChanges> DecodeParticipants(
    std::span<const paritrana::events::Fact> facts) {
  ParticipantChanges changes;
  for (const paritrana::events::Fact& fact : facts) {
    PARITRANA_ASSIGN_OR_RETURN(ParticipantsChanged message, Decode<ParticipantsChanged>(fact));
    for (Participant& participant : *message.mutable_participants()) {
      PARITRANA_RETURN_IF_ERROR(CheckParticipant(participant));
      const std::uint64_t pseudonym = participant.pseudonym();
      changes.insert_or_assign(pseudonym,
                               Change<Participant>{std::move(participant), fact.id.shard});
    }
  }
  return changes;
}

std::vector<std::int64_t> PseudonymsOf(const ParticipantChanges& changes) {
  std::vector<std::int64_t> pseudonyms;
  for (const auto& [pseudonym, change] : changes) pseudonyms.push_back(ToColumn(pseudonym));
  return pseudonyms;
}

absl::Status DeleteParticipants(Connection& connection, const ParticipantChanges& changes) {
  const Param pseudonyms = Param::Int64Array(PseudonymsOf(changes));
  const std::vector<Connection::Statement> statements = {
      {ledger_sql::kPlanByIndex, {}},
      {"DELETE FROM membership WHERE pseudonym = ANY ($1::bigint[])", {pseudonyms}},
      {"DELETE FROM participant_token WHERE pseudonym = ANY ($1::bigint[])", {pseudonyms}},
      {"DELETE FROM participant WHERE pseudonym = ANY ($1::bigint[])", {pseudonyms}}};
  return connection.Pipeline(statements).status();
}

absl::Status CopyParticipants(Connection& connection, const ParticipantChanges& changes) {
  CopyWriter copy(3);
  for (const auto& [pseudonym, change] : changes) {
    copy.Int64(ToColumn(pseudonym));
    copy.Int32(static_cast<std::int32_t>(change.shard.value()));
    copy.Int64(static_cast<std::int64_t>(change.message.revision()));
    copy.EndRow();
  }
  return connection.CopyIn(
      "COPY participant (pseudonym, shard, revision) FROM STDIN (FORMAT binary)",
      std::move(copy).Finish());
}

// A token that another pseudonym had goes over to the newer fact: two records of one person were
// joined.
absl::Status InsertTokens(Connection& connection, const ParticipantChanges& changes) {
  std::map<std::string, std::int64_t> owners;
  for (const auto& [pseudonym, change] : changes) {
    for (const std::string& token : change.message.identity_tokens()) {
      identity::Token bytes;
      std::copy(token.begin(), token.end(), bytes.begin());
      owners[ToUuidText(bytes)] = ToColumn(pseudonym);
    }
  }
  std::vector<std::string> tokens;
  std::vector<std::int64_t> pseudonyms;
  for (const auto& [token, pseudonym] : owners) {
    tokens.push_back(token);
    pseudonyms.push_back(pseudonym);
  }
  const std::vector<Param> params = {Param::TextArray(tokens), Param::Int64Array(pseudonyms)};
  return connection
      .Execute(
          "INSERT INTO participant_token (token, pseudonym) "
          "SELECT * FROM unnest($1::uuid[], $2::bigint[]) "
          "ON CONFLICT (token) DO UPDATE SET pseudonym = excluded.pseudonym",
          params)
      .status();
}

absl::Status CopyMemberships(Connection& connection, const ParticipantChanges& changes) {
  CopyWriter copy(10);
  for (const auto& [pseudonym, change] : changes) {
    for (const auto& membership : change.message.memberships()) {
      copy.Int64(ToColumn(pseudonym));
      copy.Int32(static_cast<std::int32_t>(membership.membership_no()));
      copy.Int64(ToColumn(membership.employer_id()));
      copy.Int16(static_cast<std::int16_t>(membership.segment()));
      copy.Int16(static_cast<std::int16_t>(membership.worker_kind()));
      copy.Int16(static_cast<std::int16_t>(membership.sponsor_kind()));
      copy.Int32(membership.start_day());
      copy.Int32(membership.end_day());
      copy.Int64(ToColumn(membership.workplace_region()));
      copy.Int64(ToColumn(membership.registration_region()));
      copy.EndRow();
    }
  }
  return connection.CopyIn(
      "COPY membership (pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind, "
      "start_day, end_day, workplace_region, registration_region) FROM STDIN (FORMAT binary)",
      std::move(copy).Finish());
}

using EmployerChanges = std::map<std::uint64_t, Change<Employer>>;

absl::StatusOr<EmployerChanges> DecodeEmployers(std::span<const paritrana::events::Fact> facts) {
  EmployerChanges changes;
  for (const paritrana::events::Fact& fact : facts) {
    PARITRANA_ASSIGN_OR_RETURN(EmployersChanged message, Decode<EmployersChanged>(fact));
    for (Employer& employer : *message.mutable_employers()) {
      const std::uint64_t id = employer.employer_id();
      if (id == 0) return absl::InvalidArgumentError("FACT_UNDECODABLE");
      changes.insert_or_assign(id, Change<Employer>{std::move(employer), fact.id.shard});
    }
  }
  return changes;
}

absl::Status CopyEmployers(Connection& connection, const EmployerChanges& changes) {
  CopyWriter copy(8);
  for (const auto& [id, change] : changes) {
    const Employer& employer = change.message;
    copy.Int64(ToColumn(id));
    copy.Int32(static_cast<std::int32_t>(change.shard.value()));
    copy.Int64(static_cast<std::int64_t>(employer.revision()));
    copy.Text(employer.employer_ref());
    copy.Int16(static_cast<std::int16_t>(employer.kind()));
    copy.Int16(static_cast<std::int16_t>(employer.size_class()));
    copy.Text(employer.kbli());
    copy.Int64(ToColumn(employer.registration_region()));
    copy.EndRow();
  }
  return connection.CopyIn(
      "COPY employer (employer_id, shard, revision, employer_ref, kind, size_class, kbli, "
      "registration_region) FROM STDIN (FORMAT binary)",
      std::move(copy).Finish());
}

// Without a deadline of its own, the consumer waits as long as a connection may take.
constexpr absl::Duration kConnectionWait = absl::Seconds(10);

}  // namespace

absl::StatusOr<std::map<Shard, paritrana::events::StoredMark>> RegistrationCopy::LoadMarks() {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(absl::Now() + kConnectionWait));
  return paritrana::events::LoadMarks(*lease, topic_);
}

absl::Status RegistrationCopy::Apply(std::span<const paritrana::events::Fact> facts) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(absl::Now() + kConnectionWait));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(Replace(*lease, facts));
  PARITRANA_RETURN_IF_ERROR(paritrana::events::AdvanceMarks(*lease, topic_, facts));
  return transaction.Commit();
}

absl::Status RegistrationCopy::BeginEpoch(Shard shard, Epoch epoch) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(absl::Now() + kConnectionWait));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(Forget(*lease, shard));
  PARITRANA_RETURN_IF_ERROR(paritrana::events::ResetMark(*lease, topic_, shard, epoch));
  return transaction.Commit();
}

absl::Status ParticipantCopy::Replace(Connection& connection,
                                      std::span<const paritrana::events::Fact> facts) {
  PARITRANA_ASSIGN_OR_RETURN(const ParticipantChanges changes, DecodeParticipants(facts));
  PARITRANA_RETURN_IF_ERROR(DeleteParticipants(connection, changes));
  PARITRANA_RETURN_IF_ERROR(CopyParticipants(connection, changes));
  PARITRANA_RETURN_IF_ERROR(InsertTokens(connection, changes));
  return CopyMemberships(connection, changes);
}

absl::Status ParticipantCopy::Forget(Connection& connection, Shard shard) {
  const std::vector<Param> params = {Param(std::int64_t{shard.value()})};
  for (const std::string_view sql : {"DELETE FROM membership m USING participant p "
                                     "WHERE p.pseudonym = m.pseudonym AND p.shard = $1",
                                     "DELETE FROM participant_token t USING participant p "
                                     "WHERE p.pseudonym = t.pseudonym AND p.shard = $1",
                                     "DELETE FROM participant WHERE shard = $1"}) {
    PARITRANA_RETURN_IF_ERROR(connection.Execute(sql, params).status());
  }
  return absl::OkStatus();
}

absl::Status EmployerCopy::Replace(Connection& connection,
                                   std::span<const paritrana::events::Fact> facts) {
  PARITRANA_ASSIGN_OR_RETURN(const EmployerChanges changes, DecodeEmployers(facts));
  std::vector<std::int64_t> ids;
  for (const auto& [id, change] : changes) ids.push_back(ToColumn(id));
  const std::vector<Connection::Statement> statements = {
      {ledger_sql::kPlanByIndex, {}},
      {"DELETE FROM employer WHERE employer_id = ANY ($1::bigint[])", {Param::Int64Array(ids)}}};
  PARITRANA_RETURN_IF_ERROR(connection.Pipeline(statements).status());
  return CopyEmployers(connection, changes);
}

absl::Status EmployerCopy::Forget(Connection& connection, Shard shard) {
  const std::vector<Param> params = {Param(std::int64_t{shard.value()})};
  return connection.Execute("DELETE FROM employer WHERE shard = $1", params).status();
}

}  // namespace paritrana::compliance
