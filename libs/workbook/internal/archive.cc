// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/archive.h"

#include <zip.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/workbook/limits.h"

namespace paritrana::workbook::internal {
namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

absl::Status Invalid(std::string_view why) { return MakeError("WORKBOOK_INVALID", "file", why); }

// What the archive says about one part; sizes may lie, which reading finds out.
absl::Status CheckPart(const zip_stat_t& part, std::uint64_t* total) {
  constexpr std::uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if ((part.valid & kNeeded) != kNeeded) return Invalid("a part without a size");
  if ((part.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && part.encryption_method != ZIP_EM_NONE) {
    return MakeError("WORKBOOK_ENCRYPTED", "file");
  }
  if (part.comp_method != ZIP_CM_STORE && part.comp_method != ZIP_CM_DEFLATE) {
    return Invalid("a part that is compressed in an unusual way");
  }
  if (part.size > limits::kPartBytesMax) {
    return MakeError("WORKBOOK_PART_TOO_LARGE", "file", absl::StrCat(part.size, " bytes"));
  }
  if (part.size > limits::kRatioFreeBytes && part.size / limits::kRatioMax > part.comp_size) {
    return MakeError("WORKBOOK_RATIO", "file",
                     absl::StrCat(part.size, " bytes out of ", part.comp_size));
  }
  *total += part.size;
  if (*total > limits::kTotalBytesMax) {
    return MakeError("WORKBOOK_TOO_LARGE", "file", "all parts together");
  }
  return absl::OkStatus();
}

absl::Status CheckParts(zip_t* archive) {
  const auto count =
      static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(archive, 0), 0));
  if (count > limits::kPartsMax) {
    return MakeError("WORKBOOK_TOO_MANY_PARTS", "file", absl::StrCat(count, " parts"));
  }
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    zip_stat_t part;
    zip_stat_init(&part);
    if (zip_stat_index(archive, i, 0, &part) != 0) return Invalid("a part that cannot be found");
    PARITRANA_RETURN_IF_ERROR(CheckPart(part, &total));
  }
  return absl::OkStatus();
}

}  // namespace

void PartReader::Closer::operator()(zip* archive) const { zip_discard(archive); }
void PartReader::Closer::operator()(zip_file* file) const { zip_fclose(file); }

absl::StatusOr<std::string_view> PartReader::Next() {
  piece_.resize(kPieceBytes);
  const zip_int64_t length = zip_fread(file_.get(), piece_.data(), piece_.size());
  if (length < 0) return Invalid(absl::StrCat(name_, " is damaged"));
  const auto size = static_cast<std::uint64_t>(length);
  if (size > left_) return MakeError("WORKBOOK_PART_TOO_LARGE", "file", name_);
  left_ -= size;
  if (size == 0 && left_ > 0) return Invalid(absl::StrCat(name_, " is cut off"));
  return std::string_view(piece_).substr(0, size);
}

absl::StatusOr<Archive> Archive::Open(std::string_view bytes) {
  Archive archive(bytes);
  PARITRANA_ASSIGN_OR_RETURN(const auto zip, archive.OpenZip());
  PARITRANA_RETURN_IF_ERROR(CheckParts(zip.get()));
  return archive;
}

absl::StatusOr<std::unique_ptr<zip, PartReader::Closer>> Archive::OpenZip() const {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
  zip_t* opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  const std::string why = opened == nullptr ? zip_error_strerror(&error) : "";
  zip_error_fini(&error);
  if (opened != nullptr) return std::unique_ptr<zip, PartReader::Closer>(opened);
  zip_source_free(source);
  return Invalid(why);
}

bool Archive::Has(const std::string& name) const {
  const auto zip = OpenZip();
  return zip.ok() && zip_name_locate(zip->get(), name.c_str(), ZIP_FL_ENC_GUESS) >= 0;
}

absl::StatusOr<PartReader> Archive::Read(const std::string& name) const {
  PartReader reader;
  PARITRANA_ASSIGN_OR_RETURN(reader.archive_, OpenZip());
  zip_stat_t part;
  zip_stat_init(&part);
  // Some programs write parts in another case than they name them.
  if (zip_stat(reader.archive_.get(), name.c_str(), ZIP_FL_NOCASE, &part) != 0) {
    return Invalid(absl::StrCat("no part ", name));
  }
  reader.file_.reset(zip_fopen_index(reader.archive_.get(), part.index, 0));
  if (reader.file_ == nullptr) return Invalid(absl::StrCat(name, " cannot be opened"));
  reader.name_ = name;
  reader.left_ = part.size;
  return reader;
}

}  // namespace paritrana::workbook::internal
