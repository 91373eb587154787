// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "services/compliance/testing/ledger_rows.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// A request about the period that the tests work on.
template <typename Request>
Request OfThePeriod() {
  Request request;
  request.set_payer(kTestPayer);
  request.set_period("2024-12");
  return request;
}

// A service with rows of the test payer's period, and the calls that read them back in short: each
// returns its answer and keeps the reason, "OK" if it was not refused. To be inherited by fixtures.
class PeriodCalls {
 protected:
  v1::Period GetPeriod();
  v1::Period Close(const std::string& key, std::uint64_t expected = 0, bool with_waiting = false);
  v1::Run GetRun(const std::string& run);
  v1::ListRunsResponse ListRuns(int size = 0, const std::string& token = "");
  v1::ListSubmissionsResponse ListSubmissions(const std::string& run, int size = 0,
                                              const std::string& token = "");
  v1::GetLedgerResponse GetLedger();
  v1::ListLedgerWorkersResponse ListWorkers(int size = 0, const std::string& token = "");
  v1::ListLedgerChangesResponse ListChanges(std::uint64_t since, int size = 0,
                                            const std::string& token = "");

  TestService service_;
  LedgerRows rows_{service_};
  std::string reason_;
};

}  // namespace paritrana::compliance::testing
