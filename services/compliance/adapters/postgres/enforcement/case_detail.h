// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/compliance/domain/enforcement/case_file.h"

namespace paritrana::compliance {

// What an event holds besides its own columns, as column case_event.detail keeps it: a durable
// format. Instalments are "plan 20545 6000000;20573 4000000", a fine is
// "fine <base> <per_100000> <rupiah> <rule>".
std::string DetailText(const CaseEvent& event);

// Fills the event from such a text. DATA_CORRUPT.
absl::Status ReadDetail(std::string_view text, CaseEvent& event);

}  // namespace paritrana::compliance
