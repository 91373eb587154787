// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/explanation.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/contribution/reference.h"
#include "libs/contribution/words.h"

namespace paritrana::contribution {
namespace {

// One word in both languages.
struct Word {
  std::string_view id;
  std::string_view en;

  std::string In(Language language) const {
    return std::string(language == Language::kIndonesian ? id : en);
  }
};

constexpr Word kEmployer = {"pemberi kerja", "employer"};
constexpr Word kEmployee = {"pekerja", "employee"};
constexpr Word kCeiling = {"batas atas", "ceiling"};
constexpr Word kFloor = {"batas bawah", "floor"};
constexpr Word kFixed = {"tetap", "fixed"};
constexpr Word kRelief = {"keringanan", "relief"};
constexpr Word kBounded = {"setelah batas jumlah", "after bounds of the amount"};
constexpr Word kRounded = {"dibulatkan", "rounded"};
constexpr Word kState = {"negara", "state"};
constexpr Word kFromJkk = {"dari JKK", "out of JKK"};
constexpr Word kFromJkm = {"dari JKM", "out of JKM"};
constexpr Word kTogether = {"JKK dan JKM bersama", "JKK and JKM together"};
constexpr Word kDue = {"jatuh tempo", "due"};
constexpr Word kNominal = {"menurut aturan", "by rule"};
constexpr Word kMonths = {"bulan terlambat", "months late"};
constexpr Word kNotInSegment = {"tidak ada pada segmen ini", "does not exist in this segment"};
constexpr Word kBefore = {"sebelum penempatan", "before placement"};
constexpr Word kContract = {"kontrak", "contract"};
constexpr Word kContractMonths = {"bulan", "months"};
constexpr Word kExtra = {"bulan tambahan", "extra months"};
constexpr Word kSlice = {"lapis", "slice"};

constexpr Word kHalfUp = {"setengah ke atas ke rupiah utuh:", "half up to whole rupiah:"};
constexpr Word kDown = {"ke bawah ke rupiah utuh:", "down to whole rupiah:"};
constexpr Word kRoundingScope = {
    "per orang, program dan pembayar, sesudah batas dan keringanan (aturan contoh)",
    "per person, programme and payer, after bounds and relief (example rule)"};

constexpr Word kNotes[] = {
    {"", ""},
    {"usia pensiun tercapai, tidak ada JP", "pension age reached, no JP"},
    {"JP diteruskan setelah usia pensiun atas pilihan pekerja",
     "JP goes on past pension age by the worker's choice"},
    {"usia tidak diketahui, dianggap di bawah usia pensiun",
     "age not known, taken as below pension age"},
    {"keringanan tidak berlaku di sini, tarif biasa", "the relief does not hold here, normal rate"},
    {"keringanan tidak untuk peserta yang dibayari pihak lain, tarif biasa",
     "the relief is not for sponsored members, normal rate"},
    {"sementara: tabel kelompok penghasilan belum diketahui",
     "provisional: the table of income bands is not known"},
    {"tidak menambah iuran", "adds nothing to pay"},
    {"satu tarif untuk semua kelompok risiko", "one rate for every risk class"},
    {"bulan sesudah tanggal sumber dibaca; aturan dianggap tetap",
     "a month after the sources were read; the rule is taken as unchanged"},
    {"pembagian JKK dan JKM tidak diumumkan", "the split between JKK and JKM is not published"},
};

// What separates thousands and decimals: 1.234,5 in Indonesian, 1,234.5 in English.
constexpr Word kThousands = {".", ","};
constexpr Word kPoint = {",", "."};

std::string Grouped(std::int64_t value, Language language) {
  const std::string digits = absl::StrCat(value);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += kThousands.In(language);
    grouped += digits[i];
  }
  return grouped;
}

std::string Grouped(Rupiah amount, Language language) { return Grouped(amount.value(), language); }

// Decimal places of a proper fraction, as many as it has up to eight: ".2349".
std::string Decimals(std::int64_t numerator, std::int64_t denominator, Language language) {
  if (numerator == 0) return "";
  std::string digits = kPoint.In(language);
  for (int place = 0; place < 8 && numerator != 0; ++place) {
    numerator *= 10;
    digits += static_cast<char>('0' + numerator / denominator);
    numerator %= denominator;
  }
  return digits;
}

// " x 0.24 %".
std::string Times(std::int32_t per_100000, Language language) {
  return absl::StrCat(" x ", per_100000 / 1'000, Decimals(per_100000 % 1'000, 1'000, language),
                      " %");
}

std::string Basis(const RuleReference& rule) {
  return absl::StrCat(" [", rule.rule_id, ", ", rule.legal_basis, "]");
}

// " = 54,889 employer", with the exact amount if it was rounded.
std::string Result(const ExactAmount& exact, Rupiah amount, Word side, Language language) {
  std::string text = " = ";
  if (exact.numerator != 0) {
    absl::StrAppend(&text, Grouped(exact.whole, language),
                    Decimals(exact.numerator, exact.denominator, language), ", ",
                    kRounded.In(language), " ");
  }
  return absl::StrCat(text, Grouped(amount, language), " ", side.In(language));
}

std::string BaseText(const ProgrammeLine& line, Language language) {
  if (line.fixed) return absl::StrCat(kFixed.In(language), " ", Grouped(*line.fixed, language));
  std::string text = Grouped(line.base, language);
  if (line.base_capped) {
    const std::string rule = line.ceiling_rule ? absl::StrCat(" ", line.ceiling_rule->rule_id) : "";
    absl::StrAppend(&text, " (", kCeiling.In(language), rule, ")");
  }
  if (line.base_raised) absl::StrAppend(&text, " (", kFloor.In(language), ")");
  return text;
}

std::string FactorText(const ProgrammeLine& line, Language language) {
  if (line.factor_num == line.factor_den) return "";
  return absl::StrCat(" x ", line.factor_num, "/", line.factor_den, " (", kRelief.In(language), " ",
                      line.relief_code, ")");
}

std::string RatedText(const ProgrammeLine& line, Language language) {
  std::string text = BaseText(line, language);
  const std::string factor = FactorText(line, language);
  if (line.employer_per_100000 > 0) {
    absl::StrAppend(&text, Times(line.employer_per_100000, language), factor,
                    Result(line.employer_exact, line.shares.employer, kEmployer, language));
  }
  if (line.employer_per_100000 > 0 && line.employee_per_100000 > 0) text += ",";
  if (line.employee_per_100000 > 0 || line.fixed) {
    if (!line.fixed) text += Times(line.employee_per_100000, language);
    if (line.amount_bounded) absl::StrAppend(&text, " (", kBounded.In(language), ")");
    absl::StrAppend(&text, factor,
                    Result(line.employee_exact, line.shares.employee, kEmployee, language));
  }
  return text;
}

std::string SlicesText(const ProgrammeLine& line, Language language) {
  std::string text;
  for (const SliceStep& step : line.slices) {
    absl::StrAppend(&text, text.empty() ? "" : " + ", kSlice.In(language), " ", step.number, " ",
                    Grouped(step.value, language), Times(step.per_100000, language));
  }
  return text + Result(line.employer_exact, line.shares.employer, kEmployer, language);
}

std::string OthersText(const ProgrammeLine& line, Language language) {
  if (!line.state_share) return "";
  std::string text =
      absl::StrCat(" = ", Grouped(*line.state_share, language), " ", kState.In(language));
  const auto append = [&](const std::optional<Rupiah>& part, Word word) {
    if (part && part->value() > 0) {
      absl::StrAppend(&text, ", ", Grouped(*part, language), " ", word.In(language));
    }
  };
  append(line.from_jkk, kFromJkk);
  append(line.from_jkm, kFromJkm);
  return text;
}

bool IsZeroByAge(const ProgrammeLine& line) {
  for (const Note note : line.notes) {
    if (note == Note::kPensionAgeReached) return true;
  }
  return false;
}

std::string StepText(const PlacementStep& step, Language language) {
  std::string text;
  switch (step.part) {
    case PlacementRow::Part::kBeforePlacement:
      text = kBefore.In(language);
      break;
    case PlacementRow::Part::kContract:
      text =
          absl::StrCat(kContract.In(language), " ", step.months, " ", kContractMonths.In(language));
      break;
    case PlacementRow::Part::kExtraMonth:
      text = absl::StrCat(step.times, " ", kExtra.In(language), " x");
      break;
  }
  return absl::StrCat(text, " ", Grouped(step.each, language), Basis(step.rule));
}

void AppendStep(std::string* text, std::string_view step) {
  absl::StrAppend(text, text->empty() ? "" : "; ", std::string(step));
}

}  // namespace

