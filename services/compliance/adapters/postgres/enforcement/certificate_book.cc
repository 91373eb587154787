// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/certificate_book.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/enforcement/subject_rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// $1 employer. Kind 0: a confirmed finding; 2: an open case.
constexpr std::string_view kObstacles = R"sql(
SELECT 0, flag, finding_no FROM employer_finding WHERE employer_id = $1 AND nib = '' AND state = 2
UNION ALL
SELECT 2, 1, case_no FROM case_file WHERE employer_id = $1 AND nib = '' AND state <> 4
ORDER BY 1, 3
)sql";

constexpr char kRead[] = R"sql(
SELECT c.employer_id, e.employer_ref, c.code_hash, c.salt, c.issued_on, c.valid_until, c.revoked_on,
       c.rule_id, array_to_string(c.incentives, ' ')
  FROM certificate c JOIN employer e USING (employer_id) WHERE )sql";

constexpr std::string_view kInsert = R"sql(
INSERT INTO certificate (employer_id, code_hash, salt, issued_on, valid_until, rule_id, incentives)
VALUES ($1, $2, $3, $4, $5, $6, string_to_array($7, ' ')) RETURNING certificate_no
)sql";

absl::StatusOr<std::vector<StandingObstacle>> ReadObstacles(Connection& connection,
                                                            EmployerId employer) {
  const std::vector<Param> params = {IdParam(employer)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kObstacles, params));
  std::vector<StandingObstacle> obstacles;
  for (int row = 0; row < rows.rows(); ++row) {
    obstacles.push_back({static_cast<StandingObstacle::Kind>(rows.Int64(row, 0)),
                         static_cast<Flag>(rows.Int64(row, 1)), rows.Int64(row, 2)});
  }
  return obstacles;
}

absl::StatusOr<StoredCertificate> Read(Connection& connection, const char* condition,
                                       const Param& param) {
  const std::vector<Param> params = {param};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection.Execute(absl::StrCat(kRead, condition), params));
  if (rows.rows() == 0) return MakeError("CERTIFICATE_UNKNOWN", "code");
  StoredCertificate certificate;
  certificate.employer = EmployerId(FromColumn(rows.Int64(0, 0)));
  certificate.employer_ref = std::string(rows.Text(0, 1));
  certificate.code_hash = rows.Bytes(0, 2);
  certificate.salt = rows.Bytes(0, 3);
  certificate.issued_on = DayAt(rows, 0, 4);
  certificate.valid_until = DayAt(rows, 0, 5);
  if (!rows.IsNull(0, 6)) certificate.revoked_on = DayAt(rows, 0, 6);
  certificate.rule_id = std::string(rows.Text(0, 7));
  certificate.incentives = absl::StrSplit(std::string(rows.Text(0, 8)), ' ', absl::SkipEmpty());
  return certificate;
}

absl::StatusOr<StoredCertificate> ReadNumber(Connection& connection, std::int64_t number) {
  return Read(connection, "c.certificate_no = $1", Param(number));
}

// What is kept beside a key is the certificate's number.
absl::StatusOr<std::optional<StoredCertificate>> FindAnswerIn(Connection& connection,
                                                              const KeyedRequest& call) {
  PARITRANA_ASSIGN_OR_RETURN(const auto known,
                             compliance::FindAnswer(connection, call.key, call.request));
  if (!known) return std::nullopt;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(*known, &number)) return MakeError("DATA_CORRUPT", "idempotency_key");
  PARITRANA_ASSIGN_OR_RETURN(StoredCertificate certificate, ReadNumber(connection, number));
  return certificate;
}

}  // namespace

absl::StatusOr<std::vector<StandingObstacle>> PostgresCertificateBook::Obstacles(
    EmployerId employer, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return ReadObstacles(*lease, employer);
}

absl::StatusOr<std::optional<StoredCertificate>> PostgresCertificateBook::FindAnswer(
    const KeyedRequest& call, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return FindAnswerIn(*lease, call);
}

absl::StatusOr<StoredCertificate> PostgresCertificateBook::Issue(
    const KeyedRequest& call, const StoredCertificate& certificate, absl::Time now,
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(LockStanding(*lease, certificate.employer));
  PARITRANA_ASSIGN_OR_RETURN(auto known, FindAnswerIn(*lease, call));
  if (known) return *std::move(known);
  PARITRANA_ASSIGN_OR_RETURN(const auto obstacles, ReadObstacles(*lease, certificate.employer));
  if (!obstacles.empty()) return MakeError("CERTIFICATE_NOT_DUE", ToText(obstacles));
  const std::vector<Param> params = {IdParam(certificate.employer),
                                     Param::Bytes(certificate.code_hash),
                                     Param::Bytes(certificate.salt),
                                     DayColumn(certificate.issued_on),
                                     DayColumn(certificate.valid_until),
                                     Param(certificate.rule_id),
                                     Param(absl::StrJoin(certificate.incentives, " "))};
  PARITRANA_ASSIGN_OR_RETURN(const Result row, lease->Execute(kInsert, params));
  const std::int64_t number = row.Int64(0, 0);
  PARITRANA_RETURN_IF_ERROR(
      KeepAnswer(*lease, {call.key, call.request, std::to_string(number)}, now));
  PARITRANA_ASSIGN_OR_RETURN(StoredCertificate stored, ReadNumber(*lease, number));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return stored;
}

absl::StatusOr<StoredCertificate> PostgresCertificateBook::FindByHash(const std::string& code_hash,
                                                                      absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return Read(*lease, "c.code_hash = $1", Param::Bytes(code_hash));
}

}  // namespace paritrana::compliance
