// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/payment_queries.h"

namespace paritrana::compliance {

Rupiah PaymentView::unallocated() const {
  if (kept.reversal) return Rupiah(0);
  std::int64_t rest = kept.payment.amount.value();
  for (const Piece& piece : pieces) rest -= piece.amount.value();
  return Rupiah(rest);
}

}  // namespace paritrana::compliance
