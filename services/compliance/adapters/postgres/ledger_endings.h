// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/domain/ledger_line.h"

namespace paritrana::compliance {

// The statements that take lines back: the journal of what counted, the lines' new standing, and
// the wait of those that waited. Set-based: as many statements for one line as for thousands; none
// for none. `submission_no` is the submission at hand, whose totals are written as a whole.
//
// Lines that counted get the ordinals −n … −1 in their order, in which their retracts also stand in
// the facts.
void AppendEndings(std::span<const Ending> endings, std::int64_t chunk_no,
                   std::int64_t submission_no,
                   std::vector<postgres::Connection::Statement>& statements);

}  // namespace paritrana::compliance
