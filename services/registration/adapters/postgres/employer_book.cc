// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/postgres/employer_book.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/postgres/connection.h"
#include "services/registration/adapters/postgres/columns.h"

namespace paritrana::registration {
namespace {

using postgres::Param;

// Every query of employers returns these columns, in this order.
#define EMPLOYER_COLUMNS                                                             \
  "employer_id, revision, employer_ref, name, name_hidden, kind, size_class, kbli, " \
  "registration_region, recorded_at, jkk_class, reliefs"

constexpr std::string_view kFind =
    "SELECT " EMPLOYER_COLUMNS " FROM employer WHERE employer_ref = ANY ($1::text[])";

constexpr std::string_view kFindShared =
    "SELECT " EMPLOYER_COLUMNS
    " FROM employer WHERE employer_ref = ANY ($1::text[]) ORDER BY employer_ref FOR SHARE";

// Not FOR UPDATE: new memberships of the employer only need its id, which never changes.
constexpr std::string_view kLock =
    "SELECT " EMPLOYER_COLUMNS " FROM employer WHERE employer_ref = $1 FOR NO KEY UPDATE";

constexpr std::string_view kList =
    "SELECT " EMPLOYER_COLUMNS
    " FROM employer WHERE employer_ref > $1 AND registration_region BETWEEN $2 AND $3 "
    "ORDER BY employer_ref LIMIT $4";

constexpr std::string_view kRefsOf =
    "SELECT employer_id, employer_ref FROM employer WHERE employer_id = ANY ($1::bigint[])";

constexpr std::string_view kAdd = "INSERT INTO employer (" EMPLOYER_COLUMNS
                                  ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON "
                                  "CONFLICT (employer_ref) DO NOTHING";

constexpr std::string_view kChange = R"sql(
UPDATE employer SET revision = $2, name = $4, name_hidden = $5, kind = $6, size_class = $7,
       kbli = $8, registration_region = $9, recorded_at = $10, jkk_class = $11, reliefs = $12
 WHERE employer_id = $1 AND employer_ref = $3
)sql";

#undef EMPLOYER_COLUMNS

// Durable: part of what encrypted names are bound to.
std::string ContextOf(EmployerId id) {
  return absl::StrCat("employer:", absl::Hex(id.value(), absl::kZeroPad16), ":name");
}

// The keys of a region and of all below it.
std::pair<std::int64_t, std::int64_t> KeysWithin(const std::optional<RegionCode>& region) {
  const std::int64_t first = region ? ToColumn(*region) : 0;
  switch (region ? region->level() : RegionLevel::kNation) {
    case RegionLevel::kNation:
      return {first, 9'999'999'999};
    case RegionLevel::kProvince:
      return {first, first + 99'999'999};
    case RegionLevel::kRegency:
      return {first, first + 999'999};
    case RegionLevel::kDistrict:
      return {first, first + 9'999};
    case RegionLevel::kVillage:
      break;
  }
  return {first, first};
}

}  // namespace

absl::StatusOr<Employer> PostgresEmployerBook::Read(const postgres::Result& rows, int row) const {
  Employer employer;
  employer.id = FromColumn<EmployerId>(rows.Int64(row, 0));
  employer.revision = static_cast<std::uint64_t>(rows.Int64(row, 1));
  PARITRANA_ASSIGN_OR_RETURN(employer.ref, EmployerRef::Parse(rows.Text(row, 2)));
  if (rows.IsNull(row, 3)) {
    PARITRANA_ASSIGN_OR_RETURN(employer.name,
                               vault_.Decrypt(rows.Bytes(row, 4), ContextOf(employer.id)));
  } else {
    employer.name = rows.Text(row, 3);
  }
  employer.kind = static_cast<EmployerKind>(rows.Int64(row, 5));
  employer.size_class = static_cast<SizeClass>(rows.Int64(row, 6));
  employer.kbli = rows.Text(row, 7);
  employer.registration_region = RegionFromColumn(rows.Int64(row, 8));
  employer.recorded_at = rows.Time(row, 9);
  employer.jkk_class = static_cast<JkkClass>(rows.Int64(row, 10));
  const std::string_view reliefs = rows.Text(row, 11);
  employer.reliefs =
      absl::StrSplit(absl::string_view(reliefs.data(), reliefs.size()), ' ', absl::SkipEmpty());
  return employer;
}

absl::StatusOr<std::vector<Employer>> PostgresEmployerBook::ReadAll(
    const postgres::Result& rows) const {
  std::vector<Employer> employers;
  for (int row = 0; row < rows.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(Employer employer, Read(rows, row));
    employers.push_back(std::move(employer));
  }
  return employers;
}

absl::StatusOr<std::vector<Employer>> PostgresEmployerBook::Find(std::span<const EmployerRef> refs,
                                                                 LockMode mode) {
  std::vector<std::string> texts;
  for (const EmployerRef& ref : refs) texts.push_back(ref.ToString());
  const Param params[] = {Param::TextArray(texts)};
  PARITRANA_ASSIGN_OR_RETURN(
      const auto rows, connection_.Execute(mode == LockMode::kNone ? kFind : kFindShared, params));
  return ReadAll(rows);
}

absl::StatusOr<std::vector<Employer>> PostgresEmployerBook::List(const EmployerPage& page) {
  const auto [first, last] = KeysWithin(page.region);
  const Param params[] = {Param(page.after), Param(first), Param(last),
                          Param(std::int64_t{page.limit})};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kList, params));
  return ReadAll(rows);
}

absl::StatusOr<absl::flat_hash_map<EmployerId, EmployerRef>> PostgresEmployerBook::RefsOf(
    std::span<const EmployerId> ids) {
  const Param params[] = {Param::Int64Array(ToColumns(ids))};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kRefsOf, params));
  absl::flat_hash_map<EmployerId, EmployerRef> refs;
  for (int row = 0; row < rows.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(EmployerRef ref, EmployerRef::Parse(rows.Text(row, 1)));
    refs.emplace(FromColumn<EmployerId>(rows.Int64(row, 0)), std::move(ref));
  }
  return refs;
}

