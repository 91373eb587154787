// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/books/paid.h"

namespace paritrana::compliance {
namespace {

bool SameFact(const CountedLine& a, const CountedLine& b) {
  return a.worker == b.worker && a.region == b.region && a.worker_kind == b.worker_kind &&
         a.sponsor_kind == b.sponsor_kind;
}

}  // namespace

bool IsPaidFor(const contribution::RuleBook& book, const PayerTerms& terms,
               const SegmentDues& dues) {
  if (dues.lines <= 0) return false;
  const auto mandatory = contribution::MandatoryProgrammes(
      book, dues.segment, static_cast<contribution::SizeClass>(terms.size_class), dues.period);
  for (const Programme programme : contribution::kProgrammes) {
    const bool counts = !mandatory.ok() || mandatory->Has(programme);
    const std::size_t i = contribution::IndexOf(programme);
    if (counts && dues.used[i] < dues.owed[i]) return false;
  }
  return true;
}

PaidChange ChangeOf(const PaidLine& line) {
  const bool should = line.live && line.wanted;
  if (should && line.stated && SameFact(line.now, line.as)) return {};
  return {line.stated, should};
}

}  // namespace paritrana::compliance
