// SPDX-License-Identifier: Apache-2.0
#include "libs/base/reason.h"

#include <algorithm>
#include <array>
#include <vector>

#include "libs/base/internal/reason_rows.h"

namespace paritrana::internal {
namespace {

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md, and with
// --payroll > docs/payroll/codes.md.
constexpr auto kReasons = std::to_array<Reason>({
    Row("CANCELLED", kCancelled,
        "Permintaan dibatalkan oleh pemanggil. Kirim ulang bila masih perlu.",
        "The caller cancelled the request. Send it again if it is still needed."),
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
    Row("DEADLINE_EXCEEDED", kDeadline,
        "Batas waktu habis sebelum jawaban selesai. Kirim ulang dengan kunci yang sama; tidak ada "
        "yang dihitung dua kali.",
        "The deadline passed before the answer was ready. Send it again with the same key; nothing "
        "is counted twice."),
    Row("DIVISION_INVALID", kInvalid,
        "Divisi harus 1 sampai 6 angka, misalnya 000 untuk keseluruhan.",
        "The division must be 1 to 6 digits, for example 000 for the whole."),
    Row("EMPLOYER_EXISTS", kExists,
        "NPP dan divisi ini sudah terdaftar. Ubah pemberi kerja yang ada.",
        "This NPP and division are registered already. Change the existing employer."),
    Row("EMPLOYER_UNKNOWN", kNotFound,
        "Pemberi kerja tidak terdaftar. Periksa NPP dan divisi, atau daftarkan dahulu.",
        "The employer is not registered. Check NPP and division, or register it first."),
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
    Row("IDENTITY_REQUIRED", kInvalid,
        "Nomor identitas pekerja kosong. Isi NIK, KPJ atau nomor paspor.",
        "The worker's identity number is empty. Give a NIK, KPJ or passport number."),
    Row("INTERNAL", kInternal,
        "Terjadi kesalahan di pihak kami dan sudah dicatat. Kirim ulang dengan kunci yang sama; "
        "bila berulang, hubungi pengelola.",
        "Something went wrong on our side and was recorded. Send it again with the same key; if it "
        "repeats, call the operator."),
    Row("JSON_INVALID", kInvalid, "Isi permintaan bukan JSON yang sah.",
        "The body is not valid JSON."),
    Row("KEY_INVALID", kInvalid, "Kunci rahasia tidak 32 bita. Periksa pengaturan kunci.",
        "A secret key is not 32 bytes long. Check the key settings."),
    Row("KPJ_INVALID", kInvalid, "KPJ harus 11 angka. Salin dari kartu peserta.",
        "A KPJ has 11 digits. Copy it from the participant's card."),
    Row("LEASE_LOST", kRetry,
        "Tugas ini telah diambil alih oleh proses lain. Tidak perlu tindakan.",
        "Another process has taken over this task. Nothing has to be done."),
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
    Row("PERMISSION_DENIED", kForbidden,
        "Anda tidak berhak melakukan ini. Minta hak kepada pengelola.",
        "You are not allowed to do this. Ask the operator for the right."),
    Row("POSITION_NOT_REACHED", kUnavailable,
        "Data terbaru belum sampai. Coba lagi sebentar dengan permintaan yang sama.",
        "The newest facts have not arrived yet. Try again shortly with the same request."),
    Row("RANKING_UNKNOWN", kNotFound,
        "Tidak ada peringkat seperti itu. Periksa jenis, wilayah dan bulannya.",
        "There is no such ranking. Check its members, scope and month."),
    Row("REGION_INVALID", kInvalid,
        "Kode wilayah harus bertitik dan lengkap dengan nolnya, misalnya 64.74.01.1001.",
        "A region code is dotted and keeps its zeros, for example 64.74.01.1001."),
    Row("REGION_ORDER", kInvalid, "Wilayah harus dikirim urut kode, induk sebelum anak.",
        "Regions must be sent in order of code, a parent before its children."),
    Row("REGION_UNKNOWN", kNotFound,
        "Wilayah tidak ada dalam daftar wilayah yang berlaku. Periksa kodenya.",
        "The region is not in the tree in force. Check its code."),
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
    Row("SAME_WORKER", kConflict,
        "Kedua nomor sudah mengarah ke catatan yang sama. Tidak ada yang perlu digabung.",
        "Both numbers lead to one record already. There is nothing to merge."),
    Row("SEQUENCE_GAP", kRetry,
        "Sebuah fakta belum tiba; fakta sesudahnya menunggu. Pengelola dapat mengirimnya ulang.",
        "A fact has not arrived; those after it wait. The operator can send it again."),
    Row("SEQUENCE_UNKNOWN", kNotFound, "Urutan yang diminta melampaui fakta yang ada.",
        "The sequences asked for reach past the facts there are."),
    Row("STREAM_PROTOCOL", kInvalid,
        "Urutan pesan dalam aliran keliru: kepala dahulu, lalu potongan, lalu segel.",
        "The messages of the stream are out of order: header first, then chunks, then the seal."),
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
    Row("WORKER_UNKNOWN", kNotFound,
        "Pekerja tidak terdaftar. Periksa nomor identitasnya, atau daftarkan pekerja dahulu.",
        "The worker is not registered. Check the identity number, or register the worker first."),
});

}  // namespace

std::span<const Reason> PlatformReasons() { return kReasons; }

}  // namespace paritrana::internal

namespace paritrana {
namespace {

std::vector<Reason> MergeParts() {
  std::vector<Reason> all;
  for (const auto& part :
       {internal::PlatformReasons(), internal::ContributionReasons(), internal::FileReasons(),
        internal::BooksReasons(), internal::PaymentReasons(), internal::SponsorshipReasons(),
        internal::EnforcementReasons(), internal::DuesReasons()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  std::sort(all.begin(), all.end(),
            [](const Reason& a, const Reason& b) { return a.name < b.name; });
  return all;
}

}  // namespace

std::span<const Reason> AllReasons() {
  // Never destroyed: names are used until the end of the process.
  static const auto& all = *new std::vector<Reason>(MergeParts());
  return all;
}

}  // namespace paritrana
