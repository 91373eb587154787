// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "libs/identity/identity.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/application/post_lines.h"
#include "services/compliance/domain/line_checks.h"

namespace paritrana::compliance {

// A line with everything that can be known before the database is asked.
struct PreparedLine {
  const IncomingLine* incoming = nullptr;
  CheckedLine checked;  // the worker's number included
  identity::Token worker{};
  ContentHash content{};
};

// Checks and hashes the lines of a command. The result points into the command.
std::vector<PreparedLine> PrepareLines(const PostLines& command, const identity::Vault& vault,
                                       absl::Time now);

}  // namespace paritrana::compliance
