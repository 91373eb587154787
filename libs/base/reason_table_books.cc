// SPDX-License-Identifier: Apache-2.0
#include "libs/base/internal/reason_rows.h"

#include <array>

namespace paritrana::internal {
namespace {

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md, and with
// --payroll > docs/payroll/codes.md.
constexpr auto kReasons = std::to_array<Reason>({
    Row("BOOKS_ORDER", kConflict,
        "Pembukuan ditutup bulan demi bulan. Tutup dahulu bulan sebelumnya; bulan sebelum "
        "pembukuan pertama tidak dapat ditutup lagi.",
        "Books are closed month by month. Close the month before first; a month before the first "
        "books can't be closed any more."),
    Row("BOOKS_TOO_EARLY", kConflict,
        "Batas waktu pembayaran bulan ini belum lewat. Tutup pembukuan setelah hari itu.",
        "The due day of this month has not passed yet. Close its books after that day."),
});

}  // namespace

std::span<const Reason> BooksReasons() { return kReasons; }

}  // namespace paritrana::internal
