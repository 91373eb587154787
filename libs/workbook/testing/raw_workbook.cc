// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/testing/raw_workbook.h"

#include <zip.h>

#include "libs/base/check.h"

namespace paritrana::workbook::testing {
namespace {

constexpr char kOffice[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr char kMain[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

std::string Relationship(const std::string& id, const std::string& type, const std::string& to) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kOffice + "/" + type + "\" Target=\"" + to +
         "\"/>";
}

std::string Element(const std::string& name, const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + name + " xmlns=\"" + kMain +
         "\" xmlns:r=\"" + kOffice + "\">" + content + "</" + name + ">";
}

void AddPart(zip_t* archive, const Part& part, const ZipOptions& options) {
  zip_source_t* source =
      zip_source_buffer(archive, part.second.data(), part.second.size(), /*freep=*/0);
  const zip_int64_t index = zip_file_add(archive, part.first.c_str(), source, ZIP_FL_ENC_UTF_8);
  PARITRANA_CHECK(index >= 0);
  const auto place = static_cast<zip_uint64_t>(index);
  zip_set_file_compression(archive, place, options.compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  if (options.password.empty()) return;
  zip_file_set_encryption(archive, place, ZIP_EM_AES_256, options.password.c_str());
}

}  // namespace

std::string ZipOf(const std::vector<Part>& parts, const ZipOptions& options) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  PARITRANA_CHECK(archive != nullptr);
  for (const Part& part : parts) AddPart(archive, part, options);
  PARITRANA_CHECK(zip_close(archive) == 0);
  PARITRANA_CHECK(zip_source_open(target) == 0);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string MakeRawWorkbook(const RawWorkbook& content) {
  const std::string sheets =
      "<sheets><sheet name=\"" + content.name + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets>";
  return ZipOf({{"_rels/.rels", "<Relationships>" +
                                    Relationship("rId1", "officeDocument", "xl/workbook.xml") +
                                    "</Relationships>"},
                {"xl/workbook.xml",
                 Element("workbook", "<workbookPr " + content.properties + "/>" + sheets)},
                {"xl/_rels/workbook.xml.rels",
                 "<Relationships>" + Relationship("rId1", "worksheet", "worksheets/sheet1.xml") +
                     Relationship("rId2", "sharedStrings", "sharedStrings.xml") +
                     Relationship("rId3", "styles", "/xl/styles.xml") + "</Relationships>"},
                {"xl/sharedStrings.xml", Element("sst", content.shared)},
                {"xl/styles.xml", Element("styleSheet", content.styles)},
                {"xl/worksheets/sheet1.xml",
                 Element("worksheet", "<sheetData>" + content.sheet_data + "</sheetData>")}},
               content.zip);
}

}  // namespace paritrana::workbook::testing
