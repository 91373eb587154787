// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "libs/base/check.h"
#include "libs/base/date.h"
#include "libs/payroll_files/cell.h"

namespace {

using paritrana::files::CellView;
using paritrana::workbook::CellKind;
using paritrana::workbook::DateSystem;

constexpr CellKind kKinds[] = {CellKind::kText, CellKind::kNumber, CellKind::kDate,
                               CellKind::kBoolean, CellKind::kError};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  paritrana::workbook::IsDayFormat(text);
  for (const CellKind kind : kKinds) {
    for (const DateSystem system : {DateSystem::k1900, DateSystem::k1904}) {
      const auto day = paritrana::files::ParseDay(CellView{text, kind}, system);
      if (!day.ok()) continue;
      const auto again = paritrana::ParseDate(paritrana::FormatDate(*day));
      PARITRANA_CHECK(again.ok() && *again == *day);
    }
    const auto month = paritrana::files::ParseMonth(CellView{text, kind});
    PARITRANA_CHECK(!month.ok() || paritrana::Month::Parse(month->ToString()).ok());
  }
  return 0;
}
