// SPDX-License-Identifier: Apache-2.0
// Every case of testdata/dues_cases.csv: accounts worked out by hand.
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/date.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/contribution/words.h"
#include "libs/csv/table.h"
#include "services/compliance/domain/dues/account.h"

namespace paritrana::compliance {
namespace {

using contribution::testing::ShippedBook;

const std::vector<std::string> kColumns = {
    "case_id", "payer", "history",          "as_of",     "known_on",        "outstanding",
    "arrears", "fine",  "fine_outstanding", "allocated", "unallocated",     "months_late",
    "class",   "due",   "pieces",           "rule",      "arrears_employee"};

const csv::Table& File() {
  static const csv::Table& table = *new csv::Table(
      csv::Table::Read("services/compliance/application/dues/testdata/dues_cases.csv", kColumns)
          .value());
  return table;
}

std::int64_t NumberOf(const std::string& text) {
  std::int64_t number = 0;
  EXPECT_TRUE(absl::SimpleAtoi(text, &number)) << text;
  return number;
}

// Reads the histories of the file.
class HistoryReader {
 public:
  AccountHistory Read(const std::string& text) {
    for (const std::string& event : std::vector<std::string>(absl::StrSplit(text, "; "))) {
      words_ = absl::StrSplit(event, ' ');
      if (words_[0] == "declare") Declare();
      if (words_[0] == "pay") Pay();
      if (words_[0] == "reverse") Reverse();
    }
    return history_;
  }

  const std::string& NameOf(PaymentNo no) const { return names_.at(no.value()); }

 private:
  // What follows a word; empty if the event does not have it.
  std::string After(const std::string& word) const {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (words_[i] == word) return words_[i + 1];
    }
    return "";
  }
  absl::CivilDay On() const { return ParseDate(After("on")).value(); }
  absl::CivilDay Recorded() const {
    return After("recorded").empty() ? On() : ParseDate(After("recorded")).value();
  }

  void Declare() {
    const std::vector<std::string> where = absl::StrSplit(words_[1], '/');
    Charge charge{.period = Month::Parse(where[0]).value(), .recorded_on = On(), .lines = 1};
    if (where.size() > 1) charge.segment = contribution::FindSegment(where[1]).value();
    const std::vector<std::string> shares = absl::StrSplit(words_[3], '+');
    const auto programme = contribution::FindProgramme(words_[2]).value();
    charge.amounts[contribution::IndexOf(programme)] = {
        Rupiah(NumberOf(shares[0])), Rupiah(shares.size() > 1 ? NumberOf(shares[1]) : 0)};
    history_.charges.push_back(charge);
  }

  void Pay() {
    const auto no = static_cast<std::int64_t>(history_.payments.size()) + 1;
    names_[no] = words_[1];
    Payment payment{.no = PaymentNo(no),
                    .amount = Rupiah(NumberOf(words_[2])),
                    .paid_on = On(),
                    .recorded_on = Recorded()};
    if (!After("for").empty()) payment.period = Month::Parse(After("for")).value();
    history_.payments.push_back(payment);
  }

  void Reverse() {
    for (Payment& payment : history_.payments) {
      if (NameOf(payment.no) == words_[1]) payment.reversal = Reversal{On(), Recorded()};
    }
  }

  std::vector<std::string> words_;
  AccountHistory history_;
  std::map<std::int64_t, std::string> names_;
};

class DuesCases : public ::testing::TestWithParam<std::size_t> {
 protected:
  static std::string At(std::size_t row, const std::string& column) {
    std::size_t place = 0;
    while (kColumns[place] != column) ++place;
    return std::string(File().Text(row, place));
  }
  std::string Text(const std::string& column) const { return At(GetParam(), column); }

  PayerTerms Terms() const {
    const std::vector<std::string> words = absl::StrSplit(Text("payer"), ' ');
    PayerTerms terms;
    terms.kind = static_cast<std::uint8_t>(contribution::FindEmployerKind(words[0]).value());
    terms.reliefs.assign(words.begin() + 1, words.end());
    return terms;
  }

  Account Computed() {
    AsOf as_of{ParseDate(Text("as_of")).value(), std::nullopt};
    if (!Text("known_on").empty()) as_of.known_on = ParseDate(Text("known_on")).value();
    return ReplayAccount(ShippedBook(), Terms(), reader_.Read(Text("history")), as_of).value();
  }

