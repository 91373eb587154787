// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/registration_copy.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/events/postgres_inbox.h"
#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/settle_queue.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::CopyWriter;
using postgres::Param;
using registration::events::v1::Employer;
using registration::events::v1::EmployersChanged;
using registration::events::v1::Participant;
using registration::events::v1::ParticipantsChanged;

// One row of a fact, the shard it came from and when the fact was recorded.
template <typename Message>
struct Change {
  Message message;
  Shard shard;
  std::int64_t recorded_at_micros = 0;
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
      changes.insert_or_assign(pseudonym, Change<Participant>{std::move(participant), fact.id.shard,
                                                              message.recorded_at_micros()});
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
      {"DELETE FROM membership WHERE pseudonym = ANY ($1::bigint[])", {pseudonyms}},
      {"DELETE FROM participant_token WHERE pseudonym = ANY ($1::bigint[])", {pseudonyms}},
      {"DELETE FROM participant WHERE pseudonym = ANY ($1::bigint[])", {pseudonyms}}};
  return connection.Pipeline(statements).status();
}

absl::Status CopyParticipants(Connection& connection, const ParticipantChanges& changes) {
  CopyWriter copy(4);
  for (const auto& [pseudonym, change] : changes) {
    const std::uint64_t merged_into = change.message.merged_into();
    copy.Int64(ToColumn(pseudonym));
    copy.Int32(static_cast<std::int32_t>(change.shard.value()));
    copy.Int64(static_cast<std::int64_t>(change.message.revision()));
    merged_into != 0 ? copy.Int64(ToColumn(merged_into)) : copy.Null();
    copy.EndRow();
  }
  return connection.CopyIn(
      "COPY participant (pseudonym, shard, revision, merged_into) FROM STDIN (FORMAT binary)",
      std::move(copy).Finish());
}

// Who has a token by the facts of a batch.
struct TokenOwner {
  std::int64_t pseudonym = 0;
  std::int64_t recorded_at_micros = 0;
};

// By token as text; of several owners the one whose fact was recorded last.
std::map<std::string, TokenOwner> OwnersOf(const ParticipantChanges& changes) {
  std::map<std::string, TokenOwner> owners;
  for (const auto& [pseudonym, change] : changes) {
    for (const std::string& token : change.message.identity_tokens()) {
      identity::Token bytes;
      std::copy(token.begin(), token.end(), bytes.begin());
      TokenOwner& owner = owners[ToUuidText(bytes)];
      if (owner.recorded_at_micros > change.recorded_at_micros) continue;
      owner = {ToColumn(pseudonym), change.recorded_at_micros};
    }
  }
  return owners;
}

// Two records of one person that are merged lie in different shards, and these are read apart: an
// older fact of the merged record may come after the surviving one's, and must not take a token
// back.
constexpr std::string_view kInsertTokens = R"sql(
INSERT INTO participant_token AS t (token, pseudonym, recorded_at_micros)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[])
ON CONFLICT (token) DO UPDATE
   SET pseudonym = excluded.pseudonym, recorded_at_micros = excluded.recorded_at_micros
 WHERE t.recorded_at_micros <= excluded.recorded_at_micros
)sql";

absl::Status InsertTokens(Connection& connection, const ParticipantChanges& changes) {
  std::vector<std::string> tokens;
  std::vector<std::int64_t> pseudonyms, times;
  for (const auto& [token, owner] : OwnersOf(changes)) {
    tokens.push_back(token);
    pseudonyms.push_back(owner.pseudonym);
    times.push_back(owner.recorded_at_micros);
  }
  const std::vector<Param> params = {Param::TextArray(tokens), Param::Int64Array(pseudonyms),
                                     Param::Int64Array(times)};
  return connection.Execute(kInsertTokens, params).status();
}

