// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/internal/sql_state.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace paritrana::postgres::internal {
namespace {

constexpr std::string_view kUniqueViolation = "23505";
constexpr std::string_view kQueryCanceled = "57014";
constexpr std::string_view kLockNotAvailable = "55P03";
constexpr std::string_view kSerializationFailure = "40001";
constexpr std::string_view kDeadlockDetected = "40P01";

bool InClass(std::string_view state, std::string_view sql_class) {
  return state.substr(0, sql_class.size()) == sql_class;
}

absl::StatusCode CodeOf(std::string_view state, bool cancelled) {
  if (state == kUniqueViolation) return absl::StatusCode::kAlreadyExists;
  if (InClass(state, "23")) return absl::StatusCode::kFailedPrecondition;
  if (state == kSerializationFailure || state == kDeadlockDetected) {
    return absl::StatusCode::kAborted;
  }
  if (state == kQueryCanceled) {
    return cancelled ? absl::StatusCode::kCancelled : absl::StatusCode::kDeadlineExceeded;
  }
  if (state == kLockNotAvailable) return absl::StatusCode::kDeadlineExceeded;
  // Connection exceptions, insufficient resources (a full disk, too many connections) and operator
  // intervention (shutting down, starting up) pass by themselves.
  if (InClass(state, "08") || InClass(state, "53") || InClass(state, "57P")) {
    return absl::StatusCode::kUnavailable;
  }
  return absl::StatusCode::kInternal;
}

std::string_view Field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

}  // namespace

absl::Status StatusOfResult(const PGresult* result, bool cancelled) {
  const std::string_view state = Field(result, PG_DIAG_SQLSTATE);
  if (state.empty()) return ConnectionLost("a statement");
  std::string message = absl::StrCat("SQLSTATE ", std::string(state));
  const std::string_view constraint = Field(result, PG_DIAG_CONSTRAINT_NAME);
  if (!constraint.empty()) absl::StrAppend(&message, ", constraint ", std::string(constraint));
  if (InClass(state, "42")) {
    absl::StrAppend(&message, ": ", std::string(Field(result, PG_DIAG_MESSAGE_PRIMARY)));
  }
  return absl::Status(CodeOf(state, cancelled), message);
}

absl::Status ConnectionLost(const char* during) {
  return absl::UnavailableError(
      absl::StrCat("the connection to PostgreSQL failed during ", during));
}

}  // namespace paritrana::postgres::internal
