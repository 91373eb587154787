// SPDX-License-Identifier: Apache-2.0
// Every scenario of docs/payroll/scenarios, over REST through the gateway and over gRPC.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "libs/base/check.h"
#include "services/gateway/application/descriptor_set.h"
#include "tests/scenarios/player.h"

namespace paritrana::scenarios {
namespace {

constexpr char kFolder[] = "docs/payroll/scenarios";

enum class Way { kRest, kGrpc };

struct Pass {
  std::string file;
  Way way;
};

void PrintTo(const Pass& pass, std::ostream* out) { *out << pass.file; }

// One installation for all passes but those that let time pass, started by the first.
class Installation : public ::testing::Environment {
 public:
  static System& Get() {
    if (system_ == nullptr) system_ = std::make_unique<System>();
    return *system_;
  }
  void TearDown() override { system_.reset(); }

 private:
  static inline std::unique_ptr<System> system_;
};

const auto* const kInstallation = ::testing::AddGlobalTestEnvironment(new Installation);

// Time passes for everybody, so a page that lets it pass has an installation of its own.
bool LetsTimePass(const Scenario& scenario) {
  return std::any_of(scenario.steps.begin(), scenario.steps.end(),
                     [](const Step& step) { return std::holds_alternative<Wait>(step); });
}

// A document that can't be read still has a pass, which says so.
std::vector<Pass> Passes() {
  std::vector<Pass> passes;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".md" || entry.path().filename() == "README.md") continue;
    const std::string file = entry.path().string();
    passes.push_back({file, Way::kGrpc});
    const auto scenario = ReadScenario(file);
    if (scenario.ok() && !NeedsGrpc(*scenario)) passes.push_back({file, Way::kRest});
  }
  std::sort(passes.begin(), passes.end(), [](const Pass& a, const Pass& b) {
    return std::pair(a.file, a.way) < std::pair(b.file, b.way);
  });
  return passes;
}

// "07-….md" over gRPC → "07_…_over_grpc".
std::string NameOf(const ::testing::TestParamInfo<Pass>& info) {
  std::string name = std::filesystem::path(info.param.file).stem();
  name += info.param.way == Way::kRest ? "_over_rest" : "_over_grpc";
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

// Two pages of one number would share workers, and a page that nobody can find helps nobody.
TEST(PayrollScenarios, AreNumberedOnceAndListed) {
  std::ifstream stream(std::filesystem::path(kFolder) / "README.md");
  const std::string index(std::istreambuf_iterator<char>(stream), {});
  std::set<std::string> numbers;
  for (const Pass& pass : Passes()) {
    if (pass.way == Way::kRest) continue;
    const std::string name = std::filesystem::path(pass.file).filename();
    EXPECT_TRUE(numbers.insert(name.substr(0, 2)).second) << name;
    EXPECT_NE(index.find("(" + name + ")"), std::string::npos) << name;
  }
}

class PayrollScenario : public ::testing::TestWithParam<Pass> {};

TEST_P(PayrollScenario, RunsAsDocumented) {
  const auto scenario = ReadScenario(GetParam().file);
  ASSERT_TRUE(scenario.ok()) << scenario.status().message();
  static const auto kContract = *gateway::Contract::Load(gateway::EmbeddedDescriptorSet());
  const auto own = LetsTimePass(*scenario) ? std::make_unique<System>() : nullptr;
  System& system = own == nullptr ? Installation::Get() : *own;
  RestClient rest(system.gateway_address());
  GrpcClient grpc(*kContract, system.addresses());
  const bool over_grpc = GetParam().way == Way::kGrpc;
  Client& client = over_grpc ? static_cast<Client&>(grpc) : rest;
  const Examples examples(2 * scenario->number + (over_grpc ? 1 : 0));
  Player(system, client, over_grpc ? &grpc : nullptr, examples).Play(*scenario);
}

INSTANTIATE_TEST_SUITE_P(Payroll, PayrollScenario, ::testing::ValuesIn(Passes()), NameOf);

}  // namespace
}  // namespace paritrana::scenarios