MembershipRow ToRow(std::uint64_t pseudonym,
                    const registration::events::v1::Membership& membership) {
  return {ToColumn(pseudonym),
          static_cast<std::int32_t>(membership.membership_no()),
          ToColumn(membership.employer_id()),
          static_cast<std::int16_t>(membership.segment()),
          static_cast<std::int16_t>(membership.worker_kind()),
          static_cast<std::int16_t>(membership.sponsor_kind()),
          membership.start_day(),
          membership.end_day(),
          ToColumn(membership.workplace_region()),
          ToColumn(membership.registration_region())};
}

absl::Status CopyMemberships(Connection& connection, const ParticipantChanges& changes) {
  CopyWriter copy(10);
  for (const auto& [pseudonym, change] : changes) {
    for (const auto& membership : change.message.memberships()) {
      const MembershipRow row = ToRow(pseudonym, membership);
      copy.Int64(row.pseudonym);
      copy.Int32(row.membership_no);
      copy.Int64(row.employer_id);
      copy.Int16(row.segment);
      copy.Int16(row.worker_kind);
      copy.Int16(row.sponsor_kind);
      copy.Int32(row.start_day);
      copy.Int32(row.end_day);
      copy.Int64(row.workplace_region);
      copy.Int64(row.registration_region);
      copy.EndRow();
    }
  }
  return connection.CopyIn(
      "COPY membership (pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind, "
      "start_day, end_day, workplace_region, registration_region) FROM STDIN (FORMAT binary)",
      std::move(copy).Finish());
}

// Revision 1 is a new participant, on whom nothing can rest yet: mass imports stop here.
std::vector<std::int64_t> RevisedIn(const ParticipantChanges& changes) {
  std::vector<std::int64_t> pseudonyms;
  for (const auto& [pseudonym, change] : changes) {
    if (change.message.revision() != 1) pseudonyms.push_back(ToColumn(pseudonym));
  }
  return pseudonyms;
}

// What the batch touches; call it before the copy changes.
absl::StatusOr<AppliedParticipants> Compare(Connection& connection,
                                            const ParticipantChanges& changes) {
  AppliedParticipants applied;
  applied.revised = RevisedIn(changes);
  PARITRANA_ASSIGN_OR_RETURN(std::vector<MembershipRow> before,
                             ReadMemberships(connection, applied.revised));
  std::vector<MembershipRow> after;
  for (const auto& [pseudonym, change] : changes) {
    for (const std::string& token : change.message.identity_tokens()) {
      identity::Token bytes;
      std::copy(token.begin(), token.end(), bytes.begin());
      applied.tokens.push_back(ToUuidText(bytes));
    }
    if (change.message.revision() == 1) continue;
    for (const auto& row : change.message.memberships()) after.push_back(ToRow(pseudonym, row));
  }
  applied.memberships = ChangedMemberships(std::move(before), std::move(after));
  return applied;
}

using EmployerChanges = std::map<std::uint64_t, Change<Employer>>;

absl::StatusOr<EmployerChanges> DecodeEmployers(std::span<const paritrana::events::Fact> facts) {
  EmployerChanges changes;
  for (const paritrana::events::Fact& fact : facts) {
    PARITRANA_ASSIGN_OR_RETURN(EmployersChanged message, Decode<EmployersChanged>(fact));
    for (Employer& employer : *message.mutable_employers()) {
      const std::uint64_t id = employer.employer_id();
      if (id == 0) return absl::InvalidArgumentError("FACT_UNDECODABLE");
      changes.insert_or_assign(
          id, Change<Employer>{std::move(employer), fact.id.shard, message.recorded_at_micros()});
    }
  }
  return changes;
}

// Keeps the terms that change with these facts, as they were before the day of the change. The
// first change of a day keeps what held before it.
constexpr std::string_view kKeepTerms = R"sql(
INSERT INTO payer_terms_before (employer_id, changed_on, kind, size_class, jkk_class, reliefs)
SELECT e.employer_id, n.changed_on, e.kind, e.size_class, e.jkk_class, e.reliefs
  FROM unnest($1::bigint[], $2::integer[], $3::smallint[], $4::smallint[], $5::smallint[], $6::text[])
       AS n (employer_id, changed_on, kind, size_class, jkk_class, reliefs)
  JOIN employer e USING (employer_id)
 WHERE (e.kind, e.size_class, e.jkk_class, array_to_string(e.reliefs, ' '))
       <> (n.kind, n.size_class, n.jkk_class, n.reliefs)
