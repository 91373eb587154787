// SPDX-License-Identifier: Apache-2.0
#include "libs/base/internal/reason_rows.h"

#include <array>

namespace paritrana::internal {
namespace {

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md, and with
// --payroll > docs/payroll/codes.md.
constexpr auto kReasons = std::to_array<Reason>({
    Row("AMOUNT_ABSURD", kInvalid,
        "Jumlah jauh di atas yang mungkin untuk satu pekerja. Periksa angka nol dan pemisah "
        "ribuan, lalu kirim ulang baris ini.",
        "The amount is far above what is possible for one worker. Check zeros and thousands "
        "separators, then send this line again."),
    Row("AMOUNT_DIFFERS_FROM_RULE", kInvalid,
        "Jumlah yang dinyatakan berbeda dari hasil hitung aturan. Baris tetap dihitung "
        "sebagaimana dinyatakan; periksa upah, golongan risiko dan program, lalu koreksi bila "
        "perlu.",
        "The declared amount differs from what the rules compute. The line counts as declared; "
        "check wage, risk class and programmes, and correct it if need be."),
    Row("AMOUNT_MALFORMED", kInvalid,
        "Jumlah bukan rupiah bulat. Tulis misalnya 5000000, 5.000.000 atau 5,000,000.00.",
        "The amount is not whole rupiah. Write it as 5000000, 5.000.000 or 5,000,000.00, for "
        "example."),
    Row("AMOUNT_MISSING", kInvalid,
        "Tidak ada iuran dengan jumlah lebih dari nol. Isi paling sedikit satu program.",
        "There is no contribution above zero. Give at least one programme."),
    Row("AMOUNT_NEGATIVE", kInvalid,
        "Jumlah tidak boleh negatif. Untuk menarik kembali iuran, kirim koreksi.",
        "An amount must not be negative. To take a contribution back, send a correction."),
    Row("AMOUNT_OVERFLOW", kInvalid,
        "Jumlah seluruhnya melampaui angka yang dapat dihitung. Periksa jumlah pada baris ini.",
        "The total is beyond what can be counted. Check the amounts of this line."),
    Row("CANDIDATE_UNKNOWN", kInvalid,
        "Pilihan ini bukan salah satu calon dari baris tersebut. Lihat daftar baris yang "
        "menunggu.",
        "This is not one of the line's candidates. See the list of waiting lines."),
    Row("CASE_TYPE_UNKNOWN", kInvalid,
        "Jenis kasus tidak dikenal. Pakai monthly, project, pmi, late_fine, late_fine_dated atau "
        "due_date.",
        "The case type is not known. Use monthly, project, pmi, late_fine, late_fine_dated or "
        "due_date."),
    Row("CORRECTION_WORKER_DIFFERS", kConflict,
        "Koreksi harus untuk pekerja dan segmen yang sama. Hapus baris yang keliru, lalu "
        "tambahkan baris baru.",
        "A correction must be for the same worker and segment. Delete the wrong line, then add "
        "a new one."),
    Row("COVERED_RANGE_INVALID", kInvalid,
        "Bulan iuran harus urut dan terletak antara 60 bulan sebelum dan 24 bulan sesudah bulan "
        "pengiriman.",
        "Covered months must be in order and lie between 60 months before and 24 months after the "
        "month of posting."),
    Row("DATE_INVALID", kInvalid,
        "Tanggal tidak ada atau bentuknya keliru. Tulis tahun-bulan-tanggal, misalnya 2024-01-31.",
        "The date does not exist or is not well formed. Write year-month-day, for example "
        "2024-01-31."),
    Row("DATE_ORDER", kInvalid, "Tanggal akhir mendahului tanggal awal. Periksa kedua tanggal.",
        "The end date lies before the start date. Check both dates."),
    Row("DUPLICATE_WORKER_MONTH", kConflict,
        "Pekerja ini sudah mempunyai iuran untuk bulan, segmen dan pembayar yang sama. Hapus baris "
        "ini, atau kirim dalam run tambahan.",
        "This worker already has a contribution for the same month, segment and payer. Drop the "
        "line, or send it in a supplementary run."),
    Row("EMPLOYMENT_AMBIGUOUS", kConflict,
        "Lebih dari satu hubungan kerja cocok dengan baris ini. Pilih salah satu calon; baris "
        "menunggu jawaban paling lama 7 hari.",
        "More than one employment fits this line. Choose one of the candidates; the line waits "
        "for an answer, seven days at most."),
    Row("EMPLOYMENT_AWAITED", kNotFound,
        "Pekerja dikenal, tetapi hubungan kerja ini belum terdaftar. Daftarkan; baris menunggu "
        "paling lama 7 hari lalu dihitung dengan sendirinya.",
        "The worker is known, but this employment is not registered yet. Register it; the line "
        "waits for seven days at most and then counts by itself."),
    Row("JKK_CLASS_UNKNOWN", kInvalid,
        "Golongan risiko lingkungan kerja (JKK) belum ditetapkan. Tetapkan golongan I sampai V "
        "pada data pemberi kerja.",
        "The risk class for work accident (JKK) is not set. Set class I to V on the employer."),
    Row("LINES_OUT_OF_ORDER", kConflict,
        "Baris tidak melanjutkan yang sudah diterima. Lanjutkan dari next_line_no pada jawaban "
        "terakhir.",
        "The lines do not follow those received. Go on from next_line_no of the last answer."),
    Row("LINE_ACTION_NOT_ALLOWED", kInvalid,
        "Tindakan baris ini tidak boleh dalam run sejenis itu, atau baris sebelumnya tidak "
        "disebut. Lihat jenis run.",
        "This line's action is not allowed in a run of this kind, or the previous line is "
        "missing. See the kinds of runs."),
    Row("LINE_ADDED_AND_DELETED", kConflict,
        "Baris yang sama ditambahkan dan dihapus dalam satu kiriman. Hilangkan keduanya, atau "
        "hapus dalam kiriman lain.",
        "The same line is added and deleted in one submission. Leave both out, or delete it in "
        "another submission."),
    Row("LINE_ALREADY_DELETED", kConflict,
        "Baris itu sudah dihapus. Tidak perlu tindakan; untuk menambahkan kembali, kirim baris "
        "baru.",
        "That line was deleted before. Nothing has to be done; to add it again send a new "
        "line."),
    Row("LINE_ALREADY_REPLACED", kConflict,
        "Baris itu sudah digantikan oleh koreksi lain atau oleh run pengganti. Koreksi baris "
        "yang terakhir.",
        "That line was replaced by another correction or run already. Correct the last one."),
    Row("LINE_CONTENT_DIFFERS", kConflict,
        "Nomor baris ini sudah dikirim dengan isi lain. Baris yang sama harus dikirim dengan isi "
        "yang sama.",
        "This line was sent before with other content. The same line must be sent with the same "
        "content."),
    Row("LINE_ID_REPEATED", kConflict,
        "Id baris ini sudah dipakai dalam run yang sama. Setiap baris memerlukan id sendiri.",
        "This line id was used before in the same run. Each line needs an id of its own."),
    Row("LINE_NOT_WAITING", kConflict,
        "Baris ini tidak sedang menunggu jawaban. Lihat keadaannya sekarang.",
        "This line does not wait for an answer. See its present state."),
    Row("LINE_PREVIOUS_REJECTED", kConflict,
        "Baris yang disebut dahulu ditolak, sehingga tidak ada yang dikoreksi atau dihapus. "
        "Kirim sebagai baris baru.",
        "The line named was rejected, so there is nothing to correct or delete. Send it as a "
        "new line."),
    Row("LINE_PREVIOUS_UNKNOWN", kNotFound,
        "Baris yang disebut tidak ada pada pembayar, periode dan run ini. Periksa run dan id "
        "barisnya.",
        "There is no such line of this payer, period and run. Check the run and the line id."),
    Row("LINE_UNKNOWN", kNotFound, "Baris ini tidak ada dalam kiriman tersebut. Periksa nomornya.",
        "There is no such line in this submission. Check its number."),
    Row("MATCH_DECLINED", kConflict,
        "Anda menjawab bahwa tidak satu pun calon benar. Daftarkan hubungan kerjanya, lalu "
        "kirim baris baru.",
        "You answered that none of the candidates is right. Register the employment, then send "
        "a new line."),
    Row("NIL_RETURN_HAS_LINES", kInvalid,
        "Laporan nihil tidak boleh memuat baris. Kirim tanpa baris, atau dalam run biasa.",
        "A nil return has no lines. Send it without lines, or in a regular run."),
    Row("PAYER_INVALID", kInvalid, "Pembayar ditulis npp-divisi, misalnya A1234567-000.",
        "A payer is written npp-division, for example A1234567-000."),
    Row("PAYER_UNKNOWN", kNotFound,
        "Pembayar tidak terdaftar. Periksa NPP dan divisi, atau daftarkan dahulu.",
        "The payer is not registered. Check NPP and division, or register it first."),
    Row("PERIOD_CLOSED", kConflict,
        "Periode ini sudah ditutup. Minta periode dibuka kembali, atau kirim dalam periode lain.",
        "This period is closed. Ask for it to be reopened, or post into another period."),
    Row("PERIOD_HAS_LINES", kConflict,
        "Periode ini mempunyai iuran yang berlaku, sehingga tidak nihil. Hapus atau ganti "
        "dahulu barisnya.",
        "This period has contributions that count, so it is not nil. Delete or replace those "
        "lines first."),
    Row("PERIOD_HAS_WAITING_LINES", kConflict,
        "Masih ada baris yang menunggu. Selesaikan dahulu, atau tutup dengan menyatakan bahwa "
        "ada yang menunggu.",
        "Some lines still wait. Settle them first, or close and say that some wait."),
    Row("PERIOD_INVALID", kInvalid, "Periode harus ditulis tahun-bulan, misalnya 2024-12.",
        "A period is written year-month, for example 2024-12."),
    Row("PERIOD_IN_FUTURE", kInvalid, "Periode ini belum dimulai. Periksa tahun dan bulannya.",
        "This period has not begun. Check its year and month."),
    Row("PERIOD_VERSION_DIFFERS", kConflict,
        "Isi periode telah berubah sejak versi yang Anda lihat. Baca kembali, lalu ulangi "
        "dengan versi yang baru.",
        "The period has changed since the version you saw. Read it back, then repeat with the "
        "new version."),
    Row("PLACEMENT_INVALID", kInvalid,
        "Paket pekerja migran tidak dikenal. Tulis misalnya \"before placement + contract 24 "
        "months\" atau \"contract 12 months + 2 extra months\".",
        "The migrant worker's package is not known. Write it as \"before placement + contract 24 "
        "months\" or \"contract 12 months + 2 extra months\"."),
    Row("PROGRAMME_MISSING", kInvalid,
        "Program yang wajib bagi kelas usaha ini tidak dinyatakan. Baris tetap dihitung; "
        "lengkapi dengan koreksi.",
        "A programme that is mandatory for this size class is not declared. The line counts; "
        "complete it with a correction."),
    Row("PROGRAMME_NOT_DUE", kInvalid,
        "Menurut aturan, program ini tidak dikenakan bagi baris ini. Baris tetap dihitung; "
        "periksa segmen dan usia.",
        "By the rules this programme is not due for this line. The line counts; check segment "
        "and age."),
    Row("PROGRAMME_NOT_IN_SEGMENT", kInvalid,
        "Program yang diminta tidak ada pada segmen ini. Periksa program dan segmen.",
        "The segment does not have the programmes asked for. Check programmes and segment."),
    Row("PROGRAMME_REPEATED", kInvalid,
        "Satu program muncul dua kali pada baris yang sama. Gabungkan jumlahnya.",
        "A programme stands twice in one line. Put its amounts together."),
    Row("PROGRAMME_UNKNOWN", kInvalid, "Program tidak dikenal. Pakai JKK, JKM, JHT, JP atau JKP.",
        "The programme is not known. Use JKK, JKM, JHT, JP or JKP."),
    Row("RATE_LIMITED", kTooMany,
        "Pembayar ini mengirim terlalu cepat. Tunggu selama waktu yang disebut, lalu kirim "
        "ulang kiriman yang sama.",
        "This payer sends too fast. Wait for the time named, then send the same again."),
    Row("RELIEF_NOT_IN_FORCE", kInvalid,
        "Keringanan ini tidak berlaku untuk bulan, segmen atau pemberi kerja tersebut. Iuran "
        "dihitung penuh.",
        "This relief is not in force for the month, segment or employer. The full contribution "
        "is computed."),
    Row("RELIEF_UNKNOWN", kInvalid,
        "Kode keringanan tidak dikenal. Lihat daftar pada docs/contribution-rules.md.",
        "The relief code is not known. See the list in docs/contribution-rules.md."),
    Row("RISK_CLASS_INVALID", kInvalid, "Kelompok risiko JKK harus I, II, III, IV atau V.",
        "The JKK risk class must be I, II, III, IV or V."),
    Row("RULES_INVALID", kInvalid,
        "Data aturan iuran tidak dapat dipakai. Pesan menyebut berkas, baris dan sebabnya.",
        "The data of the contribution rules cannot be used. The message names file, line and "
        "cause."),
    Row("RULE_CEILING_UNKNOWN", kInvalid,
        "Batas upah untuk bulan ini belum dimuat, sehingga iuran JP tidak dapat dihitung. Muat "
        "data batas upah, atau nyatakan jumlahnya.",
        "The wage ceiling for this month is not loaded, so the JP contribution cannot be "
        "computed. Load the ceiling, or declare the amount."),
    Row("RULE_UNKNOWN", kInvalid,
        "Tidak ada aturan iuran yang dimuat untuk bulan, segmen dan program ini. Nyatakan "
        "jumlahnya, atau muat aturannya.",
        "No contribution rule is loaded for this month, segment and programme. Declare the "
        "amount, or load the rule."),
    Row("RUN_ALREADY_REPLACED", kConflict,
        "Run itu sudah digantikan oleh run lain. Ganti run yang terakhir.",
        "That run was replaced by another run already. Replace the last one."),
    Row("RUN_KIND_DIFFERS", kConflict,
        "Run ini sudah dibuka sebagai jenis lain atau untuk mengganti run lain. Pakai id run "
        "baru.",
        "This run was opened as another kind or to replace another run. Use a new run id."),
    Row("RUN_REPLACED", kConflict,
        "Run ini telah digantikan dan tidak menerima baris lagi. Kirim dalam run penggantinya.",
        "This run was replaced and takes no more lines. Post into the run that replaced it."),
    Row("RUN_UNKNOWN", kNotFound,
        "Tidak ada run dengan id ini dalam periode tersebut. Periksa id run.",
        "There is no run of this id in the period. Check the run id."),
    Row("SEAL_MISMATCH", kConflict,
        "Jumlah baris atau sidik isi tidak cocok dengan yang diterima. Lanjutkan kiriman atau "
        "kirim ulang berkas yang sama.",
        "The line count or digest does not match what was received. Go on with the submission or "
        "send the same file again."),
    Row("SEGMENT_INVALID", kInvalid, "Segmen harus PU, BPU, JAKON atau PMI.",
        "The segment must be PU, BPU, JAKON or PMI."),
    Row("SEGMENT_NOT_BPU", kInvalid,
        "Pekerja rentan dan iuran yang dibayari pihak lain hanya ada pada segmen BPU. Periksa "
        "segmen.",
        "Vulnerable workers and sponsored contributions exist in segment BPU only. Check the "
        "segment."),
    Row("SUBMISSION_CONTENT_DIFFERS", kConflict,
        "Id kiriman ini sudah dipakai untuk isi lain. Pakai id baru untuk isi baru.",
        "This submission id was used for other content. Use a new id for new content."),
    Row("SUBMISSION_SEALED", kConflict,
        "Kiriman ini sudah disegel dan tidak menerima baris lagi. Buat kiriman baru.",
        "This submission is sealed and takes no more lines. Make a new submission."),
    Row("SUBMISSION_UNKNOWN", kNotFound,
        "Tidak ada kiriman dengan id ini. Periksa pembayar, periode, run dan id.",
        "There is no submission of this id. Check payer, period, run and id."),
    Row("TOO_MANY_LINES", kTooLarge,
        "Terlalu banyak baris: paling banyak 300.000 dalam satu kiriman. Bagi menjadi beberapa "
        "kiriman.",
        "Too many lines: at most 300,000 in one submission. Split it into several submissions."),
    Row("VERSION_UNKNOWN", kInvalid,
        "Periode ini belum mencapai versi tersebut. Pakai versi yang pernah dijawab kepada "
        "Anda.",
        "The period has not come to this version. Use a version you were answered with."),
    Row("WAGE_INVALID", kInvalid,
        "Upah harus rupiah bulat, nol atau lebih, dan masuk akal untuk satu bulan.",
        "A wage is whole rupiah, zero or more, and plausible for one month."),
    Row("WAITED_TOO_LONG", kNotFound,
        "Baris menunggu 7 hari tanpa pendaftaran atau jawaban. Daftarkan pekerjanya, lalu "
        "kirim baris baru.",
        "The line waited for seven days without a registration or an answer. Register the "
        "worker, then send a new line."),
    Row("WORKER_AWAITED", kNotFound,
        "Pekerja belum terdaftar. Daftarkan; baris menunggu paling lama 7 hari lalu dihitung "
        "dengan sendirinya. Periksa juga nomor identitasnya.",
        "The worker is not registered yet. Register the worker; the line waits for seven days "
        "at most and then counts by itself. Check the identity number, too."),
});

}  // namespace

std::span<const Reason> ContributionReasons() { return kReasons; }

}  // namespace paritrana::internal
