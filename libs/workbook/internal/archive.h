// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

struct zip;
struct zip_file;

namespace paritrana::workbook::internal {

// One part of an archive, inflated piece by piece.
class PartReader {
 public:
  // An empty piece is the end. WORKBOOK_INVALID if it does not inflate or its checksum is wrong,
  // WORKBOOK_PART_TOO_LARGE if there is more than the archive said.
  absl::StatusOr<std::string_view> Next();

 private:
  friend class Archive;
  struct Closer {
    void operator()(zip* archive) const;
    void operator()(zip_file* file) const;
  };

  // Each reader has the archive open for itself, so that several may read at once.
  std::unique_ptr<zip, Closer> archive_;
  std::unique_ptr<zip_file, Closer> file_;
  std::string name_;
  std::uint64_t left_ = 0;  // bytes that the archive said there are
  std::string piece_;
};

// A ZIP archive in memory, judged before anything is inflated: number of parts, their sizes, their
// ratio, no passwords. Nothing is ever written to disk, so names with ".." lead nowhere.
// Immutable. `bytes` must outlive it and its readers.
class Archive {
 public:
  // WORKBOOK_INVALID, WORKBOOK_ENCRYPTED, WORKBOOK_TOO_MANY_PARTS, WORKBOOK_PART_TOO_LARGE,
  // WORKBOOK_TOO_LARGE, WORKBOOK_RATIO.
  static absl::StatusOr<Archive> Open(std::string_view bytes);

  bool Has(const std::string& name) const;
  // WORKBOOK_INVALID if there is no such part.
  absl::StatusOr<PartReader> Read(const std::string& name) const;

 private:
  explicit Archive(std::string_view bytes) : bytes_(bytes) {}
  absl::StatusOr<std::unique_ptr<zip, PartReader::Closer>> OpenZip() const;

  std::string_view bytes_;
};

}  // namespace paritrana::workbook::internal
