// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/postgres/worker_book.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libs/base/status_macros.h"
#include "libs/postgres/connection.h"
#include "services/registration/adapters/postgres/columns.h"

namespace paritrana::registration {
namespace {

using postgres::Param;

constexpr std::string_view kFind = R"sql(
SELECT token, pseudonym FROM identity WHERE token = ANY ($1::bytea[])
)sql";

// In ascending order, so that two batches never wait for each other in a circle.
constexpr std::string_view kLock = R"sql(
SELECT pseudonym, revision, details_hidden, merged_into IS NOT NULL
  FROM person WHERE pseudonym = ANY ($1::bigint[]) ORDER BY pseudonym FOR UPDATE
)sql";

constexpr std::string_view kRead = R"sql(
SELECT pseudonym, revision, details_hidden, merged_into IS NOT NULL
  FROM person WHERE pseudonym = ANY ($1::bigint[])
)sql";

constexpr std::string_view kTokens = R"sql(
SELECT pseudonym, token, kind FROM identity WHERE pseudonym = ANY ($1::bigint[]) ORDER BY token
)sql";

constexpr std::string_view kIdentities =
    "SELECT token, kind, number_hidden FROM identity WHERE pseudonym = $1 ORDER BY token";

constexpr std::string_view kMemberships = R"sql(
SELECT pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind, start_day,
       end_day, registration_region, workplace_region, domicile_region, programmes, payroll_number
  FROM membership WHERE pseudonym = ANY ($1::bigint[]) ORDER BY pseudonym, membership_no
)sql";

constexpr std::string_view kCopyPersons =
    "COPY person (pseudonym, revision, details_hidden) FROM STDIN (FORMAT binary)";

constexpr std::string_view kCopyIdentities =
    "COPY identity (token, kind, pseudonym, number_hidden) FROM STDIN (FORMAT binary)";

constexpr std::string_view kCopyMemberships =
    "COPY membership (pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind, "
    "start_day, end_day, registration_region, workplace_region, domicile_region, programmes, "
    "payroll_number) FROM STDIN (FORMAT binary)";

constexpr std::string_view kEnd = R"sql(
UPDATE membership m SET end_day = e.end_day
  FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS e (pseudonym, no, end_day)
 WHERE m.pseudonym = e.pseudonym AND m.membership_no = e.no
)sql";

constexpr std::string_view kRenumber = R"sql(
UPDATE membership m SET payroll_number = r.payroll_number
  FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS r (pseudonym, no, payroll_number)
 WHERE m.pseudonym = r.pseudonym AND m.membership_no = r.no
)sql";

constexpr std::string_view kRelocate = R"sql(
UPDATE membership m SET registration_region = r.region
  FROM unnest($1::bigint[], $2::integer[], $3::bigint[]) AS r (pseudonym, no, region)
 WHERE m.pseudonym = r.pseudonym AND m.membership_no = r.no
)sql";

constexpr std::string_view kRevise =
    "UPDATE person SET revision = revision + 1 WHERE pseudonym = ANY ($1::bigint[])";

constexpr std::string_view kMoveIdentities = R"sql(
UPDATE identity i SET pseudonym = m.pseudonym, number_hidden = m.number_hidden
  FROM unnest($1::bytea[], $2::bigint[], $3::bytea[]) AS m (token, pseudonym, number_hidden)
 WHERE i.token = m.token
)sql";

// Takes the retired number along, if there is one: it leads to nobody, but the audit can tell it.
constexpr std::string_view kRecordMerge = R"sql(
WITH retired AS (DELETE FROM identity WHERE token = $4 RETURNING number_hidden)
INSERT INTO merge (pseudonym, merged_into, reason, recorded_at, retired_nik_hidden)
VALUES ($1, $2, $3, $5, (SELECT number_hidden FROM retired))
)sql";

