// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace paritrana::e2e {

// The status of a GET, 0 if nobody answers.
int HttpStatus(const std::string& address, const std::string& path);

// A page that watches a ranking over server-sent events: connects again whenever the stream ends,
// with the last id it has seen, and remembers whether a version ever went back. Owns one thread.
class Viewer {
 public:
  Viewer(std::string address, std::string path);
  ~Viewer();

  std::uint64_t version() const { return version_; }
  int steps_back() const { return steps_back_; }
  int connections() const { return connections_; }

 private:
  void Watch();
  void ReadOnce();
  void TakeLine(const std::string& line);

  const std::string address_;
  const std::string path_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::uint64_t> version_ = 0;
  std::atomic<int> steps_back_ = 0;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace paritrana::e2e
