// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/app.h"

#include "libs/testing/memory_log.h"
#include "services/scoring/testing/app_scenarios.h"

namespace paritrana::scoring::testing {

INSTANTIATE_TEST_SUITE_P(OverMemory, AppScenarios,
                         ::testing::Values([]() -> std::unique_ptr<paritrana::events::Log> {
                           return std::make_unique<paritrana::testing::MemoryLog>();
                         }));

}  // namespace paritrana::scoring::testing
