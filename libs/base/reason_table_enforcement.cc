// SPDX-License-Identifier: Apache-2.0
#include "libs/base/internal/reason_rows.h"

#include <array>

namespace paritrana::internal {
namespace {

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md, and with
// --payroll > docs/payroll/codes.md.
constexpr auto kReasons = std::to_array<Reason>({
    Row("CASE_ALREADY_OPEN", kConflict,
        "Pemberi kerja ini sudah punya perkara yang belum selesai. Lanjutkan perkara itu.",
        "This employer has a case that is not settled yet. Go on with that one."),
    Row("CASE_ARREARS_OPEN", kConflict,
        "Perkara belum dapat diselesaikan: masih ada tunggakan atau temuan yang dikonfirmasi, atau "
        "tunggakannya belum diketahui. Tunggu pelunasan, atau selesaikan dengan "
        "in_spite_of_arrears dan alasan.",
        "The case cannot be settled yet: arrears or a confirmed finding are left, or the arrears "
        "are not known. Wait for the payment, or settle with in_spite_of_arrears and a reason."),
    Row("CASE_DATE_INVALID", kInvalid,
        "Tanggal terletak sesudah hari ini atau sebelum catatan terakhir perkara. Periksa "
        "tanggalnya.",
        "The day lies after today or before the last entry of the case. Check the day."),
    Row("CASE_PAUSED", kConflict,
        "Perkara sedang dijeda; waktunya tidak berjalan. Lanjutkan (resume) dahulu.",
        "The case is paused and its clock stands still. Resume it first."),
    Row("CASE_PLAN_ACTIVE", kConflict,
        "Rencana pembayaran sedang berjalan; tahap berikut menunggu sampai rencana selesai atau "
        "gagal.",
        "A plan of payment is being kept; the next step waits until it is kept or broken."),
    Row("CASE_PLAN_INVALID", kInvalid,
        "Rencana pembayaran tidak dapat dipakai: 1 sampai 60 angsuran, tanggal berurutan sesudah "
        "hari persetujuan, jumlah di atas nol, dan seluruhnya menutup tunggakan.",
        "The plan cannot be used: 1 to 60 instalments, days in order after the day it is agreed, "
        "amounts above zero, together covering the arrears."),
    Row("CASE_SETTLED", kConflict,
        "Perkara sudah selesai dan tidak diubah lagi. Buka kembali (reopen) bila perlu.",
        "The case is settled and is not changed any more. Reopen it if need be."),
    Row("CASE_STATE_INVALID", kConflict,
        "Perubahan ini tidak mungkin pada keadaan perkara sekarang. Baca perkaranya dan lihat "
        "keadaannya.",
        "This change is not possible in the case's present state. Read the case and look at its "
        "state."),
    Row("CASE_STEP_INVALID", kConflict,
        "Tahap ini bukan tahap berikut dari perkara. Tahap tidak dapat dilompati; lihat tahap "
        "berikut pada perkara.",
        "This is not the step that follows. No step can be skipped; the case names the next one."),
    Row("CASE_TOO_EARLY", kConflict,
        "Pemberi kerja masih punya waktu untuk menanggapi tahap sebelumnya. Perkara menyebut "
        "tanggal paling awal.",
        "The employer still has time to answer the step before. The case names the earliest day."),
    Row("CASE_UNKNOWN", kNotFound, "Perkara dengan nomor ini tidak ada. Periksa nomornya.",
        "There is no case with this number. Check the number."),
    Row("CERTIFICATE_NOT_DUE", kConflict,
        "Sertifikat kepatuhan belum dapat diterbitkan: ada temuan yang dikonfirmasi, tunggakan, "
        "atau perkara terbuka. Lihat apa saja pada standing pemberi kerja.",
        "No certificate can be issued: there is a confirmed finding, arrears or an open case. The "
        "employer's standing says which."),
    Row("CERTIFICATE_UNKNOWN", kNotFound, "Tidak ada sertifikat dengan kode ini. Periksa kodenya.",
        "There is no certificate with this code. Check the code."),
    Row("FINDING_DATE_INVALID", kInvalid,
        "Tanggal pemeriksaan terletak sesudah hari ini. Pakai hari ini atau sebelumnya.",
        "The day to look at lies after today. Use today or an earlier day."),
    Row("FINDING_STATE_INVALID", kConflict,
        "Hanya dugaan yang dapat dikonfirmasi, dan hanya dugaan atau temuan terkonfirmasi yang "
        "dapat digugurkan. Baca temuannya dan lihat keadaannya.",
        "Only a suspicion can be confirmed, and only a suspicion or a confirmed finding dismissed. "
        "Read the finding and look at its state."),
    Row("FINDING_UNKNOWN", kNotFound, "Temuan dengan nomor ini tidak ada. Periksa nomornya.",
        "There is no finding with this number. Check the number."),
    Row("HEADCOUNT_INVALID", kInvalid,
        "Jumlah pekerja harus bilangan 0 sampai 1.000.000. Periksa jumlahnya.",
        "The number of workers must be 0 to 1,000,000. Check the number."),
    Row("IMPORT_OLDER", kConflict,
        "Data yang lebih baru sudah ada; baris ini tidak mengubah apa-apa.",
        "Newer data is known already; this row changes nothing."),
    Row("MINIMUM_WAGE_INVALID", kInvalid,
        "Upah minimum harus rupiah bulat dari 1 sampai 100.000.000 untuk provinsi atau "
        "kabupaten/kota dan tahun 1977 sampai 2199. Periksa barisnya.",
        "A minimum wage must be whole rupiah from 1 to 100,000,000, of a province, regency or city "
        "and a year from 1977 to 2199. Check the row."),
    Row("NIB_INVALID", kInvalid,
        "NIB harus 13 angka. Tulis sebagai teks agar nol di depan tidak hilang.",
        "A business number (NIB) has 13 digits. Write it as text so that leading zeros stay."),
    Row("OFFICER_REASON_REQUIRED", kInvalid,
        "Keputusan perlu alasan dengan 3 sampai 500 karakter. Tuliskan alasannya, tanpa nama atau "
        "nomor orang.",
        "A decision needs a reason of 3 to 500 characters. Write it, without names or numbers of "
        "persons."),
});

}  // namespace

std::span<const Reason> EnforcementReasons() { return kReasons; }

}  // namespace paritrana::internal