std::string_view TextOf(Note note, Language language) {
  const Word& word = kNotes[static_cast<std::size_t>(note)];
  return language == Language::kIndonesian ? word.id : word.en;
}

std::string Explain(const std::vector<Note>& notes, Language language) {
  std::string text;
  for (const Note note : notes) {
    absl::StrAppend(&text, "; ", std::string(TextOf(note, language)));
  }
  return text;
}

std::string ExplainPackage(const Calculation& calculation, Language language) {
  std::string text;
  for (const PlacementStep& step : calculation.package) {
    absl::StrAppend(&text, text.empty() ? "" : " + ", StepText(step, language));
  }
  return absl::StrCat(text, " = ", Grouped(*calculation.package_amount, language), " ",
                      kEmployee.In(language), " (", kTogether.In(language), ")");
}

std::string ExplainRounding(const Calculation& calculation, Language language) {
  const bool half_up = calculation.rounding_mode == RoundingRow::Mode::kHalfUp;
  const Word& how = half_up ? kHalfUp : kDown;
  return absl::StrCat(how.In(language), " ", kRoundingScope.In(language));
}

std::string Explain(const ProgrammeLine& line, Language language) {
  std::string text = absl::StrCat(std::string(NameOf(line.programme)), ": ");
  if (!line.refusal.empty()) return text + line.refusal;
  if (!line.slices.empty()) {
    text += SlicesText(line, language);
  } else if (IsZeroByAge(line)) {
    text += "0";
  } else {
    absl::StrAppend(&text, RatedText(line, language), OthersText(line, language));
  }
  text += Basis(IsZeroByAge(line) && line.age_rule ? *line.age_rule : line.rule);
  return text + Explain(line.notes, language);
}

