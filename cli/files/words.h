// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "paritrana/common/v1/vocabulary.pb.h"
#include "paritrana/registration/v1/workers.pb.h"

// The words of fixed lists that payroll sheets use, whatever their case and spacing.
namespace paritrana::cli {

// PU, BPU, JAKON, PMI. SEGMENT_INVALID.
absl::StatusOr<common::v1::Segment> ParseSegment(std::string_view cell);

// REGULER, NON_ASN, RENTAN; empty is REGULER. ENUM_UNKNOWN.
absl::StatusOr<common::v1::WorkerKind> ParseWorkerKind(std::string_view cell);

// APBD_PROVINSI, APBD_KABUPATEN (or APBD_KOTA), DANA_DESA, DBH, PERUSAHAAN (or CSR); empty is none.
// ENUM_UNKNOWN.
absl::StatusOr<common::v1::SponsorKind> ParseSponsorKind(std::string_view cell);

// JKK, JKM, JHT, JP, JKP. PROGRAMME_UNKNOWN.
absl::StatusOr<common::v1::Programme> ParseProgramme(std::string_view cell);

// L or P; empty is not stated. ENUM_UNKNOWN.
absl::StatusOr<registration::v1::Sex> ParseSex(std::string_view cell);

}  // namespace paritrana::cli
