// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// What a file from outside may ask of us, each with its reason. Every one is tested from both
// sides.
namespace paritrana::workbook::limits {

// Parts of an archive. A clerk's workbook has about a dozen; pictures and comments add some.
inline constexpr std::uint64_t kPartsMax = 2'000;

// One part, inflated. A sheet of 300,000 workers with all 32 columns takes about 400 MiB.
inline constexpr std::uint64_t kPartBytesMax = 512ULL << 20;

// Parts that are held in memory (strings, styles, list of sheets), inflated.
inline constexpr std::uint64_t kHeldPartBytesMax = 128ULL << 20;

// All parts together, inflated.
inline constexpr std::uint64_t kTotalBytesMax = 1ULL << 30;

// Inflated bytes for one compressed byte. The most repetitive sheets measured reach 60; a bomb
// reaches 1,000.
inline constexpr std::uint64_t kRatioMax = 200;
// Below this size a part does no harm whatever its ratio.
inline constexpr std::uint64_t kRatioFreeBytes = 1ULL << 20;

// Columns with something in them. The widest form known has 32, and three hold reasons.
inline constexpr std::size_t kColumnsMax = 256;

// Cells of one sheet, empty ones that carry a style included: 65 for each of 300,000 rows.
inline constexpr std::uint64_t kCellsMax = 20'000'000;

// Rows of one sheet, blank ones included: as many as spreadsheet programs have.
inline constexpr std::uint64_t kRowsMax = 1'048'576;

// One text: what a spreadsheet's cell can hold (32,767 characters) in UTF-8.
inline constexpr std::size_t kTextBytesMax = 32'767 * 4;

// Distinct texts of a workbook: three for each of 300,000 workers, and room.
inline constexpr std::size_t kSharedStringsMax = 4'000'000;

// Elements inside each other. A sheet needs seven.
inline constexpr int kXmlDepthMax = 64;

// Sheets of one workbook.
inline constexpr std::size_t kSheetsMax = 256;

// Styles of one workbook: as many as spreadsheet programs have.
inline constexpr std::size_t kStylesMax = 65'536;

}  // namespace paritrana::workbook::limits
