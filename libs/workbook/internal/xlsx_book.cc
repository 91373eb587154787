// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/xlsx_book.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/workbook/internal/archive.h"
#include "libs/workbook/internal/parts.h"
#include "libs/workbook/internal/sheet_rows.h"

namespace paritrana::workbook::internal {
namespace {

// Where the main part stands unless the archive says otherwise.
constexpr char kUsualMainPart[] = "xl/workbook.xml";

// The first relationship of a type; nullptr if there is none.
const Relationship* Find(const Relationships& relationships, std::string_view type) {
  for (const auto& [id, relationship] : relationships) {
    if (relationship.type == type) return &relationship;
  }
  return nullptr;
}

absl::Status CheckIsInside(const Relationship& relationship) {
  return relationship.external ? MakeError("WORKBOOK_EXTERNAL", "file", relationship.type)
                               : absl::OkStatus();
}

struct Sheet {
  std::string name;
  std::string part;
};

class XlsxBook : public Book {
 public:
  explicit XlsxBook(std::string bytes) : bytes_(std::move(bytes)) {}

  absl::Status Open() {
    PARITRANA_ASSIGN_OR_RETURN(archive_, Archive::Open(bytes_));
    PARITRANA_ASSIGN_OR_RETURN(const Relationships top, ReadRelationships(*archive_, ""));
    const Relationship* main = Find(top, "officeDocument");
    const std::string part = main == nullptr ? kUsualMainPart : main->target;
    PARITRANA_ASSIGN_OR_RETURN(const MainPart content, ReadMainPart(*archive_, part));
    PARITRANA_ASSIGN_OR_RETURN(const Relationships parts, ReadRelationships(*archive_, part));
    context_.date_system = content.date_system;
    PARITRANA_RETURN_IF_ERROR(ReadContext(parts));
    return PlaceSheets(content.sheets, parts);
  }

  Format format() const override { return Format::kXlsx; }
  std::size_t tables() const override { return sheets_.size(); }
  const std::string& name(std::size_t table) const override { return sheets_[table].name; }
  char separator(std::size_t) const override { return ','; }
  DateSystem date_system() const override { return context_.date_system; }
  std::unique_ptr<RowSource> Rows(std::size_t table) const override {
    return ReadSheetRows(*archive_, context_, sheets_[table].part);
  }
  const std::string& bytes() const override { return bytes_; }

 private:
  absl::Status ReadContext(const Relationships& parts) {
    if (const Relationship* strings = Find(parts, "sharedStrings"); strings != nullptr) {
      PARITRANA_RETURN_IF_ERROR(CheckIsInside(*strings));
      PARITRANA_ASSIGN_OR_RETURN(context_.strings, SharedStrings::Read(*archive_, strings->target));
    }
    if (const Relationship* styles = Find(parts, "styles"); styles != nullptr) {
      PARITRANA_RETURN_IF_ERROR(CheckIsInside(*styles));
      PARITRANA_ASSIGN_OR_RETURN(context_.day_styles, ReadDayStyles(*archive_, styles->target));
    }
    return absl::OkStatus();
  }

  // Charts are sheets too; they have no cells.
  absl::Status PlaceSheets(const std::vector<SheetName>& names, const Relationships& parts) {
    for (const SheetName& sheet : names) {
      const auto found = parts.find(sheet.relationship);
      if (found == parts.end())
        return MakeError("WORKBOOK_INVALID", "file", "a sheet without part");
      PARITRANA_RETURN_IF_ERROR(CheckIsInside(found->second));
      if (found->second.type == "worksheet") sheets_.push_back({sheet.name, found->second.target});
    }
    return sheets_.empty() ? MakeError("WORKBOOK_INVALID", "file", "no sheet") : absl::OkStatus();
  }

  std::string bytes_;
  std::optional<Archive> archive_;
  SheetContext context_;
  std::vector<Sheet> sheets_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Book>> OpenXlsxBook(std::string bytes) {
  auto book = std::make_unique<XlsxBook>(std::move(bytes));
  PARITRANA_RETURN_IF_ERROR(book->Open());
  return book;
}

}  // namespace paritrana::workbook::internal
