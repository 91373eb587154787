// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paritrana::bench {

// Many viewers of one table on one thread: reads their streams and notes, for every version
// published, how long it took to reach each of them. Some never read at all.
//
// Make it, wait until all are watching, publish, collect.
class Crowd {
 public:
  Crowd(const std::string& gateway, const std::string& path, int readers, int stalled);
  ~Crowd();

  // Reads for `duration`. `Publishing` may be called from another thread meanwhile.
  void ReadFor(absl::Duration duration);

  // Says that a version is about to be published.
  void Publishing(std::uint64_t version, absl::Time now);

  // Milliseconds from publication to each viewer who was sent that very version.
  std::vector<double>& latencies_ms() { return latencies_ms_; }
  // Viewers who have had a snapshot.
  int watching() const { return watching_; }
  // Readers whose stream has ended.
  int lost() const { return lost_; }

 private:
  struct Viewer {
    int socket = -1;
    bool watching = false;
    std::string head_of_line;  // an id line cut between two reads
  };

  void Read(Viewer& viewer);
  void SawLine(Viewer& viewer, const std::string& line, absl::Time now);

  int epoll_ = -1;
  std::vector<Viewer> readers_;
  std::vector<int> stalled_;
  int watching_ = 0;
  int lost_ = 0;
  std::vector<double> latencies_ms_;
  absl::Mutex mutex_;
  std::map<std::uint64_t, absl::Time> published_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::bench
