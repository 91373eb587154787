// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "libs/csv/record_reader.h"
#include "libs/workbook/writer.h"
#include "tests/fuzz/book_walk.h"

namespace {

using paritrana::csv::RecordReader;

// Fields that were read are read again from what is written of them.
void WriteAndReadAgain(const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) {
    if (!text.empty()) text += ';';
    text += "\"" + paritrana::workbook::CsvCell("\"" + field, ';').substr(3);
  }
  std::vector<std::string> again;
  RecordReader reader(text, ';');
  const auto more = reader.Next(&again);
  PARITRANA_CHECK(more.ok() && *more && again == fields);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  RecordReader reader(text, ';');
  std::vector<std::string> fields;
  while (true) {
    const auto more = reader.Next(&fields);
    if (!more.ok() || !*more) break;
    PARITRANA_CHECK(!fields.empty());
    if (reader.well_formed()) WriteAndReadAgain(fields);
  }
  paritrana::fuzz::WalkBook(text);
  return 0;
}
