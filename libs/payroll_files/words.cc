// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/words.h"

#include <map>
#include <string>

#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/cell.h"

namespace paritrana::files {
namespace {

template <typename Value>
absl::StatusOr<Value> Find(const std::map<std::string, Value>& words, std::string_view cell,
                           std::string_view reason) {
  const auto found = words.find(NormalWord(cell));
  if (found == words.end()) return MakeError(reason);
  return found->second;
}

}  // namespace

absl::StatusOr<common::v1::Segment> ParseSegment(std::string_view cell) {
  static const auto* const words =
      new std::map<std::string, common::v1::Segment>{{"PU", common::v1::SEGMENT_PU},
                                                     {"BPU", common::v1::SEGMENT_BPU},
                                                     {"JAKON", common::v1::SEGMENT_JAKON},
                                                     {"PMI", common::v1::SEGMENT_PMI}};
  return Find(*words, cell, "SEGMENT_INVALID");
}

absl::StatusOr<common::v1::WorkerKind> ParseWorkerKind(std::string_view cell) {
  static const auto* const words = new std::map<std::string, common::v1::WorkerKind>{
      {"", common::v1::WORKER_KIND_REGULAR},
      {"REGULER", common::v1::WORKER_KIND_REGULAR},
      {"NON_ASN", common::v1::WORKER_KIND_NON_ASN},
      {"RENTAN", common::v1::WORKER_KIND_VULNERABLE}};
  return Find(*words, cell, "ENUM_UNKNOWN");
}

absl::StatusOr<common::v1::SponsorKind> ParseSponsorKind(std::string_view cell) {
  static const auto* const words = new std::map<std::string, common::v1::SponsorKind>{
      {"", common::v1::SPONSOR_KIND_UNSPECIFIED},
      {"APBD_PROVINSI", common::v1::SPONSOR_KIND_PROVINCE_BUDGET},
      {"APBD_KABUPATEN", common::v1::SPONSOR_KIND_REGENCY_BUDGET},
      {"APBD_KOTA", common::v1::SPONSOR_KIND_REGENCY_BUDGET},
      {"DANA_DESA", common::v1::SPONSOR_KIND_VILLAGE_FUND},
      {"DBH", common::v1::SPONSOR_KIND_REVENUE_SHARING},
      {"PERUSAHAAN", common::v1::SPONSOR_KIND_COMPANY},
      {"CSR", common::v1::SPONSOR_KIND_COMPANY}};
  return Find(*words, cell, "ENUM_UNKNOWN");
}

absl::StatusOr<common::v1::Programme> ParseProgramme(std::string_view cell) {
  static const auto* const words =
      new std::map<std::string, common::v1::Programme>{{"JKK", common::v1::PROGRAMME_JKK},
                                                       {"JKM", common::v1::PROGRAMME_JKM},
                                                       {"JHT", common::v1::PROGRAMME_JHT},
                                                       {"JP", common::v1::PROGRAMME_JP},
                                                       {"JKP", common::v1::PROGRAMME_JKP}};
  return Find(*words, cell, "PROGRAMME_UNKNOWN");
}

absl::StatusOr<std::vector<common::v1::Programme>> ParseProgrammes(std::string_view cell) {
  std::vector<common::v1::Programme> programmes;
  for (const absl::string_view word : absl::StrSplit(absl::string_view(cell.data(), cell.size()),
                                                     absl::ByAnyChar(",;+/ "), absl::SkipEmpty())) {
    PARITRANA_ASSIGN_OR_RETURN(const common::v1::Programme programme,
                               ParseProgramme(std::string(word)));
    programmes.push_back(programme);
  }
  return programmes;
}

absl::StatusOr<compliance::v1::LineAction> ParseLineAction(std::string_view cell) {
  static const auto* const words = new std::map<std::string, compliance::v1::LineAction>{
      {"", compliance::v1::LINE_ACTION_UNSPECIFIED},
      {"TAMBAH", compliance::v1::LINE_ACTION_UNSPECIFIED},
      {"KOREKSI", compliance::v1::LINE_ACTION_CORRECT},
      {"HAPUS", compliance::v1::LINE_ACTION_DELETE}};
  return Find(*words, cell, "ENUM_UNKNOWN");
}

absl::StatusOr<registration::v1::Sex> ParseSex(std::string_view cell) {
  static const auto* const words =
      new std::map<std::string, registration::v1::Sex>{{"", registration::v1::SEX_UNSPECIFIED},
                                                       {"L", registration::v1::SEX_MALE},
                                                       {"LAKI_LAKI", registration::v1::SEX_MALE},
                                                       {"P", registration::v1::SEX_FEMALE},
                                                       {"PEREMPUAN", registration::v1::SEX_FEMALE}};
  return Find(*words, cell, "ENUM_UNKNOWN");
}

}  // namespace paritrana::files
