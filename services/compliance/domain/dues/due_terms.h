// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "libs/base/month.h"
#include "libs/contribution/due_date.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/domain/amount_check.h"
#include "services/compliance/domain/vocabulary.h"

namespace paritrana::compliance {

// Finds when a payer's period is due, and what lateness costs; a relief decides only where a row of
// its own says so. Nothing where no rule is known. The book must outlive it.
std::optional<contribution::DueTerms> DueTermsOf(const contribution::RuleBook& book,
                                                 const PayerTerms& terms, Month period,
                                                 Segment segment);

}  // namespace paritrana::compliance
