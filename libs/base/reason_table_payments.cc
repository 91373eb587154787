// SPDX-License-Identifier: Apache-2.0
#include "libs/base/internal/reason_rows.h"

#include <array>

namespace paritrana::internal {
namespace {

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md, and with
// --payroll > docs/payroll/codes.md.
constexpr auto kReasons = std::to_array<Reason>({
    Row("ALLOCATION_PERIOD_CLOSED", kConflict,
        "Buku untuk tanggal atau periode ini sudah ditutup. Bila memang harus dibukukan, kirim "
        "ulang dengan alasan koreksi (correction_reason).",
        "The books for this date or period are closed. If it has to be entered all the same, send "
        "it again with a correction_reason."),
    Row("PAYMENT_ALREADY_REVERSED", kConflict,
        "Pembayaran ini sudah dibatalkan dengan tanggal atau alasan lain. Pembatalan pertama tetap "
        "berlaku.",
        "This payment is reversed already, with another date or reason. The first reversal "
        "stands."),
    Row("PAYMENT_AMOUNT_INVALID", kInvalid,
        "Jumlah pembayaran harus rupiah bulat dari 1 sampai 10.000.000.000.000. Periksa jumlahnya.",
        "The amount must be whole rupiah from 1 to 10,000,000,000,000. Check the amount."),
    Row("PAYMENT_CONTENT_DIFFERS", kExists,
        "Nomor referensi ini sudah dipakai untuk pembayaran lain dari pembayar yang sama. Periksa "
        "jumlah, tanggal dan periode, atau pakai referensi lain.",
        "This reference stands for another payment of the same payer. Check amount, date and "
        "period, or use another reference."),
    Row("PAYMENT_DATE_INVALID", kInvalid,
        "Tanggal bayar harus tanggal yang ada, tidak di masa depan dan tidak sebelum 1977-12-01. "
        "Periksa tanggalnya.",
        "The day of payment must be a day that exists, not in the future and not before "
        "1977-12-01. Check the date."),
    Row("PAYMENT_PERIOD_UNKNOWN", kNotFound,
        "Belum ada iuran yang dilaporkan untuk periode yang disebut. Laporkan dahulu, atau "
        "kosongkan periode agar dibukukan ke tunggakan tertua.",
        "Nothing was declared for the period named. Declare first, or leave the period out to pay "
        "what is oldest."),
    Row("PAYMENT_REASON_INVALID", kInvalid,
        "Alasan harus 1 sampai 200 karakter dalam satu baris, tanpa nomor identitas. Tulis ulang "
        "alasannya.",
        "The reason must be 1 to 200 characters on one line, without an identity number. Write it "
        "anew."),
    Row("PAYMENT_REPEATED", kInvalid,
        "Nomor referensi ini muncul dua kali untuk pembayar yang sama dalam berkas ini. Hapus satu "
        "baris, atau pakai referensi lain bila memang dua pembayaran.",
        "This reference stands twice for the same payer in this file. Remove one row, or use "
        "another reference if there are two payments."),
    Row("PAYMENT_UNKNOWN", kNotFound,
        "Tidak ada pembayaran dengan nomor referensi ini dari pembayar tersebut. Periksa "
        "referensinya.",
        "The payer has no payment with this reference. Check the reference."),
    Row("REVERSAL_DATE_INVALID", kInvalid,
        "Tanggal pembatalan harus tanggal yang ada, tidak sebelum tanggal bayar dan tidak di masa "
        "depan. Periksa tanggalnya.",
        "The day of the reversal must be a day that exists, not before the payment and not in the "
        "future. Check the date."),
});

}  // namespace

std::span<const Reason> PaymentReasons() { return kReasons; }

}  // namespace paritrana::internal
