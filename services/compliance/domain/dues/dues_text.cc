// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/dues_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/contribution/words.h"

namespace paritrana::compliance {
namespace {

using contribution::Language;
using contribution::RupiahText;

std::string Words(Language language, const char* indonesian, const char* english) {
  return language == Language::kIndonesian ? indonesian : english;
}

std::string PeriodName(const Demand& demand, Language language) {
  return absl::StrCat(Words(language, "untuk periode ", "for period "),
                      demand.dues->period.ToString(), " (",
                      std::string(contribution::NameOf(demand.dues->segment)), ")");
}

std::string Amounts(const Demand& demand, Language language) {
  const std::string contribution = absl::StrCat(Words(language, "iuran ", "contributions of "),
                                                RupiahText(demand.contribution, language));
  const std::string fine =
      absl::StrCat(Words(language, "denda ", "a late fine of "), RupiahText(demand.fine, language));
  if (demand.fine == Rupiah()) return contribution;
  if (demand.contribution == Rupiah()) return fine;
  return absl::StrCat(contribution, Words(language, " dan ", " and "), fine);
}

std::string When(const Demand& demand, Language language) {
  if (!demand.pay_by) {
    return Words(language, "jatuh tempo tidak diatur", "no rule says by when");
  }
  const std::string day = FormatDate(*demand.pay_by);
  if (!demand.overdue) return absl::StrCat(Words(language, "paling lambat ", "by "), day);
  return absl::StrCat(Words(language, "jatuh tempo sudah lewat pada ", "was due on "), day);
}

std::string Late(const Demand& demand, Language language) {
  if (demand.dues->months_late == 0) return "";
  return absl::StrCat(Words(language, ", terlambat ", ", "), demand.dues->months_late,
                      Words(language, " bulan", " months late"));
}

std::string Growth(const Demand& demand, Language language) {
  if (!demand.fine_grows_on) return "";
  return absl::StrCat(Words(language, "; bila belum dibayar, denda bertambah mulai ",
                            "; if it stays unpaid, the fine grows on "),
                      FormatDate(*demand.fine_grows_on));
}

std::string HeadName(contribution::Head head, Language language) {
  if (head == contribution::Head::kFine) return Words(language, "denda", "fine");
  return std::string(contribution::NameOf(head));
}

}  // namespace

std::string Explain(const Demand& demand, Language language) {
  return absl::StrCat(Words(language, "Bayar ", "Pay "), Amounts(demand, language), " ",
                      PeriodName(demand, language), ": ", When(demand, language),
                      Late(demand, language), Growth(demand, language));
}

std::string ExplainFine(const PeriodDues& dues, Language language) {
  if (!dues.due || dues.fine.steps.empty()) return "";
  std::vector<contribution::LatePart> parts;
  for (const FineStep& step : dues.fine.steps) parts.push_back({step.amount, step.months});
  return contribution::ExplainFine(*dues.due, parts, dues.fine.amount, language);
}

std::string Explain(const contribution::AllocationRow& rule, Language language) {
  std::string heads;
  for (const contribution::Head head : rule.heads) {
    absl::StrAppend(&heads, heads.empty() ? "" : ", ", HeadName(head, language));
  }
  return absl::StrCat(
      Words(language,
            "periode yang disebut pembayaran dulu, lalu jatuh tempo tertua; dalam satu periode ",
            "the period that the payment names first, then the oldest due date; within a period "),
      heads,
      Words(language, "; sisanya tetap menjadi uang muka", "; the rest is kept as an advance"));
}

}  // namespace paritrana::compliance