std::string Explain(const Calculation& calculation, Language language) {
  std::string text;
  if (calculation.package_amount) AppendStep(&text, ExplainPackage(calculation, language));
  for (const ProgrammeLine& line : calculation.lines) AppendStep(&text, Explain(line, language));
  for (const Programme programme : calculation.not_in_segment) {
    AppendStep(&text,
               absl::StrCat(std::string(NameOf(programme)), ": ", kNotInSegment.In(language)));
  }
  return text + Explain(calculation.notes, language);
}

std::string Explain(const DueDate& due, Language language) {
  std::string text;
  if (due.nominal != due.day) {
    text = absl::StrCat(FormatDate(due.nominal), " ", kNominal.In(language), ", ");
  }
  return absl::StrCat(text, kDue.In(language), " ", FormatDate(due.day), Basis(due.rule));
}

std::string Explain(const LateFine& fine, Rupiah arrears, Language language) {
  return absl::StrCat(Grouped(arrears, language), Times(fine.per_100000, language), " x ",
                      fine.months, " ", kMonths.In(language), " = ", Grouped(fine.amount, language),
                      Basis(fine.rule));
}

std::string Explain(const DueTerms& due, Language language) {
  return Explain(DueDate{due.nominal(), due.day(), ReferenceTo(due.rule().origin)}, language);
}

std::string ExplainFine(const DueTerms& due, std::span<const LatePart> parts, Rupiah fine,
                        Language language) {
  std::string sum;
  for (const LatePart& part : parts) {
    absl::StrAppend(&sum, sum.empty() ? "" : " + ", Grouped(part.amount, language), " x ",
                    part.months);
  }
  return absl::StrCat("(", sum, " ", kMonths.In(language), ")",
                      Times(due.rule().fine_per_100000, language), " = ", Grouped(fine, language),
                      Basis(ReferenceTo(due.rule().origin)));
}

std::string RupiahText(Rupiah amount, Language language) { return Grouped(amount, language); }

}  // namespace paritrana::contribution