identity::Token TokenFrom(const std::string& bytes) {
  identity::Token token{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), token.size()), token.begin());
  return token;
}

identity::Kind KindFrom(std::int64_t column) { return static_cast<identity::Kind>(column); }

Membership ReadMembership(const postgres::Result& rows, int row) {
  Membership membership;
  membership.no = static_cast<std::uint32_t>(rows.Int64(row, 1));
  membership.employer = FromColumn<EmployerId>(rows.Int64(row, 2));
  membership.segment = static_cast<Segment>(rows.Int64(row, 3));
  membership.worker_kind = static_cast<WorkerKind>(rows.Int64(row, 4));
  membership.sponsor_kind = static_cast<SponsorKind>(rows.Int64(row, 5));
  membership.start = FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, 6)));
  membership.end = DayOrNull(rows, row, 7);
  membership.registration_region = RegionOrNull(rows, row, 8);
  membership.workplace_region = RegionOrNull(rows, row, 9);
  membership.domicile_region = RegionOrNull(rows, row, 10);
  membership.programmes = ProgrammeSet::FromBits(static_cast<std::uint8_t>(rows.Int64(row, 11)));
  membership.payroll_number = rows.Text(row, 12);
  return membership;
}

void WriteMembership(const OwnedMembership& owned, postgres::CopyWriter& copy) {
  const Membership& membership = owned.membership;
  copy.Int64(ToColumn(owned.pseudonym));
  copy.Int32(static_cast<std::int32_t>(membership.no));
  copy.Int64(ToColumn(membership.employer));
  copy.Int16(static_cast<std::int16_t>(membership.segment));
  copy.Int16(static_cast<std::int16_t>(membership.worker_kind));
  copy.Int16(static_cast<std::int16_t>(membership.sponsor_kind));
  copy.Int32(ToDayNumber(membership.start));
  WriteDay(copy, membership.end);
  WriteRegion(copy, membership.registration_region);
  WriteRegion(copy, membership.workplace_region);
  WriteRegion(copy, membership.domicile_region);
  copy.Int16(membership.programmes.bits());
  copy.Text(membership.payroll_number);
  copy.EndRow();
}

}  // namespace

absl::StatusOr<std::vector<KnownIdentity>> PostgresWorkerBook::Find(
    std::span<const identity::Token> tokens) {
  std::vector<std::string> bytes;
  for (const identity::Token& token : tokens) bytes.emplace_back(ToColumn(token));
  const Param params[] = {Param::BytesArray(bytes)};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kFind, params));
  std::vector<KnownIdentity> found;
  for (int row = 0; row < rows.rows(); ++row) {
    found.push_back({TokenFrom(rows.Bytes(row, 0)), FromColumn<Pseudonym>(rows.Int64(row, 1))});
  }
  return found;
}

absl::StatusOr<std::vector<Person>> PostgresWorkerBook::Load(std::span<const Pseudonym> pseudonyms,
                                                             LockMode mode) {
  std::vector<Person> persons;
  if (pseudonyms.empty()) return persons;
  const std::vector<Param> ids = {Param::Int64Array(ToColumns(pseudonyms))};
  // Each statement sees what was committed before it began: the two reads come after the locks.
  const postgres::Connection::Statement statements[] = {
      {mode == LockMode::kForUpdate ? kLock : kRead, ids}, {kTokens, ids}, {kMemberships, ids}};
  PARITRANA_ASSIGN_OR_RETURN(const auto results, connection_.Pipeline(statements));

  absl::flat_hash_map<std::int64_t, std::size_t> places;
  for (int row = 0; row < results[0].rows(); ++row) {
    const std::int64_t pseudonym = results[0].Int64(row, 0);
    if (results[0].Bool(row, 3)) return absl::AbortedError("a person was just merged");
    places.emplace(pseudonym, persons.size());
    Person& person = persons.emplace_back();
    person.participant.pseudonym = FromColumn<Pseudonym>(pseudonym);
    person.participant.revision = static_cast<std::uint64_t>(results[0].Int64(row, 1));
    person.hidden = results[0].Bytes(row, 2);
  }
  for (int row = 0; row < results[1].rows(); ++row) {
    Person& person = persons[places.at(results[1].Int64(row, 0))];
    person.tokens.push_back(TokenFrom(results[1].Bytes(row, 1)));
    person.has_nik = person.has_nik || KindFrom(results[1].Int64(row, 2)) == identity::Kind::kNik;
  }
  for (int row = 0; row < results[2].rows(); ++row) {
    Participant& participant = persons[places.at(results[2].Int64(row, 0))].participant;
    participant.memberships.push_back(ReadMembership(results[2], row));
  }
  return persons;
}

