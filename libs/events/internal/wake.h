// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace paritrana::events::internal {

// A file descriptor that becomes readable when something happened, so that one thread can wait for
// that and for a socket together. Thread-safe.
class Wake {
 public:
  Wake();
  ~Wake();
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;

  int fd() const { return fd_; }
  void Raise();
  void Clear();
  // Waits until raised, at most this long. True if it is raised.
  bool WaitMilliseconds(int milliseconds);

 private:
  int fd_;
};

}  // namespace paritrana::events::internal
