// SPDX-License-Identifier: Apache-2.0
#include "libs/csv/record_reader.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

RecordReader::RecordReader(std::string_view text, char separator)
    : text_(text), separator_(separator) {
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
}

absl::StatusOr<bool> RecordReader::Next(std::vector<std::string>* fields) {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    line_ += text_[at_++] == '\n' ? 1 : 0;
  }
  if (at_ == text_.size()) return false;
  record_line_ = line_;
  well_formed_ = true;
  bool bare = false;  // the field has characters outside quotes
  bool quoted = false;
  fields->assign(1, {});
  while (at_ < text_.size() && text_[at_] != '\n') {
    const char c = text_[at_++];
    if (c == separator_) {
      fields->emplace_back();
      bare = quoted = false;
    } else if (c == '"' && !bare && !quoted) {
      quoted = true;
      PARITRANA_RETURN_IF_ERROR(ReadQuoted(&fields->back()));
    } else if (c != '\r' || (at_ < text_.size() && text_[at_] != '\n')) {
      well_formed_ = well_formed_ && c != '"' && !quoted;
      bare = true;
      fields->back().push_back(c);
    }
  }
  return true;
}

// The opening quote is read already.
absl::Status RecordReader::ReadQuoted(std::string* field) {
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '"') {
      if (at_ == text_.size() || text_[at_] != '"') return absl::OkStatus();
      ++at_;
    }
    line_ += c == '\n' ? 1 : 0;
    field->push_back(c);
  }
  return MakeError("FILE_TRUNCATED", {}, absl::StrCat("quote opened in line ", record_line_));
}

}  // namespace paritrana::csv
