// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

// Makes workbooks by hand, so that tests decide about every byte that a spreadsheet program would.
namespace paritrana::workbook::testing {

// Name and content of a part.
using Part = std::pair<std::string, std::string>;

struct ZipOptions {
  bool compress = true;
  std::string password = {};  // encrypts all parts; empty: none
};

// A ZIP archive of the parts, in their order.
std::string ZipOf(const std::vector<Part>& parts, const ZipOptions& options = {});

// What goes into a workbook of one sheet.
struct RawWorkbook {
  std::string sheet_data = {};  // inside <sheetData>
  std::string shared = {};      // inside <sst>
  std::string styles = {};      // inside <styleSheet>
  std::string properties = {};  // of <workbookPr>
  std::string name = "Sheet1";
  ZipOptions zip = {};
};
std::string MakeRawWorkbook(const RawWorkbook& content);

}  // namespace paritrana::workbook::testing
