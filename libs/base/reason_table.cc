// SPDX-License-Identifier: Apache-2.0
#include "libs/base/reason.h"

#include <array>

namespace paritrana {
namespace {

using absl::StatusCode;

// What reasons of one class share, so that gRPC, HTTP and exit code always agree. Exit codes are
// part of the command line's contract (docs/reasons.md): never change one.
struct Class {
  StatusCode code;
  int http_status;
  int exit_code;
  bool retryable;
};

constexpr Class kInternal = {StatusCode::kInternal, 500, 1, true};
constexpr Class kUsage = {StatusCode::kInvalidArgument, 400, 2, false};
constexpr Class kInvalid = {StatusCode::kInvalidArgument, 400, 4, false};
constexpr Class kMediaType = {StatusCode::kInvalidArgument, 415, 4, false};
constexpr Class kNotAcceptable = {StatusCode::kInvalidArgument, 406, 4, false};
constexpr Class kHeaders = {StatusCode::kInvalidArgument, 431, 4, false};
constexpr Class kTooSlow = {StatusCode::kDeadlineExceeded, 408, 7, true};
constexpr Class kNotFound = {StatusCode::kNotFound, 404, 5, false};
constexpr Class kExists = {StatusCode::kAlreadyExists, 409, 6, false};
constexpr Class kConflict = {StatusCode::kFailedPrecondition, 409, 6, false};
constexpr Class kRetry = {StatusCode::kAborted, 409, 7, true};
constexpr Class kUnavailable = {StatusCode::kUnavailable, 503, 7, true};
constexpr Class kDeadline = {StatusCode::kDeadlineExceeded, 504, 7, true};
constexpr Class kTooMany = {StatusCode::kResourceExhausted, 429, 7, true};
constexpr Class kFile = {StatusCode::kInvalidArgument, 400, 8, false};
constexpr Class kTooLarge = {StatusCode::kResourceExhausted, 413, 9, false};
constexpr Class kUnauthenticated = {StatusCode::kUnauthenticated, 401, 10, false};
constexpr Class kForbidden = {StatusCode::kPermissionDenied, 403, 10, false};
constexpr Class kMethod = {StatusCode::kUnimplemented, 405, 11, false};
constexpr Class kUnimplemented = {StatusCode::kUnimplemented, 501, 11, false};
constexpr Class kDataLoss = {StatusCode::kDataLoss, 500, 12, false};
constexpr Class kCancelled = {StatusCode::kCancelled, 499, 130, true};

constexpr Reason Row(std::string_view name, Class c, std::string_view text_id,
                     std::string_view text_en) {
  return {name, c.code, c.http_status, c.exit_code, c.retryable, text_id, text_en};
}

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md.
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
    Row("CANCELLED", kCancelled,
        "Permintaan dibatalkan oleh pemanggil. Kirim ulang bila masih perlu.",
        "The caller cancelled the request. Send it again if it is still needed."),
    Row("CANDIDATE_UNKNOWN", kInvalid,
        "Pilihan ini bukan salah satu calon dari baris tersebut. Lihat daftar baris yang "
        "menunggu.",
        "This is not one of the line's candidates. See the list of waiting lines."),
    Row("CASE_TYPE_UNKNOWN", kInvalid,
        "Jenis kasus tidak dikenal. Pakai monthly, project, pmi, late_fine, late_fine_dated atau "
        "due_date.",
        "The case type is not known. Use monthly, project, pmi, late_fine, late_fine_dated or "
        "due_date."),
    Row("CELL_ERROR", kInvalid,
        "Sel berisi rumus yang gagal dihitung, misalnya #N/A. Perbaiki rumusnya atau tulis "
        "nilainya.",
        "The cell holds a formula that was not computed, #N/A for example. Mend the formula "
        "or write its value."),
    Row("CHUNK_TOO_LARGE", kTooLarge,
        "Satu potongan memuat lebih dari 5.000 baris atau 256 KiB. Kirim dalam potongan yang lebih "
        "kecil.",
        "One chunk holds over 5,000 lines or 256 KiB. Send smaller chunks."),
    Row("CONFIG_INVALID", kInvalid,
        "Pengaturan tidak dapat dipakai. Pesan menyebut kunci, nilai, batas dan asalnya.",
        "A setting cannot be used. The message names its key, value, bounds and origin."),
    Row("CONTENT_TYPE_UNSUPPORTED", kMediaType,
        "Isi permintaan harus JSON (Content-Type: application/json).",
        "The body must be JSON (Content-Type: application/json)."),
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
    Row("DATABASE_UNAVAILABLE", kUnavailable,
        "Basis data sedang tidak dapat dijangkau. Coba lagi sebentar; kiriman yang sama tidak akan "
        "dihitung dua kali.",
        "The database cannot be reached right now. Try again shortly; the same submission is never "
        "counted twice."),
    Row("DATA_CORRUPT", kDataLoss,
        "Data tersimpan rusak atau telah dipindah. Hubungi pengelola sistem; mengulang tidak "
        "menolong.",
        "Stored data is damaged or was moved. Call the operator of the system; repeating does not "
        "help."),
    Row("DATE_INVALID", kInvalid,
        "Tanggal tidak ada atau bentuknya keliru. Tulis tahun-bulan-tanggal, misalnya 2024-01-31.",
        "The date does not exist or is not well formed. Write year-month-day, for example "
        "2024-01-31."),
    Row("DATE_ORDER", kInvalid, "Tanggal akhir mendahului tanggal awal. Periksa kedua tanggal.",
        "The end date lies before the start date. Check both dates."),
    Row("DEADLINE_EXCEEDED", kDeadline,
        "Batas waktu habis sebelum jawaban selesai. Kirim ulang dengan kunci yang sama; tidak ada "
        "yang dihitung dua kali.",
        "The deadline passed before the answer was ready. Send it again with the same key; nothing "
        "is counted twice."),
    Row("DIVISION_INVALID", kInvalid,
        "Divisi harus 1 sampai 6 angka, misalnya 000 untuk keseluruhan.",
        "The division must be 1 to 6 digits, for example 000 for the whole."),
    Row("DROP_LOCKED", kUnavailable,
        "Folder ini sedang diproses oleh program lain. Tunggu sampai selesai, lalu jalankan "
        "lagi.",
        "Another process works on this folder. Wait until it is done, then run it again."),
    Row("DUPLICATE_WORKER_MONTH", kConflict,
        "Pekerja ini sudah mempunyai iuran untuk bulan, segmen dan pembayar yang sama. Hapus baris "
        "ini, atau kirim dalam run tambahan.",
        "This worker already has a contribution for the same month, segment and payer. Drop the "
        "line, or send it in a supplementary run."),
    Row("EMPLOYER_EXISTS", kExists,
        "NPP dan divisi ini sudah terdaftar. Ubah pemberi kerja yang ada.",
        "This NPP and division are registered already. Change the existing employer."),
    Row("EMPLOYER_UNKNOWN", kNotFound,
        "Pemberi kerja tidak terdaftar. Periksa NPP dan divisi, atau daftarkan dahulu.",
        "The employer is not registered. Check NPP and division, or register it first."),
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
    Row("EMPLOYMENT_DIFFERS", kInvalid,
        "Hubungan kerja ini sudah terdaftar dengan jenis pekerja, pihak pembayar atau program "
        "lain. "
        "Yang terdaftar tetap berlaku; bila keliru, akhiri lalu daftarkan kembali.",
        "This employment is registered with another worker kind, sponsor or programmes. What is "
        "registered stands; if it is wrong, end it and register it anew."),
    Row("EMPLOYMENT_ENDED", kConflict,
        "Hubungan kerja ini sudah berakhir. Periksa tanggal, atau daftarkan hubungan kerja baru.",
        "This employment has ended already. Check the date, or register a new employment."),
    Row("EMPLOYMENT_OVERLAPS", kConflict,
        "Hubungan kerja lain pada pemberi kerja dan segmen yang sama masih berlaku pada tanggal "
        "itu. Akhiri atau pindahkan dahulu, atau periksa tanggal mulai.",
        "Another employment with the same employer and segment covers these dates. End or move it "
        "first, or check the start date."),
    Row("EMPLOYMENT_UNKNOWN", kNotFound,
        "Pekerja tidak mempunyai hubungan kerja ini pada pemberi kerja tersebut. Periksa pemberi "
        "kerja dan segmen.",
        "The worker has no such employment with this payer. Check employer and segment."),
    Row("ENDPOINT_UNKNOWN", kNotFound, "Alamat ini tidak ada. Daftar alamat ada di /openapi.json.",
        "There is no such address. The list is at /openapi.json."),
    Row("ENUM_UNKNOWN", kInvalid,
        "Nilai pilihan tidak dikenal. Lihat daftar nilai pada dokumentasi isian ini.",
        "The value is not one of the choices. See the list of values of this field."),
    Row("EPOCH_STALE", kConflict,
        "Fakta berasal dari masa instalasi yang lebih lama. Pemulihan dari cadangan sedang "
        "berjalan; coba lagi nanti.",
        "The fact comes from an earlier life of the installation. A restore is under way; try "
        "again later."),
    Row("EVENT_LOG_UNAVAILABLE", kUnavailable,
        "Catatan peristiwa (Kafka) sedang tidak dapat dijangkau. Coba lagi sebentar; tidak ada "
        "yang hilang.",
        "The event log (Kafka) cannot be reached right now. Try again shortly; nothing is lost."),
    Row("FACT_UNDECODABLE", kDataLoss,
        "Sebuah fakta tidak dapat dibaca. Pengelola perlu mengirim ulang fakta itu.",
        "A fact cannot be read. The operator has to send it again."),
    Row("FIELD_CONFLICT", kInvalid,
        "Isian ini diberikan dua kali dengan nilai berbeda. Pakai satu nilai saja.",
        "This field was given twice with different values. Give it once."),
    Row("FIELD_MALFORMED", kInvalid,
        "Bentuk isian keliru. Lihat bentuk yang diminta pada dokumentasi isian ini.",
        "The field is not well formed. See the form this field asks for."),
    Row("FIELD_OUT_OF_RANGE", kInvalid, "Nilai di luar batas yang diperbolehkan.",
        "The value is outside its bounds."),
    Row("FIELD_REQUIRED", kInvalid, "Isian wajib ini kosong. Lengkapi lalu kirim ulang.",
        "This required field is empty. Fill it in and send again."),
    Row("FIELD_TOO_LONG", kInvalid, "Isian terlalu panjang. Persingkat lalu kirim ulang.",
        "The field is too long. Shorten it and send again."),
    Row("FIELD_UNKNOWN", kInvalid, "Nama isian tidak dikenal. Periksa ejaannya.",
        "There is no field of this name. Check its spelling."),
    Row("FILE_BINARY", kFile,
        "Berkas bukan teks CSV (mungkin Excel atau terkompresi). Simpan sebagai CSV UTF-8 lalu "
        "ulangi.",
        "The file is not CSV text (perhaps Excel or compressed). Save it as CSV UTF-8 and repeat."),
    Row("FILE_COLUMN_MISSING", kFile,
        "Kolom wajib tidak ada pada baris judul. Tambahkan kolom itu.",
        "A required column is not in the header row. Add the column."),
    Row("FILE_COLUMN_REPEATED", kFile,
        "Satu nama kolom muncul dua kali pada baris judul. Hapus salah satu.",
        "A column name stands twice in the header row. Remove one."),
    Row("FILE_EMPTY", kFile, "Berkas tidak memuat satu baris data pun.",
        "The file holds no line of data."),
    Row("FILE_ENCODING", kFile, "Berkas tidak bersandi UTF-8. Simpan ulang sebagai CSV UTF-8.",
        "The file is not UTF-8 text. Save it again as CSV UTF-8."),
    Row("FILE_HEADER_UNKNOWN", kFile,
        "Baris pertama bukan baris judul yang dikenal. Bandingkan dengan contoh pada dokumentasi "
        "format.",
        "The first line is not a known header row. Compare it with the example in the format's "
        "documentation."),
    Row("FILE_TOO_LARGE", kFile, "Berkas lebih besar dari 64 MiB. Bagi menjadi beberapa berkas.",
        "The file is larger than 64 MiB. Split it into several files."),
    Row("FILE_TRUNCATED", kFile, "Berkas terputus di tengah baris. Ekspor ulang berkas seutuhnya.",
        "The file ends in the middle of a line. Export the whole file again."),
    Row("FILE_UNREADABLE", kFile,
        "Berkas tidak dapat dibuka atau dibaca. Periksa nama dan izinnya.",
        "The file cannot be opened or read. Check its name and permissions."),
    Row("FILE_UNWRITABLE", kFile,
        "Berkas tidak dapat ditulis. Periksa folder, ruang kosong dan izinnya.",
        "The file cannot be written. Check folder, free space and permissions."),
    Row("HEADERS_TOO_LARGE", kHeaders,
        "Kepala permintaan HTTP lebih besar dari 16 KiB. Kurangi isi kepala atau alamat.",
        "The HTTP headers are larger than 16 KiB. Send shorter headers or a shorter address."),
    Row("IDEMPOTENCY_KEY_INVALID", kInvalid,
        "Kunci idempotensi harus 1 sampai 100 huruf ASCII yang tampak.",
        "The idempotency key must be 1 to 100 visible ASCII characters."),
    Row("IDEMPOTENCY_KEY_REUSED", kConflict,
        "Kunci ini sudah dipakai untuk permintaan lain. Pakai kunci baru untuk permintaan baru.",
        "This key was used for another request. Use a new key for a new request."),
    Row("IDENTITY_CONFLICT", kConflict,
        "Nomor identitas pada baris ini milik dua orang yang berbeda. Periksa NIK dan KPJ pada "
        "kartunya.",
        "The identity numbers of this line belong to two different persons. Check NIK and KPJ on "
        "the cards."),
    Row("IDENTITY_DIGITS_LOST", kInvalid,
        "Nomor identitas telah berubah menjadi bilangan sehingga angkanya hilang, misalnya "
        "6,47401E+15. Ubah format kolom menjadi Teks dan salin nomornya lagi dari kartu.",
        "The identity number was turned into a number and has lost digits, such as "
        "6.47401E+15. Format the column as text and copy the number from the card again."),
    Row("IDENTITY_REQUIRED", kInvalid,
        "Nomor identitas pekerja kosong. Isi NIK, KPJ atau nomor paspor.",
        "The worker's identity number is empty. Give a NIK, KPJ or passport number."),
    Row("INTERNAL", kInternal,
        "Terjadi kesalahan di pihak kami dan sudah dicatat. Kirim ulang dengan kunci yang sama; "
        "bila berulang, hubungi pengelola.",
        "Something went wrong on our side and was recorded. Send it again with the same key; if it "
        "repeats, call the operator."),
    Row("JKK_CLASS_UNKNOWN", kInvalid,
        "Golongan risiko lingkungan kerja (JKK) belum ditetapkan. Tetapkan golongan I sampai V "
        "pada data pemberi kerja.",
        "The risk class for work accident (JKK) is not set. Set class I to V on the employer."),
    Row("JSON_INVALID", kInvalid, "Isi permintaan bukan JSON yang sah.",
        "The body is not valid JSON."),
    Row("KEY_INVALID", kInvalid, "Kunci rahasia tidak 32 bita. Periksa pengaturan kunci.",
        "A secret key is not 32 bytes long. Check the key settings."),
    Row("KPJ_INVALID", kInvalid, "KPJ harus 11 angka. Salin dari kartu peserta.",
        "A KPJ has 11 digits. Copy it from the participant's card."),
    Row("LEASE_LOST", kRetry,
        "Tugas ini telah diambil alih oleh proses lain. Tidak perlu tindakan.",
        "Another process has taken over this task. Nothing has to be done."),
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
    Row("LINE_MALFORMED", kInvalid,
        "Baris berkas tidak dapat diurai (jumlah kolom atau tanda kutip). Perbaiki baris ini.",
        "The line of the file cannot be taken apart (number of columns or quotes). Mend this "
        "line."),
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
    Row("MERGE_CONFLICT", kConflict,
        "Kedua catatan mempunyai NIK masing-masing, jadi dianggap dua orang. Bila NIK pada catatan "
        "kedua keliru, nyatakan bahwa NIK itu dicabut.",
        "Each record has a NIK of its own, so they count as two persons. If the NIK of the second "
        "one is wrong, state that it is to be retired."),
    Row("MESSAGE_TOO_LARGE", kTooLarge,
        "Pesan lebih besar dari 1 MiB. Kirim dalam bagian yang lebih kecil.",
        "The message is larger than 1 MiB. Send it in smaller parts."),
    Row("METHOD_NOT_ALLOWED", kMethod, "Alamat ini tidak menerima metode HTTP tersebut.",
        "This address does not take that HTTP method."),
    Row("MIGRATION_CHANGED", kConflict,
        "Sebuah migrasi basis data berubah setelah dijalankan. Pulihkan berkas migrasi aslinya.",
        "A database migration changed after it was applied. Restore its original file."),
    Row("MONTH_INVALID", kInvalid, "Bulan harus ditulis tahun-bulan, misalnya 2024-12.",
        "A month is written year-month, for example 2024-12."),
    Row("NAME_DIFFERS", kInvalid,
        "Nomor ini terdaftar dengan nama lain. Baris tetap dihitung; periksa apakah orangnya "
        "benar.",
        "This number is registered under another name. The line counts; check that it is the right "
        "person."),
    Row("NIK_BIRTH_DATE_DIFFERS", kInvalid,
        "Tanggal lahir tidak cocok dengan NIK. Periksa keduanya pada KTP.",
        "The date of birth does not match the NIK. Check both on the identity card."),
    Row("NIK_INVALID", kInvalid,
        "NIK tidak sah: harus 16 angka dengan tanggal lahir yang nyata. Salin dari KTP.",
        "The NIK is not valid: it has 16 digits with a real date of birth. Copy it from the "
        "identity card."),
    Row("NIK_REGION_UNFAMILIAR", kInvalid,
        "Awalan wilayah NIK tidak dikenal; mungkin kode lama. Baris tetap dihitung.",
        "The NIK's region prefix is not known; it may be an old code. The line still counts."),
    Row("NIK_SEX_DIFFERS", kInvalid,
        "Jenis kelamin tidak cocok dengan NIK. Periksa keduanya pada KTP.",
        "The sex does not match the NIK. Check both on the identity card."),
    Row("NIL_RETURN_HAS_LINES", kInvalid,
        "Laporan nihil tidak boleh memuat baris. Kirim tanpa baris, atau dalam run biasa.",
        "A nil return has no lines. Send it without lines, or in a regular run."),
    Row("NOT_ACCEPTABLE", kNotAcceptable,
        "Jawaban tidak tersedia dalam bentuk yang diminta (Accept). Minta application/json, atau "
        "text/event-stream untuk aliran peringkat.",
        "There is no answer in the form asked for (Accept). Ask for application/json, or "
        "text/event-stream for a ranking's events."),
    Row("NOT_READY", kUnavailable, "Layanan sedang mulai atau menyusul data. Coba lagi sebentar.",
        "The service is starting or catching up. Try again shortly."),
    Row("NPP_INVALID", kInvalid, "NPP harus 1 sampai 20 huruf besar atau angka.",
        "An NPP is 1 to 20 capital letters or digits."),
    Row("OVERLOADED", kTooMany,
        "Layanan sedang penuh. Tunggu sebentar lalu kirim ulang dengan kunci yang sama.",
        "The service is full right now. Wait a moment, then send it again with the same key."),
    Row("PAGE_SIZE_INVALID", kInvalid, "Ukuran halaman harus 1 sampai 1.000.",
        "A page size is 1 to 1,000."),
    Row("PAGE_TOKEN_INVALID", kInvalid,
        "Penanda halaman tidak berlaku. Mulai lagi dari halaman pertama.",
        "The page token is not valid. Start again from the first page."),
    Row("PASSPORT_INVALID", kInvalid, "Nomor paspor harus 5 sampai 20 huruf besar atau angka.",
        "A passport number is 5 to 20 capital letters or digits."),
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
    Row("PERMISSION_DENIED", kForbidden,
        "Anda tidak berhak melakukan ini. Minta hak kepada pengelola.",
        "You are not allowed to do this. Ask the operator for the right."),
    Row("PLACEMENT_INVALID", kInvalid,
        "Paket pekerja migran tidak dikenal. Tulis misalnya \"before placement + contract 24 "
        "months\" atau \"contract 12 months + 2 extra months\".",
        "The migrant worker's package is not known. Write it as \"before placement + contract 24 "
        "months\" or \"contract 12 months + 2 extra months\"."),
    Row("POSITION_NOT_REACHED", kUnavailable,
        "Data terbaru belum sampai. Coba lagi sebentar dengan permintaan yang sama.",
        "The newest facts have not arrived yet. Try again shortly with the same request."),
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
    Row("RANKING_UNKNOWN", kNotFound,
        "Tidak ada peringkat seperti itu. Periksa jenis, wilayah dan bulannya.",
        "There is no such ranking. Check its members, scope and month."),
    Row("RATE_LIMITED", kTooMany,
        "Pembayar ini mengirim terlalu cepat. Tunggu selama waktu yang disebut, lalu kirim "
        "ulang kiriman yang sama.",
        "This payer sends too fast. Wait for the time named, then send the same again."),
    Row("REGION_DIGITS_LOST", kInvalid,
        "Kode wilayah telah berubah menjadi bilangan sehingga nolnya hilang, misalnya 62.10 "
        "menjadi 62.1. Ubah format kolom menjadi Teks dan tulis kodenya lagi.",
        "The region code was turned into a number and has lost zeros, as 62.10 becomes 62.1. "
        "Format the column as text and write the code again."),
    Row("REGION_INVALID", kInvalid,
        "Kode wilayah harus bertitik dan lengkap dengan nolnya, misalnya 64.74.01.1001.",
        "A region code is dotted and keeps its zeros, for example 64.74.01.1001."),
    Row("REGION_ORDER", kInvalid, "Wilayah harus dikirim urut kode, induk sebelum anak.",
        "Regions must be sent in order of code, a parent before its children."),
    Row("REGION_UNKNOWN", kNotFound,
        "Wilayah tidak ada dalam daftar wilayah yang berlaku. Periksa kodenya.",
        "The region is not in the tree in force. Check its code."),
    Row("RELIEF_NOT_IN_FORCE", kInvalid,
        "Keringanan ini tidak berlaku untuk bulan, segmen atau pemberi kerja tersebut. Iuran "
        "dihitung penuh.",
        "This relief is not in force for the month, segment or employer. The full contribution "
        "is computed."),
    Row("RELIEF_UNKNOWN", kInvalid,
        "Kode keringanan tidak dikenal. Lihat daftar pada docs/contribution-rules.md.",
        "The relief code is not known. See the list in docs/contribution-rules.md."),
    Row("REQUEST_MALFORMED", kInvalid,
        "Permintaan HTTP tidak dapat dibaca. Periksa program yang mengirimnya.",
        "The HTTP request cannot be read. Check the program that sends it."),
    Row("REQUEST_TIMEOUT", kTooSlow,
        "Permintaan terlalu lama diterima seluruhnya. Kirim ulang dengan kunci yang sama.",
        "The request took too long to arrive whole. Send it again with the same key."),
    Row("RETRACT_UNMATCHED", kConflict,
        "Iuran yang ditarik kembali belum pernah tercatat. Baris ditahan sampai pasangannya tiba.",
        "The contribution taken back was never added. The line is parked until its counterpart "
        "arrives."),
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
    Row("SAME_WORKER", kConflict,
        "Kedua nomor sudah mengarah ke catatan yang sama. Tidak ada yang perlu digabung.",
        "Both numbers lead to one record already. There is nothing to merge."),
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
    Row("SEQUENCE_GAP", kRetry,
        "Sebuah fakta belum tiba; fakta sesudahnya menunggu. Pengelola dapat mengirimnya ulang.",
        "A fact has not arrived; those after it wait. The operator can send it again."),
    Row("SEQUENCE_UNKNOWN", kNotFound, "Urutan yang diminta melampaui fakta yang ada.",
        "The sequences asked for reach past the facts there are."),
    Row("STREAM_PROTOCOL", kInvalid,
        "Urutan pesan dalam aliran keliru: kepala dahulu, lalu potongan, lalu segel.",
        "The messages of the stream are out of order: header first, then chunks, then the seal."),
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
    Row("TREE_VERSION_EXISTS", kExists,
        "Versi wilayah ini sudah dimuat dengan isi lain. Pakai nama versi baru.",
        "This tree version was loaded with other content. Use a new version name."),
    Row("UNAUTHENTICATED", kUnauthenticated, "Pemanggil tidak dikenal. Masuk dahulu.",
        "The caller is not known. Sign in first."),
    Row("UNAVAILABLE", kUnavailable,
        "Layanan sedang tidak dapat dijangkau. Coba lagi sebentar dengan kunci yang sama.",
        "The service cannot be reached right now. Try again shortly with the same key."),
    Row("UNIMPLEMENTED", kUnimplemented, "Layanan ini belum menyediakan hal tersebut.",
        "The service does not offer this yet."),
    Row("USAGE", kUsage, "Perintah ditulis keliru. Lihat --help untuk bentuk dan contohnya.",
        "The command is not written correctly. See --help for its form and examples."),
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
    Row("WORKBOOK_ENCRYPTED", kFile,
        "Buku kerja dilindungi kata sandi. Simpan tanpa kata sandi, lalu kirim lagi.",
        "The workbook has a password. Save it without one, then send it again."),
    Row("WORKBOOK_ENTITIES", kFile,
        "Buku kerja memuat deklarasi XML yang tidak pernah dibuat program lembar kerja. "
        "Simpan ulang dengan Excel atau LibreOffice.",
        "The workbook holds XML declarations that no spreadsheet program writes. Save it "
        "again with Excel or LibreOffice."),
    Row("WORKBOOK_EXTERNAL", kFile,
        "Lembar buku kerja berada di luar berkas. Simpan semuanya dalam satu berkas.",
        "A sheet of the workbook stands outside the file. Save everything in one file."),
    Row("WORKBOOK_INVALID", kFile,
        "Berkas ini bukan buku kerja Excel (.xlsx) yang utuh. Simpan ulang dengan Excel atau "
        "LibreOffice, lalu kirim lagi.",
        "The file is not a whole Excel workbook (.xlsx). Save it again with Excel or "
        "LibreOffice, then send it again."),
    Row("WORKBOOK_PART_TOO_LARGE", kTooLarge,
        "Satu bagian buku kerja terlalu besar setelah dibuka. Hapus lembar yang tidak perlu "
        "atau bagi menjadi beberapa berkas.",
        "One part of the workbook is too large when inflated. Remove sheets that are not "
        "needed, or split it into several files."),
    Row("WORKBOOK_RATIO", kTooLarge,
        "Isi buku kerja membesar jauh di luar kewajaran saat dibuka. Simpan ulang dengan "
        "Excel atau LibreOffice.",
        "The workbook grows far beyond what is usual when inflated. Save it again with Excel "
        "or LibreOffice."),
    Row("WORKBOOK_TEXT_TOO_LONG", kFile,
        "Sebuah sel memuat teks lebih dari 32.767 huruf. Pendekkan isinya.",
        "A cell holds a text of more than 32,767 characters. Shorten it."),
    Row("WORKBOOK_TOO_DEEP", kFile,
        "Struktur XML buku kerja terlalu dalam. Simpan ulang dengan Excel atau LibreOffice.",
        "The workbook's XML is nested too deep. Save it again with Excel or LibreOffice."),
    Row("WORKBOOK_TOO_LARGE", kTooLarge,
        "Buku kerja terlalu besar setelah dibuka (lebih dari 1 GiB). Bagi menjadi beberapa "
        "berkas.",
        "The workbook is too large when inflated (over 1 GiB). Split it into several files."),
    Row("WORKBOOK_TOO_MANY_CELLS", kTooLarge,
        "Lembar memuat terlalu banyak sel. Hapus kolom dan baris kosong yang berformat, lalu "
        "simpan lagi.",
        "The sheet holds too many cells. Delete formatted but empty columns and rows, then "
        "save it again."),
    Row("WORKBOOK_TOO_MANY_COLUMNS", kTooLarge,
        "Lembar memuat lebih dari 256 kolom berisi. Hapus kolom yang tidak perlu.",
        "The sheet has more than 256 columns in use. Delete those that are not needed."),
    Row("WORKBOOK_TOO_MANY_PARTS", kTooLarge,
        "Buku kerja memuat terlalu banyak bagian atau lembar. Pindahkan lembar datanya ke "
        "berkas baru.",
        "The workbook has too many parts or sheets. Move the sheet with the data to a new "
        "file."),
    Row("WORKBOOK_TOO_MANY_STRINGS", kTooLarge,
        "Buku kerja memuat terlalu banyak teks yang berbeda. Bagi menjadi beberapa berkas.",
        "The workbook holds too many different texts. Split it into several files."),
    Row("WORKER_AWAITED", kNotFound,
        "Pekerja belum terdaftar. Daftarkan; baris menunggu paling lama 7 hari lalu dihitung "
        "dengan sendirinya. Periksa juga nomor identitasnya.",
        "The worker is not registered yet. Register the worker; the line waits for seven days "
        "at most and then counts by itself. Check the identity number, too."),
    Row("WORKER_REPEATED", kConflict,
        "Pekerja ini sudah ada pada baris sebelumnya dalam berkas yang sama. Hapus salah satunya.",
        "This worker stands in an earlier row of the same file already. Remove one of the two."),
    Row("WORKER_UNKNOWN", kNotFound,
        "Pekerja tidak terdaftar. Periksa nomor identitasnya, atau daftarkan pekerja dahulu.",
        "The worker is not registered. Check the identity number, or register the worker first."),
});

}  // namespace

std::span<const Reason> AllReasons() { return kReasons; }

}  // namespace paritrana
