// SPDX-License-Identifier: Apache-2.0
#include "libs/metrics/registry.h"

#include <map>
#include <utility>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "absl/synchronization/mutex.h"
#include "libs/base/check.h"

namespace paritrana::metrics {
namespace {

class PrometheusCounter : public Counter {
 public:
  explicit PrometheusCounter(prometheus::Counter& counter) : counter_(counter) {}
  void Add(double amount) override { counter_.Increment(amount); }
  double value() const override { return counter_.Value(); }

 private:
  prometheus::Counter& counter_;
};

class PrometheusGauge : public Gauge {
 public:
  explicit PrometheusGauge(prometheus::Gauge& gauge) : gauge_(gauge) {}
  void Set(double value) override { gauge_.Set(value); }
  void Add(double amount) override { gauge_.Increment(amount); }
  double value() const override { return gauge_.Value(); }

 private:
  prometheus::Gauge& gauge_;
};

class PrometheusHistogram : public Histogram {
 public:
  explicit PrometheusHistogram(prometheus::Histogram& histogram) : histogram_(histogram) {}
  void Observe(double value) override { histogram_.Observe(value); }

 private:
  prometheus::Histogram& histogram_;
};

enum class Kind { kCounter, kGauge, kHistogram };
using Key = std::pair<std::string, Labels>;
template <typename Metric>
using Metrics = std::map<Key, std::unique_ptr<Metric>>;

}  // namespace

struct Registry::State {
  // A name stands for one kind; Prometheus' library would throw.
  void CheckKind(const std::string& name, Kind kind) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    PARITRANA_CHECK(kinds.emplace(name, kind).first->second == kind);
  }

  absl::Mutex mutex;
  prometheus::Registry registry;
  std::map<std::string, Kind> kinds ABSL_GUARDED_BY(mutex);
  Metrics<Counter> counters ABSL_GUARDED_BY(mutex);
  Metrics<Gauge> gauges ABSL_GUARDED_BY(mutex);
  Metrics<Histogram> histograms ABSL_GUARDED_BY(mutex);
};

Registry::Registry() : state_(std::make_unique<State>()) {}
Registry::~Registry() = default;

Counter& Registry::GetCounter(const std::string& name, const std::string& help,
                              const Labels& labels) {
  absl::MutexLock lock(&state_->mutex);
  state_->CheckKind(name, Kind::kCounter);
  auto& metric = state_->counters[{name, labels}];
  if (metric == nullptr) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry);
    metric = std::make_unique<PrometheusCounter>(family.Add(labels));
  }
  return *metric;
}

Gauge& Registry::GetGauge(const std::string& name, const std::string& help, const Labels& labels) {
  absl::MutexLock lock(&state_->mutex);
  state_->CheckKind(name, Kind::kGauge);
  auto& metric = state_->gauges[{name, labels}];
  if (metric == nullptr) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry);
    metric = std::make_unique<PrometheusGauge>(family.Add(labels));
  }
  return *metric;
}

Histogram& Registry::GetHistogram(const std::string& name, const std::string& help,
                                  const std::vector<double>& bounds, const Labels& labels) {
  absl::MutexLock lock(&state_->mutex);
  state_->CheckKind(name, Kind::kHistogram);
  auto& metric = state_->histograms[{name, labels}];
  if (metric == nullptr) {
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(state_->registry);
    metric = std::make_unique<PrometheusHistogram>(family.Add(labels, bounds));
  }
  return *metric;
}

std::string Registry::Text() const {
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace paritrana::metrics
