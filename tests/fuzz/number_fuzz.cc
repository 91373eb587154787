// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "libs/base/check.h"
#include "libs/payroll_files/cell.h"

namespace {

using paritrana::files::CellView;
using paritrana::workbook::CellKind;

void CheckPlain(std::string_view text) {
  const auto plain = paritrana::workbook::PlainNumber(text);
  if (!plain.has_value()) return;
  PARITRANA_CHECK(plain->find_first_of("eE") == std::string::npos);
  PARITRANA_CHECK(paritrana::workbook::PlainNumber(*plain) == plain);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckPlain(text);
  const auto amount = paritrana::files::ParseRupiah(text);
  PARITRANA_CHECK(!amount.ok() || *amount >= 0);
  for (const CellKind kind : {CellKind::kText, CellKind::kNumber, CellKind::kDate}) {
    const auto of_cell = paritrana::files::ParseRupiah(CellView{text, kind});
    PARITRANA_CHECK(!of_cell.ok() || *of_cell >= 0);
    paritrana::files::ParseIdentityNumber(CellView{text, kind}, 11).IgnoreError();
    paritrana::files::ParseRegion(CellView{text, kind}).IgnoreError();
  }
  return 0;
}
