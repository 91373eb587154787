// SPDX-License-Identifier: Apache-2.0
// Measures how fast contributions are computed on one core. usage: bench-calculate RULES LINES RUNS
// Prints one JSON object a run.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <random>
#include <vector>

#include <nlohmann/json.hpp>

#include "libs/contribution/calculation.h"
#include "libs/contribution/rule_files.h"
#include "libs/contribution/shares.h"

namespace paritrana::contribution {
namespace {

// Every run computes the same lines, so that runs compare.
constexpr std::uint32_t kSeed = 20'261'122;
constexpr std::size_t kExplainedLinesMax = 200'000;

// Heads of each segment in a thousand, about as the nation's active participants are.
constexpr int kPuPerMille = 700;
constexpr int kBpuPerMille = 200;

double CpuSeconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Lines as a peak day brings them: employers one after the other, each with one month, risk class
// and relief, each worker with an own wage and age.
class Payrolls {
 public:
  explicit Payrolls(const RuleBook& book) : book_(book) {}

  std::vector<MonthlyCase> Draw(std::size_t lines) {
    std::vector<MonthlyCase> cases;
    cases.reserve(lines);
    while (cases.size() < lines) {
      const MonthlyCase employer = DrawEmployer();
      const std::size_t heads =
          Between(0, 9) == 0 ? 1'000 : static_cast<std::size_t>(Between(1, 20));
      for (std::size_t i = 0; i < heads && cases.size() < lines; ++i) {
        cases.push_back(DrawWorker(employer));
      }
    }
    return cases;
  }

 private:
  MonthlyCase DrawEmployer() {
    MonthlyCase employer;
    // Late and corrected months reach back; most are the newest.
    employer.month = Month(2026, 10) - (Between(0, 4) == 0 ? Between(0, 50) : 0);
    const int place = Between(0, 999);
    if (place < kPuPerMille) {
      employer.segment = Segment::kPu;
      employer.risk_class = static_cast<RiskClass>(Between(1, kRiskClassLast));
      employer.programmes = {Programme::kJkk, Programme::kJkm, Programme::kJht, Programme::kJp};
    } else {
      const bool bpu = place < kPuPerMille + kBpuPerMille;
      employer.segment = bpu ? Segment::kBpu : Segment::kJakon;
      employer.programmes = {Programme::kJkk, Programme::kJkm};
    }
    const auto reliefs = static_cast<int>(book_.rows().reliefs.size());
    if (Between(0, 9) == 0) {
      employer.relief = Relief(static_cast<std::uint8_t>(Between(0, reliefs)));
    }
    return employer;
  }

  MonthlyCase DrawWorker(MonthlyCase worker) {
    worker.income = Rupiah(Between(1'500'000, 16'000'000));
    worker.age = Age::OnFirstOf(worker.month, Between(18, 62));
    return worker;
  }

  int Between(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random_);
  }

  const RuleBook& book_;
  std::mt19937 random_{kSeed};
};

// Sums the amounts, so that no computation can be left out.
std::int64_t ComputeAll(const RuleBook& book, const std::vector<MonthlyCase>& cases) {
  std::int64_t sum = 0;
  ShareTable table;
  for (const MonthlyCase& one : cases) {
    ComputeShares(book, one, table);
    for (const Shares& shares : table.shares) {
      sum += shares.employer.value() + shares.employee.value();
    }
  }
  return sum;
}

std::int64_t ExplainAll(const RuleBook& book, const std::vector<MonthlyCase>& cases) {
  std::int64_t sum = 0;
  for (const MonthlyCase& one : cases) {
    const absl::StatusOr<Calculation> calculation = Calculate(book, one);
    if (!calculation.ok()) continue;
    sum += calculation->total_employer.value() + calculation->total_employee.value();
  }
  return sum;
}

nlohmann::json Measure(const RuleBook& book, const std::vector<MonthlyCase>& cases) {
  const std::vector<MonthlyCase> some(
      cases.begin(),
      cases.begin() + static_cast<std::ptrdiff_t>(std::min(cases.size(), kExplainedLinesMax)));
  const double begin = CpuSeconds();
  const std::int64_t sum = ComputeAll(book, cases);
  const double computed = CpuSeconds();
  const std::int64_t explained_sum = ExplainAll(book, some);
  const double explained = CpuSeconds();
  return {{"lines", cases.size()},
          {"lines_per_core_second", static_cast<double>(cases.size()) / (computed - begin)},
          {"explained_per_core_second", static_cast<double>(some.size()) / (explained - computed)},
          {"sum_rupiah", sum},
          {"explained_equal", explained_sum == ComputeAll(book, some)}};
}

int Run(const char* rules, std::size_t lines, int runs) {
  const absl::StatusOr<RuleBook> book = ReadRuleBook(rules);
  if (!book.ok()) {
    std::cerr << book.status().message() << '\n';
    return 1;
  }
  const std::vector<MonthlyCase> cases = Payrolls(*book).Draw(lines);
  ComputeAll(*book, cases);  // warms caches and clock
  for (int i = 0; i < runs; ++i) std::cout << Measure(*book, cases) << std::endl;
  return 0;
}

}  // namespace
}  // namespace paritrana::contribution

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench-calculate RULES LINES RUNS\n";
    return 2;
  }
  return paritrana::contribution::Run(argv[1], std::strtoull(argv[2], nullptr, 10),
                                      std::atoi(argv[3]));
}
