// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/contribution/vocabulary.h"

// The field's words as the domain uses them: those of the rules of contribution. Numbers are those
// of the contracts (proto/paritrana/common/v1/vocabulary.proto), so that adapters translate by
// value; a test holds the two together.
namespace paritrana::compliance {

using contribution::AmountsByProgramme;
using contribution::kProgrammeCount;
using contribution::kSegmentLast;
using contribution::Programme;
using contribution::ProgrammeSet;
using contribution::Segment;
using contribution::Shares;

}  // namespace paritrana::compliance