ON CONFLICT (employer_id, changed_on) DO NOTHING
)sql";

Connection::Statement KeepTerms(const EmployerChanges& changes) {
  std::vector<std::int64_t> ids;
  std::vector<std::int64_t> numbers[4];
  std::vector<std::string> reliefs;
  for (const auto& [id, change] : changes) {
    ids.push_back(ToColumn(id));
    numbers[0].push_back(ToDayNumber(DayInWib(absl::FromUnixMicros(change.recorded_at_micros))));
    numbers[1].push_back(change.message.kind());
    numbers[2].push_back(change.message.size_class());
    numbers[3].push_back(change.message.jkk_class());
    reliefs.push_back(absl::StrJoin(change.message.reliefs(), " "));
  }
  return {
      kKeepTerms,
      {Param::Int64Array(ids), Param::Int64Array(numbers[0]), Param::Int64Array(numbers[1]),
       Param::Int64Array(numbers[2]), Param::Int64Array(numbers[3]), Param::TextArray(reliefs)}};
}

// COPY writes no arrays, and few employers have reliefs.
absl::Status SetReliefs(Connection& connection, const EmployerChanges& changes) {
  std::vector<std::int64_t> ids;
  std::vector<std::string> reliefs;
  for (const auto& [id, change] : changes) {
    if (change.message.reliefs().empty()) continue;
    ids.push_back(ToColumn(id));
    reliefs.push_back(absl::StrJoin(change.message.reliefs(), " "));
  }
  if (ids.empty()) return absl::OkStatus();
  const std::vector<Param> params = {Param::Int64Array(ids), Param::TextArray(reliefs)};
  return connection
      .Execute(
          "UPDATE employer e SET reliefs = string_to_array(r.reliefs, ' ') "
          "FROM unnest($1::bigint[], $2::text[]) AS r (employer_id, reliefs) "
          "WHERE e.employer_id = r.employer_id",
          params)
      .status();
}

absl::Status CopyEmployers(Connection& connection, const EmployerChanges& changes) {
  CopyWriter copy(9);
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
    copy.Int16(static_cast<std::int16_t>(employer.jkk_class()));
    copy.EndRow();
  }
  PARITRANA_RETURN_IF_ERROR(connection.CopyIn(
      "COPY employer (employer_id, shard, revision, employer_ref, kind, size_class, kbli, "
      "registration_region, jkk_class) FROM STDIN (FORMAT binary)",
      std::move(copy).Finish()));
  return SetReliefs(connection, changes);
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
  PARITRANA_RETURN_IF_ERROR(connection.Execute(ledger_sql::kPlanByIndex).status());
  PARITRANA_ASSIGN_OR_RETURN(AppliedParticipants applied, Compare(connection, changes));
  PARITRANA_RETURN_IF_ERROR(DeleteParticipants(connection, changes));
  PARITRANA_RETURN_IF_ERROR(CopyParticipants(connection, changes));
  PARITRANA_RETURN_IF_ERROR(InsertTokens(connection, changes));
  PARITRANA_RETURN_IF_ERROR(CopyMemberships(connection, changes));
  return QueueTasks(connection, std::move(applied));
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
      KeepTerms(changes),
      {"DELETE FROM employer WHERE employer_id = ANY ($1::bigint[])", {Param::Int64Array(ids)}}};
  PARITRANA_RETURN_IF_ERROR(connection.Pipeline(statements).status());
  return CopyEmployers(connection, changes);
}

absl::Status EmployerCopy::Forget(Connection& connection, Shard shard) {
  const std::vector<Param> params = {Param(std::int64_t{shard.value()})};
  return connection.Execute("DELETE FROM employer WHERE shard = $1", params).status();
}

}  // namespace paritrana::compliance
