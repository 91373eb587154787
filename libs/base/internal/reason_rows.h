// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "libs/base/reason.h"

// How the table of reasons is written; it stands in several files by purpose.
namespace paritrana::internal {

using absl::StatusCode;

// What reasons of one class share, so that gRPC, HTTP and exit code always agree. Exit codes are
// part of the command line's contract (docs/reasons.md): never change one.
struct Class {
  StatusCode code;
  int http_status;
  int exit_code;
  bool retryable;
};

inline constexpr Class kInternal = {StatusCode::kInternal, 500, 1, true};
inline constexpr Class kUsage = {StatusCode::kInvalidArgument, 400, 2, false};
inline constexpr Class kInvalid = {StatusCode::kInvalidArgument, 400, 4, false};
inline constexpr Class kMediaType = {StatusCode::kInvalidArgument, 415, 4, false};
inline constexpr Class kNotAcceptable = {StatusCode::kInvalidArgument, 406, 4, false};
inline constexpr Class kHeaders = {StatusCode::kInvalidArgument, 431, 4, false};
inline constexpr Class kTooSlow = {StatusCode::kDeadlineExceeded, 408, 7, true};
inline constexpr Class kNotFound = {StatusCode::kNotFound, 404, 5, false};
inline constexpr Class kExists = {StatusCode::kAlreadyExists, 409, 6, false};
inline constexpr Class kConflict = {StatusCode::kFailedPrecondition, 409, 6, false};
inline constexpr Class kRetry = {StatusCode::kAborted, 409, 7, true};
inline constexpr Class kUnavailable = {StatusCode::kUnavailable, 503, 7, true};
inline constexpr Class kDeadline = {StatusCode::kDeadlineExceeded, 504, 7, true};
inline constexpr Class kTooMany = {StatusCode::kResourceExhausted, 429, 7, true};
inline constexpr Class kFile = {StatusCode::kInvalidArgument, 400, 8, false};
inline constexpr Class kTooLarge = {StatusCode::kResourceExhausted, 413, 9, false};
inline constexpr Class kUnauthenticated = {StatusCode::kUnauthenticated, 401, 10, false};
inline constexpr Class kForbidden = {StatusCode::kPermissionDenied, 403, 10, false};
inline constexpr Class kMethod = {StatusCode::kUnimplemented, 405, 11, false};
inline constexpr Class kUnimplemented = {StatusCode::kUnimplemented, 501, 11, false};
inline constexpr Class kDataLoss = {StatusCode::kDataLoss, 500, 12, false};
inline constexpr Class kCancelled = {StatusCode::kCancelled, 499, 130, true};

constexpr Reason Row(std::string_view name, Class c, std::string_view text_id,
                     std::string_view text_en) {
  return {name, c.code, c.http_status, c.exit_code, c.retryable, text_id, text_en};
}

// The parts of the table, each ordered by name.
std::span<const Reason> PlatformReasons();      // reason_table.cc: calls, services, identities
std::span<const Reason> ContributionReasons();  // reason_table_contributions.cc: lines and rules
std::span<const Reason> FileReasons();          // reason_table_files.cc: files of callers
std::span<const Reason> SponsorshipReasons();   // reason_table_sponsorships.cc: sponsors, projects
std::span<const Reason> DuesReasons();          // reason_table_dues.cc: what payers owe
std::span<const Reason> BooksReasons();         // reason_table_books.cc: the books of a month
std::span<const Reason> EnforcementReasons();   // reason_table_enforcement.cc: findings, cases
std::span<const Reason> PaymentReasons();       // reason_table_payments.cc: payments

}  // namespace paritrana::internal