absl::StatusOr<std::optional<Employer>> PostgresEmployerBook::Lock(const EmployerRef& ref) {
  const Param params[] = {Param(ref.ToString())};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kLock, params));
  if (rows.rows() == 0) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(Employer employer, Read(rows, 0));
  return employer;
}

absl::StatusOr<std::int64_t> PostgresEmployerBook::Write(std::string_view sql,
                                                         const Employer& employer) {
  Param name(employer.name);
  Param hidden = Param::Null();
  if (employer.kind == EmployerKind::kIndividual) {
    PARITRANA_ASSIGN_OR_RETURN(const std::string bytes,
                               vault_.Encrypt(employer.name, ContextOf(employer.id)));
    hidden = Param::Bytes(bytes);
    name = Param::Null();
  }
  const Param params[] = {Param(ToColumn(employer.id)),
                          Param(static_cast<std::int64_t>(employer.revision)),
                          Param(employer.ref.ToString()),
                          name,
                          hidden,
                          Param(static_cast<std::int64_t>(employer.kind)),
                          Param(static_cast<std::int64_t>(employer.size_class)),
                          Param(employer.kbli),
                          Param(ToColumn(employer.registration_region)),
                          Param(employer.recorded_at),
                          Param(static_cast<std::int64_t>(employer.jkk_class)),
                          Param(absl::StrJoin(employer.reliefs, " "))};
  PARITRANA_ASSIGN_OR_RETURN(const auto result, connection_.Execute(sql, params));
  return result.affected();
}

absl::Status PostgresEmployerBook::Add(const Employer& employer) {
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t added, Write(kAdd, employer));
  return added == 1 ? absl::OkStatus() : MakeError("EMPLOYER_EXISTS", "employer.npp");
}

absl::Status PostgresEmployerBook::Change(const Employer& employer) {
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t changed, Write(kChange, employer));
  PARITRANA_CHECK(changed == 1);
  return absl::OkStatus();
}

}  // namespace paritrana::registration
