// SPDX-License-Identifier: Apache-2.0
#include "libs/base/internal/reason_rows.h"

#include <array>

namespace paritrana::internal {
namespace {

// Ordered by name. After a change: build/release/bin/paritrana-reasons > docs/reasons.md, and with
// --payroll > docs/payroll/codes.md.
constexpr auto kReasons = std::to_array<Reason>({
    Row("CELL_ERROR", kInvalid,
        "Sel berisi rumus yang gagal dihitung, misalnya #N/A. Perbaiki rumusnya atau tulis "
        "nilainya.",
        "The cell holds a formula that was not computed, #N/A for example. Mend the formula "
        "or write its value."),
    Row("DROP_LOCKED", kUnavailable,
        "Folder ini sedang diproses oleh program lain. Tunggu sampai selesai, lalu jalankan "
        "lagi.",
        "Another process works on this folder. Wait until it is done, then run it again."),
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
    Row("IDENTITY_DIGITS_LOST", kInvalid,
        "Nomor identitas telah berubah menjadi bilangan sehingga angkanya hilang, misalnya "
        "6,47401E+15. Ubah format kolom menjadi Teks dan salin nomornya lagi dari kartu.",
        "The identity number was turned into a number and has lost digits, such as "
        "6.47401E+15. Format the column as text and copy the number from the card again."),
    Row("LINE_MALFORMED", kInvalid,
        "Baris berkas tidak dapat diurai (jumlah kolom atau tanda kutip). Perbaiki baris ini.",
        "The line of the file cannot be taken apart (number of columns or quotes). Mend this "
        "line."),
    Row("REGION_DIGITS_LOST", kInvalid,
        "Kode wilayah telah berubah menjadi bilangan sehingga nolnya hilang, misalnya 62.10 "
        "menjadi 62.1. Ubah format kolom menjadi Teks dan tulis kodenya lagi.",
        "The region code was turned into a number and has lost zeros, as 62.10 becomes 62.1. "
        "Format the column as text and write the code again."),
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
    Row("WORKER_REPEATED", kConflict,
        "Pekerja ini sudah ada pada baris sebelumnya dalam berkas yang sama. Hapus salah satunya.",
        "This worker stands in an earlier row of the same file already. Remove one of the two."),
});

}  // namespace

std::span<const Reason> FileReasons() { return kReasons; }

}  // namespace paritrana::internal
