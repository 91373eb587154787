// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

// Metrics of one process: counters, gauges, histograms in Prometheus' sense. Only libs/metrics
// includes its library.
namespace paritrana::metrics {

using Labels = std::map<std::string, std::string>;

// Only grows. Thread-safe.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual void Add(double amount = 1) = 0;
  virtual double value() const = 0;
};

// Goes up and down. Thread-safe.
class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void Set(double value) = 0;
  virtual void Add(double amount) = 0;
  virtual double value() const = 0;
};

// Counts observations in buckets. Thread-safe.
class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void Observe(double value) = 0;
};

// Makes metrics and writes them out. The same name and labels give the same metric; a metric lives
// as long as its registry. Labels must never hold an identity, a name, a wage or anything with
// unbounded values. Thread-safe.
class Registry {
 public:
  Registry();
  ~Registry();

  Counter& GetCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge& GetGauge(const std::string& name, const std::string& help, const Labels& labels = {});
  // `bounds` are upper bounds in ascending order, in the unit the name ends with (seconds, bytes).
  Histogram& GetHistogram(const std::string& name, const std::string& help,
                          const std::vector<double>& bounds, const Labels& labels = {});

  // Prometheus text format.
  std::string Text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace paritrana::metrics
