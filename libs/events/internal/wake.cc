// SPDX-License-Identifier: Apache-2.0
#include "libs/events/internal/wake.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "libs/base/check.h"

namespace paritrana::events::internal {

Wake::Wake() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { PARITRANA_CHECK(fd_ >= 0); }

Wake::~Wake() { close(fd_); }

void Wake::Raise() { eventfd_write(fd_, 1); }

void Wake::Clear() {
  eventfd_t ignored = 0;
  eventfd_read(fd_, &ignored);
}

bool Wake::WaitMilliseconds(int milliseconds) {
  pollfd wanted{fd_, POLLIN, 0};
  return poll(&wanted, 1, milliseconds) > 0;
}

}  // namespace paritrana::events::internal
