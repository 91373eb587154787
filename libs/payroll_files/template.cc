// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/template.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "libs/workbook/writer.h"

namespace paritrana::files {
namespace {

struct Column {
  std::string_view name;
  std::string_view example;
};

// Columns A..AD of the SIPP workbook "Data TK Baru". The person does not exist: serial number 0000
// of a NIK is never given out, so a row left in by mistake is refused.
constexpr Column kWorkers[] = {{"NO_PEGAWAI", "P-0001"},
                               {"NAMA_LENGKAP", "CONTOH HAPUS BARIS INI"},
                               {"GELAR", ""},
                               {"TELEPON_AREA_RUMAH", ""},
                               {"TELEPON_RUMAH", ""},
                               {"TELEPON_AREA_KANTOR", ""},
                               {"TELEPON_KANTOR", ""},
                               {"TELEPON_EXT_KANTOR", ""},
                               {"HP", ""},
                               {"EMAIL", ""},
                               {"TEMPAT_LAHIR", ""},
                               {"TANGGAL_LAHIR", "07-08-1990"},
                               {"NAMA_IBU_KANDUNG", ""},
                               {"JENIS_IDENTITAS", "KTP"},
                               {"NOMOR_IDENTITAS", "6474014708900000"},
                               {"MASA_LAKU_IDENTITAS", "31-12-3000"},
                               {"JENIS_KELAMIN", "P"},
                               {"SURAT_MENYURAT_KE", "S"},
                               {"TANGGAL_KEPESERTAAN", ""},
                               {"STATUS_KAWIN", "T"},
                               {"GOLONGAN_DARAH", ""},
                               {"NPWP", ""},
                               {"KODE_NEGARA", "ID"},
                               {"UPAH", "5.000.000"},
                               {"ALAMAT", ""},
                               {"KODE_POS", ""},
                               {"LOKASI_PEKERJAAN", "64.74"},
                               {"STATUS_PEGAWAI", "PKWTT"},
                               {"TGL_AWAL_BEKERJA", "02-01-2020"},
                               {"TGL_AKHIR_KONTRAK", ""}};

constexpr Column kContributions[] = {{"NIK", "6474014708900000"},
                                     {"NAMA", "CONTOH HAPUS BARIS INI"},
                                     {"UPAH", "5.000.000"},
                                     {"RAPEL", "0"}};

template <typename Columns>
absl::StatusOr<std::string> Write(const Columns& columns, workbook::WriteOptions options) {
  std::vector<workbook::Cell> header;
  std::vector<workbook::Cell> example;
  for (const Column& column : columns) {
    header.push_back({workbook::CellKind::kText, std::string(column.name)});
    example.push_back({workbook::CellKind::kText, std::string(column.example)});
    const std::size_t widest = std::max(column.name.size(), column.example.size());
    options.widths.push_back(static_cast<double>(widest) + 2);
  }
  const std::unique_ptr<workbook::TableWriter> out = workbook::MakeTableWriter(options);
  out->Append(header);
  out->Append(example);
  return out->Finish();
}

}  // namespace

absl::StatusOr<std::string> MakeTemplate(FileKind kind, workbook::Format format) {
  workbook::WriteOptions options;
  options.format = format;
  options.sheet = kind == FileKind::kWorkers ? "data_tk_baru" : "iuran";
  return kind == FileKind::kWorkers ? Write(kWorkers, options) : Write(kContributions, options);
}

}  // namespace paritrana::files
