// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/answer_store.h"

#include <string_view>
#include <vector>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;

constexpr std::string_view kFind = "SELECT request, answer FROM idempotency_key WHERE key = $1";
constexpr std::string_view kKeep =
    "INSERT INTO idempotency_key (key, request, answer, recorded_at) VALUES ($1, $2, $3, $4)";

}  // namespace

absl::StatusOr<std::optional<std::string>> FindAnswer(postgres::Connection& connection,
                                                      const std::string& key,
                                                      const std::string& request) {
  const std::vector<Param> params = {Param(key)};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result rows, connection.Execute(kFind, params));
  if (rows.rows() == 0) return std::nullopt;
  if (rows.Text(0, 0) != request) return MakeError("IDEMPOTENCY_KEY_REUSED", "idempotency_key");
  return std::string(rows.Text(0, 1));
}

absl::Status KeepAnswer(postgres::Connection& connection, const StoredAnswer& answer,
                        absl::Time now) {
  const std::vector<Param> params = {Param(answer.key), Param(answer.request), Param(answer.answer),
                                     Param(now)};
  return connection.Execute(kKeep, params).status();
}

}  // namespace paritrana::compliance
