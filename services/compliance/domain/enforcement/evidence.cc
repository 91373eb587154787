// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/evidence.h"

#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using contribution::Programme;
using contribution::ProgrammeSet;

// A set as a number: bit n stands for the programme with number n.
std::uint32_t BitsOf(ProgrammeSet set) {
  std::uint32_t bits = 0;
  for (const Programme programme : contribution::kProgrammes) {
    if (set.Has(programme)) bits |= 1U << static_cast<unsigned>(programme);
  }
  return bits;
}

ProgrammeSet ProgrammesOf(std::int64_t bits) {
  ProgrammeSet set;
  for (const Programme programme : contribution::kProgrammes) {
    if ((bits >> static_cast<unsigned>(programme) & 1) != 0) set.Add(programme);
  }
  return set;
}

struct KindText {
  std::string operator()(const UndertakingEvidence& e) const {
    return absl::StrCat("undertaking region=", e.region);
  }
  std::string operator()(const HeadcountEvidence& e) const {
    return absl::StrCat("headcount stated=", e.stated, " registered=", e.registered);
  }
  std::string operator()(const WageEvidence& e) const {
    return absl::StrCat("wage month=", e.month.number(), " lines=", e.lines,
                        " below=", e.below_minimum, " at=", e.at_minimum);
  }
  std::string operator()(const ProgrammeEvidence& e) const {
    return absl::StrCat("programme month=", e.month.number(),
                        " size=", static_cast<int>(e.size_class), " required=", BitsOf(e.required),
                        " missing=", BitsOf(e.missing), " lines=", e.lines);
  }
  std::string operator()(const ArrearsEvidence& e) const {
    return absl::StrCat("arrears total=", e.total.value(), " employee=", e.employee.value(),
                        " periods=", e.periods, " oldest=", ToDayNumber(e.oldest_due),
                        " class=", e.arrears_class);
  }
};

// The fields of one text; the first thing that lacks is remembered.
class Fields {
 public:
  explicit Fields(std::string_view text) {
    const std::size_t source = text.find(" source=");
    if (source != std::string_view::npos) {
      fields_["source"] = std::string(text.substr(source + 8));
      text = text.substr(0, source);
    }
    while (!text.empty()) Take(text);
  }

  std::string Text(const std::string& name) {
    const auto field = fields_.find(name);
    if (field != fields_.end()) return field->second;
    complete_ = false;
    return "";
  }
  std::int64_t Number(const std::string& name) {
    std::int64_t number = 0;
    complete_ = absl::SimpleAtoi(Text(name), &number) && complete_;
    return number;
  }
  std::uint64_t Count(const std::string& name) { return static_cast<std::uint64_t>(Number(name)); }
  Month MonthOf(const std::string& name) {
    return Month::FromNumber(static_cast<std::int32_t>(Number(name)));
  }

  const std::string& kind() const { return kind_; }
  bool complete() const { return complete_; }

 private:
  void Take(std::string_view& text) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) {
      kind_ = std::string(word);
    } else {
      fields_[std::string(word.substr(0, equals))] = std::string(word.substr(equals + 1));
    }
  }

  std::string kind_;
  std::map<std::string, std::string> fields_;
  bool complete_ = true;
};

ProgrammeEvidence ReadProgramme(Fields& fields) {
  ProgrammeEvidence evidence;
  evidence.month = fields.MonthOf("month");
  evidence.size_class = static_cast<contribution::SizeClass>(fields.Number("size"));
  evidence.required = ProgrammesOf(fields.Number("required"));
  evidence.missing = ProgrammesOf(fields.Number("missing"));
  evidence.lines = fields.Count("lines");
  return evidence;
}

ArrearsEvidence ReadArrears(Fields& fields) {
  ArrearsEvidence evidence;
  evidence.total = Rupiah(fields.Number("total"));
  evidence.employee = Rupiah(fields.Number("employee"));
  evidence.periods = static_cast<std::uint32_t>(fields.Number("periods"));
  evidence.oldest_due = FromDayNumber(static_cast<std::int32_t>(fields.Number("oldest")));
  evidence.arrears_class = fields.Text("class");
  return evidence;
}

std::optional<EvidenceKind> ReadKind(Fields& fields) {
  const std::string& kind = fields.kind();
  if (kind == "undertaking") return UndertakingEvidence{fields.Count("region")};
  if (kind == "headcount") {
    return HeadcountEvidence{fields.Count("stated"), fields.Count("registered")};
  }
  if (kind == "wage") {
    return WageEvidence{fields.MonthOf("month"), fields.Count("lines"), fields.Count("below"),
                        fields.Count("at")};
  }
  if (kind == "programme") return ReadProgramme(fields);
  if (kind == "arrears") return ReadArrears(fields);
  return std::nullopt;
}

struct WithoutMonth {
  template <typename Kind>
  EvidenceKind operator()(Kind kind) const {
    if constexpr (requires { kind.month; }) kind.month = Month();
    return kind;
  }
};

}  // namespace

bool SameEvidence(const Evidence& a, const Evidence& b) {
  return a.source == b.source && a.data_as_of == b.data_as_of && a.example == b.example &&
         std::visit(WithoutMonth{}, a.kind) == std::visit(WithoutMonth{}, b.kind);
}

std::uint32_t PerThousand(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<std::uint32_t>(part * 1000 / whole);
}

std::string ToText(const Evidence& evidence) {
  std::string text = std::visit(KindText{}, evidence.kind);
  absl::StrAppend(&text, " example=", evidence.example ? 1 : 0);
  if (evidence.data_as_of) absl::StrAppend(&text, " as_of=", ToDayNumber(*evidence.data_as_of));
  absl::StrAppend(&text, " source=", evidence.source);
  return text;
}

absl::StatusOr<Evidence> ParseEvidence(std::string_view text) {
  Fields fields(text);
  const std::optional<EvidenceKind> kind = ReadKind(fields);
  if (!kind) return MakeError("DATA_CORRUPT", "evidence");
  Evidence evidence{*kind, fields.Text("source")};
  evidence.example = fields.Number("example") != 0;
  if (!fields.complete()) return MakeError("DATA_CORRUPT", "evidence");
  const std::int64_t as_of = fields.Number("as_of");
  if (fields.complete()) evidence.data_as_of = FromDayNumber(static_cast<std::int32_t>(as_of));
  return evidence;
}

}  // namespace paritrana::compliance
