// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the function when `expression`, an absl::Status, is not OK.
#define PARITRANA_RETURN_IF_ERROR(expression)      \
  do {                                             \
    absl::Status paritrana_status_ = (expression); \
    if (!paritrana_status_.ok()) {                 \
      return paritrana_status_;                    \
    }                                              \
  } while (false)

// Declares or assigns `target` from `expression`, an absl::StatusOr, or returns its status.
//   PARITRANA_ASSIGN_OR_RETURN(const Month month, Month::Parse(text));
#define PARITRANA_ASSIGN_OR_RETURN(target, expression)                                        \
  PARITRANA_ASSIGN_OR_RETURN_IMPL_(PARITRANA_CONCAT_(paritrana_status_or_, __LINE__), target, \
                                   expression)

// Names that are being declared can't stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define PARITRANA_ASSIGN_OR_RETURN_IMPL_(status_or, target, expression) \
  auto status_or = (expression);                                        \
  if (!status_or.ok()) {                                                \
    return std::move(status_or).status();                               \
  }                                                                     \
  target = *std::move(status_or)
// NOLINTEND(bugprone-macro-parentheses)

#define PARITRANA_CONCAT_(a, b) PARITRANA_CONCAT_INNER_(a, b)
#define PARITRANA_CONCAT_INNER_(a, b) a##b
