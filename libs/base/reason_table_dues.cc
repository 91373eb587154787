// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "libs/base/internal/reason_rows.h"

namespace paritrana::internal {
namespace {

// Ordered by name. What is refused when somebody asks what a payer owes.
constexpr auto kReasons = std::to_array<Reason>({
    Row("DUES_PERIOD_UNKNOWN", kNotFound,
        "Untuk periode ini belum ada iuran yang dilaporkan sampai tanggal yang ditanyakan. "
        "Periksa periode dan tanggalnya, atau kirim laporannya dulu.",
        "Nothing was declared for this period up to the day asked for. Check period and day, or "
        "send the declaration first."),
});

}  // namespace

std::span<const Reason> DuesReasons() { return kReasons; }

}  // namespace paritrana::internal
