// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/archive.h"

#include <gtest/gtest.h>

#include <cstring>

#include "libs/base/reason.h"
#include "libs/workbook/internal/parts.h"
#include "libs/workbook/internal/sheet_rows.h"
#include "libs/workbook/limits.h"
#include "libs/workbook/testing/raw_workbook.h"

namespace paritrana::workbook::internal {
namespace {

using workbook::testing::Part;
using workbook::testing::ZipOf;

std::string RefusalOf(const std::string& bytes) {
  const auto archive = Archive::Open(bytes);
  return archive.ok() ? "" : std::string(ReasonOf(archive.status())->name);
}

// An archive whose directory says of each part that it has these sizes, whatever is there.
std::string ArchiveThatSays(std::uint32_t packed, std::uint32_t unpacked, int parts) {
  std::vector<Part> content;
  for (int i = 0; i < parts; ++i) content.push_back({"part" + std::to_string(i), "x"});
  std::string bytes = ZipOf(content, {.compress = false});
  constexpr std::size_t kPackedAt = 20;
  constexpr std::size_t kUnpackedAt = 24;
  for (std::size_t at = bytes.find("PK\x01\x02"); at != std::string::npos;
       at = bytes.find("PK\x01\x02", at + 1)) {
    std::memcpy(&bytes[at + kPackedAt], &packed, sizeof packed);
    std::memcpy(&bytes[at + kUnpackedAt], &unpacked, sizeof unpacked);
  }
  return bytes;
}

constexpr std::uint32_t kMebibyte = 1 << 20;

TEST(Archive, RefusesMorePartsThanAWorkbookHas) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < limits::kPartsMax; ++i) parts.push_back({std::to_string(i), ""});
  EXPECT_EQ(RefusalOf(ZipOf(parts)), "");
  parts.push_back({"one more", ""});
  EXPECT_EQ(RefusalOf(ZipOf(parts)), "WORKBOOK_TOO_MANY_PARTS");
}

TEST(Archive, RefusesAPartThatIsTooLarge) {
  EXPECT_EQ(RefusalOf(ArchiveThatSays(8 * kMebibyte, 512 * kMebibyte, 1)), "");
  EXPECT_EQ(RefusalOf(ArchiveThatSays(8 * kMebibyte, 512 * kMebibyte + 1, 1)),
            "WORKBOOK_PART_TOO_LARGE");
}

TEST(Archive, RefusesPartsThatAreTooLargeTogether) {
  EXPECT_EQ(RefusalOf(ArchiveThatSays(8 * kMebibyte, 512 * kMebibyte, 2)), "");
  EXPECT_EQ(RefusalOf(ArchiveThatSays(8 * kMebibyte, 512 * kMebibyte, 3)), "WORKBOOK_TOO_LARGE");
}

TEST(Archive, RefusesABomb) {
  EXPECT_EQ(RefusalOf(ZipOf({{"zeros", std::string(kMebibyte, '\0')}})), "");
  EXPECT_EQ(RefusalOf(ZipOf({{"zeros", std::string(2 * kMebibyte, '\0')}})), "WORKBOOK_RATIO");
}

TEST(Archive, FindsOutAPartThatIsLargerThanItSays) {
  std::string bytes = ZipOf({{"part", std::string(3 * kMebibyte, 'x')}}, {.compress = false});
  const std::uint32_t said = kMebibyte;
  std::memcpy(&bytes[bytes.rfind("PK\x01\x02") + 24], &said, sizeof said);
  const auto archive = Archive::Open(bytes);
  ASSERT_TRUE(archive.ok());
  auto part = archive->Read("part");
  ASSERT_TRUE(part.ok());
  absl::StatusOr<std::string_view> piece;
  std::size_t read = 0;
  while ((piece = part->Next()).ok() && !piece->empty()) read += piece->size();
  EXPECT_FALSE(piece.ok());
  EXPECT_LE(read, 2 * kMebibyte);
}

TEST(Archive, ReadsAPartInAnyCaseAndTwiceAtOnce) {
  const std::string bytes = ZipOf({{"xl/SharedStrings.xml", "abc"}});
  const auto archive = Archive::Open(bytes);
  ASSERT_TRUE(archive.ok());
  auto first = archive->Read("xl/sharedStrings.xml");
  auto second = archive->Read("xl/sharedStrings.xml");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(*first->Next(), "abc");
  EXPECT_EQ(*second->Next(), "abc");
  EXPECT_EQ(*first->Next(), "");
  EXPECT_EQ(ReasonOf(archive->Read("none").status())->name, "WORKBOOK_INVALID");
}

TEST(SharedStrings, RefusesMoreTextsThanAWorkbookHas) {
  std::string text = "<sst>";
  for (std::size_t i = 0; i <= limits::kSharedStringsMax; ++i) text += "<si/>";
  const std::string bytes = ZipOf({{"s", text + "</sst>"}}, {.compress = false});
  const auto archive = Archive::Open(bytes);
  const auto strings = SharedStrings::Read(*archive, "s");
  EXPECT_EQ(ReasonOf(strings.status())->name, "WORKBOOK_TOO_MANY_STRINGS");
}

TEST(SharedStrings, RefusesAPartThatIsTooLargeToBeHeld) {
  const std::string bytes =
      ZipOf({{"s", "<sst>" + std::string(129 * kMebibyte, ' ') + "</sst>"}}, {.compress = false});
  const auto archive = Archive::Open(bytes);
  const auto strings = SharedStrings::Read(*archive, "s");
  EXPECT_EQ(ReasonOf(strings.status())->name, "WORKBOOK_PART_TOO_LARGE");
}

TEST(SheetRows, RefusesMoreCellsThanASheetMayHave) {
  std::string text = "<worksheet><sheetData><row>";
  for (std::uint64_t i = 0; i <= limits::kCellsMax; ++i) text += "<c/>";
  const std::string bytes =
      ZipOf({{"s", text + "</row></sheetData></worksheet>"}}, {.compress = false});
  const auto archive = Archive::Open(bytes);
  const SheetContext context;
  Row row;
  const auto more = ReadSheetRows(*archive, context, "s")->Next(&row);
  EXPECT_EQ(ReasonOf(more.status())->name, "WORKBOOK_TOO_MANY_CELLS");
}

}  // namespace
}  // namespace paritrana::workbook::internal
