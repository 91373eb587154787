// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <span>

#include "libs/base/internal/reason_rows.h"

namespace paritrana::internal {
namespace {

constexpr auto kReasons = std::to_array<Reason>({
    Row("AMENDMENT_DATE_INVALID", kInvalid,
        "Tanggal berlaku perubahan tidak boleh di masa depan atau mendahului perubahan "
        "sebelumnya. Periksa tanggal keputusannya.",
        "The day from which an amendment holds may not lie in the future or before the one "
        "it follows. Check the date of the decree."),
    Row("AMENDMENT_REASON_REQUIRED", kInvalid,
        "Perubahan memerlukan alasan, paling banyak 200 karakter, misalnya nomor keputusan.",
        "An amendment needs a reason of at most 200 characters, for example the decree's "
        "number."),
    Row("BUDGET_BELOW_ENROLLED", kInvalid,
        "Anggaran tidak cukup sampai bulan terakhir semua peserta program. Perubahan tetap "
        "berlaku; lihat kapan perlindungan berakhir.",
        "The budget does not reach to the last month of everybody enrolled. The amendment "
        "holds; see when cover ends."),
    Row("BUDGET_BELOW_PAID", kInvalid,
        "Anggaran lebih kecil daripada iuran yang sudah dibayar. Perubahan tetap berlaku; "
        "periksa jumlahnya.",
        "The budget is below what was contributed already. The amendment holds; check the "
        "amount."),
    Row("ENROLMENT_OUTSIDE_PROGRAMME", kInvalid,
        "Bulan kepesertaan berada di luar masa program. Sesuaikan bulannya, atau perpanjang "
        "program dengan perubahan.",
        "The months of the enrolment lie outside the programme's. Change them, or extend "
        "the programme with an amendment."),
    Row("ENROLMENT_OVERLAPS", kConflict,
        "Pekerja ini sudah menjadi peserta program sponsor yang sama untuk sebagian bulan "
        "itu. Satu bulan dibayar dari satu program; keluarkan dahulu dari program lain.",
        "The worker is enrolled with this sponsor for some of these months already. A month "
        "is paid from one programme; withdraw the worker from the other first."),
    Row("ENROLMENT_UNKNOWN", kNotFound,
        "Pekerja ini bukan peserta program pada bulan itu atau sesudahnya. Periksa program "
        "dan bulannya.",
        "The worker is not enrolled in the programme in that month or later. Check "
        "programme and month."),
    Row("HORIZON_INVALID", kInvalid, "Jangka pandang harus 1 sampai 24 bulan.",
        "The horizon is 1 to 24 months."),
    Row("MONTH_ORDER", kInvalid,
        "Bulan terakhir mendahului bulan pertama, atau masa program lebih dari 60 bulan. "
        "Periksa bulannya.",
        "The last month lies before the first, or there are over 60 months between them. "
        "Check the months."),
    Row("PROJECT_DATE_ORDER", kInvalid,
        "Tanggal proyek tidak berurutan: akhir pekerjaan tidak boleh mendahului mulai, "
        "kontrak atau surat perintah kerja, dan sertifikat tidak boleh mendahului kontrak.",
        "The project's dates are out of order: the end may not lie before the start, the "
        "contract or the work order, nor the certificate before the contract."),
    Row("PROJECT_EXISTS", kExists,
        "Proyek ini sudah didaftarkan dengan isi lain. Ubah dengan perubahan bertanggal.",
        "The project is registered with other content. Change it with a dated amendment."),
    Row("PROJECT_UNKNOWN", kNotFound,
        "Pembayar ini tidak didaftarkan sebagai proyek jasa konstruksi. Daftarkan proyeknya "
        "dahulu.",
        "This payer is not registered as a construction project. Register the project "
        "first."),
    Row("PROJECT_VALUE_REQUIRED", kInvalid,
        "Nilai kontrak (tanpa PPN) harus lebih dari nol rupiah.",
        "The contract value (without value added tax) must be above zero rupiah."),
    Row("SPONSOR_BUDGET_EXCEEDED", kConflict,
        "Anggaran program tidak cukup untuk bulan-bulan pekerja ini. Tambah anggaran dengan "
        "perubahan, atau kurangi bulannya.",
        "The programme's budget does not reach for this worker's months. Raise it with an "
        "amendment, or enrol for fewer months."),
    Row("SPONSOR_BUDGET_REQUIRED", kInvalid, "Anggaran program harus lebih dari nol rupiah.",
        "A programme's budget must be above zero rupiah."),
    Row("SPONSOR_KIND_DIFFERS", kInvalid,
        "Jenis sponsor tidak sesuai: APBD, dana desa dan dana bagi hasil dibelanjakan "
        "pemerintah, CSR oleh badan usaha; kepesertaan menyebut jenis yang sama dengan "
        "programnya.",
        "The kind of sponsor does not fit: government budgets, village funds and revenue- "
        "sharing funds are spent by governments, CSR by undertakings; a membership names "
        "the kind of its programme."),
    Row("SPONSOR_PROGRAMME_EXISTS", kExists,
        "Program dengan id ini sudah ada dengan isi lain. Pakai id lain, atau ubah dengan "
        "perubahan bertanggal.",
        "There is a programme of this id with other content. Use another id, or change it "
        "with a dated amendment."),
    Row("SPONSOR_PROGRAMME_UNKNOWN", kNotFound,
        "Sponsor ini tidak mempunyai program dengan id tersebut pada tanggal itu. Periksa "
        "sponsor, id dan tanggalnya.",
        "The sponsor has no programme of this id on that day. Check sponsor, id and day."),
    Row("SPONSOR_TARGET_EXCEEDED", kConflict,
        "Sasaran program sudah penuh pada sebagian bulan itu. Naikkan sasaran dengan "
        "perubahan, atau keluarkan peserta lain.",
        "The programme's target is full in some of these months. Raise it with an "
        "amendment, or withdraw somebody else."),
    Row("SPONSOR_TARGET_REQUIRED", kInvalid, "Sasaran program harus lebih dari nol pekerja.",
        "A programme's target must be above zero workers."),
    Row("TARGET_BELOW_ENROLLED", kInvalid,
        "Sasaran lebih kecil daripada peserta yang sudah terdaftar. Perubahan tetap "
        "berlaku; keluarkan peserta yang tidak lagi dibayar.",
        "The target is below the number enrolled already. The amendment holds; withdraw "
        "those who are not paid for any more."),
    Row("WORKER_NOT_SPONSORED", kNotFound,
        "Pekerja ini tidak terdaftar sebagai pekerja rentan (BPU) pada sponsor ini untuk "
        "semua bulan itu. Daftarkan kepesertaannya dahulu.",
        "The worker has no sponsored membership (BPU) with this sponsor over all these "
        "months. Register the membership first."),
    Row("YEAR_RANGE_INVALID", kInvalid, "Rentang tahun harus berurutan, paling banyak 20 tahun.",
        "The years must be in order, 20 at most."),
});

}  // namespace

std::span<const Reason> SponsorshipReasons() { return kReasons; }

}  // namespace paritrana::internal
