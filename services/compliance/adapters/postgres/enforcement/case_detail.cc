// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/case_detail.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "libs/base/reason.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

bool ReadPlan(std::string_view text, CaseEvent& event) {
  for (const absl::string_view part : absl::StrSplit(View(text), ';')) {
    const std::vector<absl::string_view> words = absl::StrSplit(part, ' ');
    std::int32_t day = 0;
    std::int64_t rupiah = 0;
    if (words.size() != 2 || !absl::SimpleAtoi(words[0], &day) ||
        !absl::SimpleAtoi(words[1], &rupiah)) {
      return false;
    }
    event.instalments.push_back({FromDayNumber(day), Rupiah(rupiah)});
  }
  return true;
}

bool ReadFine(std::string_view text, CaseEvent& event) {
  const std::vector<std::string> words = absl::StrSplit(View(text), ' ');
  std::int64_t base = 0;
  std::int64_t amount = 0;
  AdministrativeFine fine;
  if (words.size() != 4 || !absl::SimpleAtoi(words[0], &base) ||
      !absl::SimpleAtoi(words[1], &fine.per_100000) || !absl::SimpleAtoi(words[2], &amount)) {
    return false;
  }
  fine.base = Rupiah(base);
  fine.amount = Rupiah(amount);
  fine.rule_id = words[3];
  event.fine = fine;
  return true;
}

}  // namespace

std::string DetailText(const CaseEvent& event) {
  if (event.fine) {
    return absl::StrCat("fine ", event.fine->base.value(), " ", event.fine->per_100000, " ",
                        event.fine->amount.value(), " ", event.fine->rule_id);
  }
  std::string text;
  for (const Instalment& instalment : event.instalments) {
    absl::StrAppend(&text, text.empty() ? "plan " : ";", ToDayNumber(instalment.due_on), " ",
                    instalment.rupiah.value());
  }
  return text;
}

absl::Status ReadDetail(std::string_view text, CaseEvent& event) {
  if (text.empty()) return absl::OkStatus();
  const std::string_view kind = text.substr(0, 5);
  const std::string_view rest = text.substr(kind.size());
  const bool read =
      (kind == "plan " && ReadPlan(rest, event)) || (kind == "fine " && ReadFine(rest, event));
  return read ? absl::OkStatus() : MakeError("DATA_CORRUPT", "detail");
}

}  // namespace paritrana::compliance