absl::StatusOr<std::vector<StoredIdentity>> PostgresWorkerBook::Identities(Pseudonym pseudonym) {
  const Param params[] = {Param(ToColumn(pseudonym))};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kIdentities, params));
  std::vector<StoredIdentity> identities;
  for (int row = 0; row < rows.rows(); ++row) {
    identities.push_back({TokenFrom(rows.Bytes(row, 0)), KindFrom(rows.Int64(row, 1)), pseudonym,
                          rows.Bytes(row, 2)});
  }
  return identities;
}

absl::Status PostgresWorkerBook::Save(const WorkerChanges& changes) {
  PARITRANA_RETURN_IF_ERROR(AddIdentities(changes.identities));
  PARITRANA_RETURN_IF_ERROR(AddPersons(changes.persons));
  PARITRANA_RETURN_IF_ERROR(EndMemberships(changes.ended));
  PARITRANA_RETURN_IF_ERROR(AddMemberships(changes.added));
  PARITRANA_RETURN_IF_ERROR(RenumberMemberships(changes.renumbered));
  PARITRANA_RETURN_IF_ERROR(RelocateMemberships(changes.relocated));
  return Revise(changes.revised);
}

absl::Status PostgresWorkerBook::AddIdentities(const std::vector<StoredIdentity>& identities) {
  if (identities.empty()) return absl::OkStatus();
  std::vector<const StoredIdentity*> ordered;
  for (const StoredIdentity& identity : identities) ordered.push_back(&identity);
  std::sort(ordered.begin(), ordered.end(),
            [](const StoredIdentity* a, const StoredIdentity* b) { return a->token < b->token; });
  postgres::CopyWriter copy(4);
  for (const StoredIdentity* identity : ordered) {
    copy.Bytes(ToColumn(identity->token));
    copy.Int16(static_cast<std::int16_t>(identity->kind));
    copy.Int64(ToColumn(identity->pseudonym));
    copy.Bytes(identity->hidden);
    copy.EndRow();
  }
  const absl::Status status = connection_.CopyIn(kCopyIdentities, std::move(copy).Finish());
  // Waited for another transaction, which registered one of these persons first.
  if (absl::IsAlreadyExists(status)) return absl::AbortedError("an identity was just registered");
  return status;
}

absl::Status PostgresWorkerBook::AddPersons(const std::vector<NewPerson>& persons) {
  if (persons.empty()) return absl::OkStatus();
  postgres::CopyWriter copy(3);
  for (const NewPerson& person : persons) {
    copy.Int64(ToColumn(person.pseudonym));
    copy.Int64(1);
    copy.Bytes(person.hidden);
    copy.EndRow();
  }
  return connection_.CopyIn(kCopyPersons, std::move(copy).Finish());
}

absl::Status PostgresWorkerBook::AddMemberships(const std::vector<OwnedMembership>& memberships) {
  if (memberships.empty()) return absl::OkStatus();
  postgres::CopyWriter copy(13);
  for (const OwnedMembership& membership : memberships) WriteMembership(membership, copy);
  return connection_.CopyIn(kCopyMemberships, std::move(copy).Finish());
}

