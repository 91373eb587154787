// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/parts.h"

#include <set>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/workbook/internal/xml.h"
#include "libs/workbook/limits.h"

namespace paritrana::workbook::internal {
namespace {

// Runs a whole part through `handler`. Such a part is held in memory, so it may be smaller than a
// sheet only.
absl::Status ReadPart(const Archive& archive, const std::string& name, XmlHandler& handler) {
  PARITRANA_ASSIGN_OR_RETURN(PartReader part, archive.Read(name));
  XmlReader xml(handler);
  std::uint64_t bytes = 0;
  while (true) {
    PARITRANA_ASSIGN_OR_RETURN(const std::string_view piece, part.Next());
    bytes += piece.size();
    if (bytes > limits::kHeldPartBytesMax)
      return MakeError("WORKBOOK_PART_TOO_LARGE", "file", name);
    PARITRANA_RETURN_IF_ERROR(xml.Feed(piece));
    if (piece.empty()) return absl::OkStatus();
  }
}

// A handler for parts that say everything in attributes.
class AttributeHandler : public XmlHandler {
 public:
  absl::Status End(std::string_view) override { return absl::OkStatus(); }
  absl::Status Text(std::string_view) override { return absl::OkStatus(); }
};

std::string FolderOf(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? "" : name.substr(0, slash + 1);
}

// The part that `target` names as seen from `folder`: "/xl/a.xml", "a.xml", "../a.xml".
std::string Resolve(const std::string& folder, std::string_view target) {
  const std::string whole =
      target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
  std::vector<std::string> steps;
  for (const absl::string_view step : absl::StrSplit(whole, '/')) {
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (step != "." && !step.empty()) {
      steps.emplace_back(step);
    }
  }
  return absl::StrJoin(steps, "/");
}

class RelationshipsHandler : public AttributeHandler {
 public:
  RelationshipsHandler(std::string folder, Relationships* out)
      : folder_(std::move(folder)), out_(*out) {}

  absl::Status Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return absl::OkStatus();
    const std::string_view type = attributes.Get("Type").value_or("");
    const std::string id(attributes.Get("Id").value_or(""));
    if (out_.size() >= limits::kPartsMax) return MakeError("WORKBOOK_TOO_MANY_PARTS", "file");
    out_[id] = {std::string(type.substr(type.rfind('/') + 1)),
                Resolve(folder_, attributes.Get("Target").value_or("")),
                attributes.Get("TargetMode").value_or("") == "External"};
    return absl::OkStatus();
  }

 private:
  std::string folder_;
  Relationships& out_;
};

class MainPartHandler : public AttributeHandler {
 public:
  explicit MainPartHandler(MainPart* out) : out_(*out) {}

  absl::Status Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view value = attributes.Get("date1904").value_or("");
      if (value == "1" || value == "true") out_.date_system = DateSystem::k1904;
    } else if (name == "sheet") {
      if (out_.sheets.size() >= limits::kSheetsMax) {
        return MakeError("WORKBOOK_TOO_MANY_PARTS", "file", "sheets");
      }
      out_.sheets.push_back({std::string(attributes.Get("name").value_or("")),
                             std::string(attributes.Get("id").value_or(""))});
    }
    return absl::OkStatus();
  }

 private:
  MainPart& out_;
};

class SharedStringsHandler : public XmlHandler {
 public:
  explicit SharedStringsHandler(SharedStrings* out) : out_(*out) {}

  absl::Status Start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") text_.clear();
    // Phonetic guides repeat the text in another script.
    if (name == "rPh") in_phonetic_ = true;
    if (name == "t") in_text_ = !in_phonetic_;
    return absl::OkStatus();
  }

  absl::Status End(std::string_view name) override {
    if (name == "t") in_text_ = false;
    if (name == "rPh") in_phonetic_ = false;
    return name == "si" ? out_.Add(text_) : absl::OkStatus();
  }

  absl::Status Text(std::string_view text) override {
    if (!in_text_) return absl::OkStatus();
    text_ += text;
    return text_.size() > limits::kTextBytesMax ? MakeError("WORKBOOK_TEXT_TOO_LONG", "file")
                                                : absl::OkStatus();
  }

 private:
  SharedStrings& out_;
  std::string text_;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

class StylesHandler : public XmlHandler {
 public:
  explicit StylesHandler(std::vector<bool>* out) : out_(*out) {}

  absl::Status Start(std::string_view name, const XmlAttributes& attributes) override {
    constexpr std::size_t kFormatIdMax = 1'000'000;
    if (name == "numFmt") {
      const auto id = attributes.Number("numFmtId", kFormatIdMax);
      if (id.has_value() && IsDayFormat(attributes.Get("formatCode").value_or(""))) {
        day_formats_.insert(*id);
      }
    } else if (name == "cellXfs") {
      in_cell_styles_ = true;
    } else if (name == "xf" && in_cell_styles_) {
      if (out_.size() >= limits::kStylesMax) return MakeError("WORKBOOK_INVALID", "file", "styles");
      const std::size_t id = attributes.Number("numFmtId", kFormatIdMax).value_or(0);
      out_.push_back(IsBuiltInDayFormat(static_cast<int>(id)) || day_formats_.count(id) > 0);
    }
    return absl::OkStatus();
  }

  absl::Status End(std::string_view name) override {
    if (name == "cellXfs") in_cell_styles_ = false;
    return absl::OkStatus();
  }

  absl::Status Text(std::string_view) override { return absl::OkStatus(); }

 private:
  std::vector<bool>& out_;
  std::set<std::size_t> day_formats_;
  bool in_cell_styles_ = false;
};

}  // namespace

absl::StatusOr<Relationships> ReadRelationships(const Archive& archive, const std::string& name) {
  const std::string folder = FolderOf(name);
  const std::string part = folder + "_rels/" + name.substr(folder.size()) + ".rels";
  Relationships relationships;
  if (!archive.Has(part)) return relationships;
  RelationshipsHandler handler(folder, &relationships);
  PARITRANA_RETURN_IF_ERROR(ReadPart(archive, part, handler));
  return relationships;
}

absl::StatusOr<MainPart> ReadMainPart(const Archive& archive, const std::string& name) {
  MainPart main;
  MainPartHandler handler(&main);
  PARITRANA_RETURN_IF_ERROR(ReadPart(archive, name, handler));
  return main;
}

absl::StatusOr<SharedStrings> SharedStrings::Read(const Archive& archive, const std::string& name) {
  SharedStrings strings;
  SharedStringsHandler handler(&strings);
  PARITRANA_RETURN_IF_ERROR(ReadPart(archive, name, handler));
  return strings;
}

std::string_view SharedStrings::operator[](std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(texts_).substr(begin, ends_[index] - begin);
}

// The part's size is limited far below 4 GiB, so 32 bits hold any end.
absl::Status SharedStrings::Add(std::string_view text) {
  if (ends_.size() >= limits::kSharedStringsMax) {
    return MakeError("WORKBOOK_TOO_MANY_STRINGS", "file");
  }
  texts_ += text;
  ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<bool>> ReadDayStyles(const Archive& archive, const std::string& name) {
  std::vector<bool> styles;
  StylesHandler handler(&styles);
  PARITRANA_RETURN_IF_ERROR(ReadPart(archive, name, handler));
  return styles;
}

}  // namespace paritrana::workbook::internal
