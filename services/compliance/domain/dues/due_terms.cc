// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/due_terms.h"

#include <string>
#include <utility>

namespace paritrana::compliance {

std::optional<contribution::DueTerms> DueTermsOf(const contribution::RuleBook& book,
                                                 const PayerTerms& terms, Month period,
                                                 Segment segment) {
  contribution::DueCase due{period, segment, static_cast<contribution::EmployerKind>(terms.kind)};
  for (const std::string& code : terms.reliefs) {
    const auto relief = book.FindRelief(code);
    if (!relief.ok()) continue;
    const auto* row = book.DueRowFor(period, segment, due.employer_kind, *relief);
    if (row == nullptr || row->relief_code != code) continue;
    due.relief = *relief;
    break;
  }
  absl::StatusOr<contribution::DueTerms> found = contribution::DueTerms::Find(book, due);
  if (!found.ok()) return std::nullopt;
  return *std::move(found);
}

}  // namespace paritrana::compliance
