// SPDX-License-Identifier: Apache-2.0
// The parts of a workbook, in an archive that is always whole: checksums would stop most inputs
// before they reach the XML. The input holds sheet, shared texts and styles, separated by a zero.
#include <cstddef>
#include <cstdint>

#include "libs/workbook/testing/raw_workbook.h"
#include "tests/fuzz/book_walk.h"

namespace {

std::string TakePart(std::string* input) {
  const std::size_t end = std::min(input->find('\0'), input->size());
  std::string part = input->substr(0, end);
  input->erase(0, std::min(end + 1, input->size()));
  return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string input(reinterpret_cast<const char*>(data), size);
  paritrana::workbook::testing::RawWorkbook content;
  content.sheet_data = TakePart(&input);
  content.shared = TakePart(&input);
  content.styles = TakePart(&input);
  content.properties = size % 2 == 0 ? "date1904=\"1\"" : "";
  content.zip.compress = false;
  paritrana::fuzz::WalkBook(MakeRawWorkbook(content));
  return 0;
}