  void Expect(const std::string& column, std::int64_t value) const {
    if (Text(column).empty()) return;
    EXPECT_EQ(value, NumberOf(Text(column))) << column;
  }

  void ExpectDue(const Account& account) const {
    const std::vector<std::string> dues_on = absl::StrSplit(Text("due"), ' ', absl::SkipEmpty());
    for (const std::string& due : dues_on) {
      const std::vector<std::string> parts = absl::StrSplit(due, '=');
      for (const PeriodDues& dues : account.periods) {
        if (dues.period.ToString() != parts[0]) continue;
        EXPECT_EQ(FormatDate(dues.due->day()), parts[1]);
      }
    }
  }

  std::string Pieces(const Account& account) const {
    std::vector<std::string> pieces;
    for (const Piece& piece : account.pieces) {
      pieces.push_back(absl::StrCat(piece.period.ToString(), " ",
                                    std::string(contribution::NameOf(piece.head)), " ",
                                    reader_.NameOf(piece.payment), " ", piece.amount.value()));
    }
    return absl::StrJoin(pieces, "|");
  }

  static std::string RuleOf(const PeriodDues& dues) {
    return dues.due ? dues.due->rule().origin.rule_id : "";
  }

  HistoryReader reader_;
};

TEST_P(DuesCases, ComeOutAsWorkedOutByHand) {
  SCOPED_TRACE(Text("case_id"));
  const Account account = Computed();
  const AccountTotals& totals = account.totals;
  Expect("outstanding", totals.outstanding.value());
  Expect("arrears", totals.arrears.value());
  Expect("arrears_employee", totals.arrears_employee.value());
  Expect("fine", totals.fine.value());
  Expect("fine_outstanding", totals.fine_outstanding.value());
  Expect("allocated", totals.allocated.value());
  Expect("unallocated", totals.unallocated.value());
  Expect("months_late", totals.months_late);
  EXPECT_EQ(totals.arrears_class->code, Text("class"));
  EXPECT_EQ(RuleOf(account.periods.front()), Text("rule"));
  ExpectDue(account);
  if (Text("pieces").empty()) return;
  EXPECT_EQ(Pieces(account), Text("pieces"));
}

// What stands between two fences of docs/dues.md, as lines.
std::vector<std::string> BlockOf(const std::string& name) {
  std::ifstream in("docs/dues.md");
  std::vector<std::string> lines;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (inside && line == "```") return lines;
    if (inside) lines.push_back(line);
    if (line == "```" + name) inside = true;
  }
  ADD_FAILURE() << name;
  return {};
}

TEST(DuesDocument, TellsAnExampleThatComesOutAsWritten) {
  HistoryReader reader;
  const AccountHistory history = reader.Read(absl::StrJoin(BlockOf("history"), "; "));
  const std::vector<std::string> rows = BlockOf("account");
  ASSERT_GT(rows.size(), 1U);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    SCOPED_TRACE(rows[i]);
    const std::vector<std::string> cells = absl::StrSplit(rows[i], ' ', absl::SkipEmpty());
    const PayerTerms terms{.kind = 1, .size_class = 3, .jkk_class = 2, .reliefs = {}};
    const AsOf as_of{ParseDate(cells[0]).value(), std::nullopt};
    const AccountTotals totals = ReplayAccount(ShippedBook(), terms, history, as_of).value().totals;
    EXPECT_EQ(totals.outstanding.value(), NumberOf(cells[1]));
    EXPECT_EQ(totals.arrears.value(), NumberOf(cells[2]));
    EXPECT_EQ(totals.fine.value(), NumberOf(cells[3]));
    EXPECT_EQ(totals.fine_outstanding.value(), NumberOf(cells[4]));
    EXPECT_EQ(totals.allocated.value(), NumberOf(cells[5]));
    EXPECT_EQ(totals.unallocated.value(), NumberOf(cells[6]));
  }
}

INSTANTIATE_TEST_SUITE_P(File, DuesCases, ::testing::Range<std::size_t>(0, File().rows()),
                         [](const auto& param) {
                           std::string name(File().Text(param.param, 0));
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace paritrana::compliance
