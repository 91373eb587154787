// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "paritrana/common/v1/vocabulary.pb.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "paritrana/registration/v1/workers.pb.h"

// The words of fixed lists that payroll sheets use, whatever their case and spacing.
namespace paritrana::files {

// PU, BPU, JAKON, PMI. SEGMENT_INVALID.
absl::StatusOr<common::v1::Segment> ParseSegment(std::string_view cell);

// REGULER, NON_ASN, RENTAN; empty is REGULER. ENUM_UNKNOWN.
absl::StatusOr<common::v1::WorkerKind> ParseWorkerKind(std::string_view cell);

// APBD_PROVINSI, APBD_KABUPATEN (or APBD_KOTA), DANA_DESA, DBH, PERUSAHAAN (or CSR); empty is none.
// ENUM_UNKNOWN.
absl::StatusOr<common::v1::SponsorKind> ParseSponsorKind(std::string_view cell);

// JKK, JKM, JHT, JP, JKP. PROGRAMME_UNKNOWN.
absl::StatusOr<common::v1::Programme> ParseProgramme(std::string_view cell);

// Several of them, separated by "," ";" "+" "/" or spaces. PROGRAMME_UNKNOWN.
absl::StatusOr<std::vector<common::v1::Programme>> ParseProgrammes(std::string_view cell);

// TAMBAH, KOREKSI, HAPUS; empty is not stated. ENUM_UNKNOWN.
absl::StatusOr<compliance::v1::LineAction> ParseLineAction(std::string_view cell);

// L or P; empty is not stated. ENUM_UNKNOWN.
absl::StatusOr<registration::v1::Sex> ParseSex(std::string_view cell);

}  // namespace paritrana::files
