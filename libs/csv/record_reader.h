// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace paritrana::csv {

// Reads the records of a CSV text (RFC 4180): fields separated by one character, optionally quoted,
// quotes doubled inside, records ended by LF or CRLF. Blank lines are passed over; a UTF-8 byte
// order mark at the start is skipped.
//
//   RecordReader reader(text, ',');
//   std::vector<std::string> fields;
//   while (true) {
//     PARITRANA_ASSIGN_OR_RETURN(const bool more, reader.Next(&fields));
//     if (!more) break;
//     use(fields, reader.line());
//   }
//
// `text` must outlive the reader. Not thread-safe.
class RecordReader {
 public:
  RecordReader(std::string_view text, char separator);

  // Reads the next record into `fields`. False at the end. FILE_TRUNCATED if the text ends inside
  // quotes.
  absl::StatusOr<bool> Next(std::vector<std::string>* fields);

  // Line on which the record just read began, from 1.
  std::size_t line() const { return record_line_; }

  // False if quotes of the record just read stood where none may: inside a bare field, or closed
  // before the field's end. Its fields are a guess then.
  bool well_formed() const { return well_formed_; }

 private:
  absl::Status ReadQuoted(std::string* field);

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 0;
  bool well_formed_ = true;
};

}  // namespace paritrana::csv