absl::Status PostgresWorkerBook::EndMemberships(const std::vector<OwnedMembership>& memberships) {
  if (memberships.empty()) return absl::OkStatus();
  std::vector<std::int64_t> pseudonyms, numbers, days;
  for (const auto& [pseudonym, membership] : memberships) {
    pseudonyms.push_back(ToColumn(pseudonym));
    numbers.push_back(membership.no);
    days.push_back(ToDayNumber(membership.end.value()));
  }
  const Param params[] = {Param::Int64Array(pseudonyms), Param::Int64Array(numbers),
                          Param::Int64Array(days)};
  return connection_.Execute(kEnd, params).status();
}

absl::Status PostgresWorkerBook::RenumberMemberships(
    const std::vector<OwnedMembership>& memberships) {
  if (memberships.empty()) return absl::OkStatus();
  std::vector<std::int64_t> pseudonyms, numbers;
  std::vector<std::string> payroll_numbers;
  for (const auto& [pseudonym, membership] : memberships) {
    pseudonyms.push_back(ToColumn(pseudonym));
    numbers.push_back(membership.no);
    payroll_numbers.push_back(membership.payroll_number);
  }
  const Param params[] = {Param::Int64Array(pseudonyms), Param::Int64Array(numbers),
                          Param::TextArray(payroll_numbers)};
  return connection_.Execute(kRenumber, params).status();
}

absl::Status PostgresWorkerBook::RelocateMemberships(
    const std::vector<OwnedMembership>& memberships) {
  if (memberships.empty()) return absl::OkStatus();
  std::vector<std::int64_t> pseudonyms, numbers, regions;
  for (const auto& [pseudonym, membership] : memberships) {
    pseudonyms.push_back(ToColumn(pseudonym));
    numbers.push_back(membership.no);
    regions.push_back(ToColumn(membership.registration_region.value()));
  }
  const Param params[] = {Param::Int64Array(pseudonyms), Param::Int64Array(numbers),
                          Param::Int64Array(regions)};
  return connection_.Execute(kRelocate, params).status();
}

absl::Status PostgresWorkerBook::Merge(const PersonMerge& merge) {
  PARITRANA_RETURN_IF_ERROR(MoveIdentities(merge.moved));
  const Param merged(ToColumn(merge.merged));
  const Param surviving(ToColumn(merge.surviving));
  const Param retired = merge.retired ? Param::Bytes(ToColumn(*merge.retired)) : Param::Null();
  const std::vector<postgres::Connection::Statement> statements = {
      {kRecordMerge, {merged, surviving, Param(merge.reason), retired, Param(merge.recorded_at)}},
      {"UPDATE person SET merged_into = $2 WHERE pseudonym = $1", {merged, surviving}},
      {"DELETE FROM membership WHERE pseudonym = $1", {merged}}};
  return connection_.Pipeline(statements).status();
}

absl::Status PostgresWorkerBook::MoveIdentities(const std::vector<StoredIdentity>& identities) {
  std::vector<std::string> tokens, hidden;
  std::vector<std::int64_t> owners;
  for (const StoredIdentity& identity : identities) {
    tokens.emplace_back(ToColumn(identity.token));
    owners.push_back(ToColumn(identity.pseudonym));
    hidden.push_back(identity.hidden);
  }
  if (tokens.empty()) return absl::OkStatus();
  const Param params[] = {Param::BytesArray(tokens), Param::Int64Array(owners),
                          Param::BytesArray(hidden)};
  return connection_.Execute(kMoveIdentities, params).status();
}

absl::Status PostgresWorkerBook::Revise(std::span<const Pseudonym> pseudonyms) {
  if (pseudonyms.empty()) return absl::OkStatus();
  const Param params[] = {Param::Int64Array(ToColumns(pseudonyms))};
  return connection_.Execute(kRevise, params).status();
}

}  // namespace paritrana::registration
