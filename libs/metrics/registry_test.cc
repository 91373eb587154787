// SPDX-License-Identifier: Apache-2.0
#include "libs/metrics/registry.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::metrics {
namespace {

using ::testing::HasSubstr;

TEST(Registry, RefusesOneNameForTwoKinds) {
  Registry registry;
  registry.GetCounter("lines_total", "Lines.");
  EXPECT_DEATH(registry.GetGauge("lines_total", "Lines."), "check failed");
}

TEST(Registry, GivesTheSameMetricForTheSameNameAndLabels) {
  Registry registry;
  Counter& first = registry.GetCounter("lines_total", "Lines.", {{"kind", "good"}});
  EXPECT_EQ(&first, &registry.GetCounter("lines_total", "Lines.", {{"kind", "good"}}));
  EXPECT_NE(&first, &registry.GetCounter("lines_total", "Lines.", {{"kind", "bad"}}));
}

TEST(Registry, WritesEveryKindInPrometheusForm) {
  Registry registry;
  registry.GetCounter("lines_total", "Lines.", {{"kind", "good"}}).Add(3);
  Gauge& open = registry.GetGauge("streams_open", "Streams.");
  open.Set(5);
  open.Add(-2);
  registry.GetHistogram("call_seconds", "Calls.", {0.1, 1}).Observe(0.5);

  const std::string text = registry.Text();
  EXPECT_THAT(text, HasSubstr("# TYPE lines_total counter"));
  EXPECT_THAT(text, HasSubstr("lines_total{kind=\"good\"} 3"));
  EXPECT_THAT(text, HasSubstr("streams_open 3"));
  EXPECT_THAT(text, HasSubstr("call_seconds_bucket{le=\"0.1\"} 0"));
  EXPECT_THAT(text, HasSubstr("call_seconds_bucket{le=\"1\"} 1"));
  EXPECT_THAT(text, HasSubstr("call_seconds_count 1"));
}

TEST(Registry, CountsFromManyThreads) {
  Registry registry;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&registry] {
      for (int i = 0; i < 1'000; ++i) registry.GetCounter("lines_total", "Lines.").Add();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(registry.GetCounter("lines_total", "Lines.").value(), 4'000);
}

}  // namespace
}  // namespace paritrana::metrics
