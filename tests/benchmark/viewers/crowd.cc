// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/viewers/crowd.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

namespace paritrana::bench {
namespace {

int ConnectTo(const std::string& address) {
  const std::size_t colon = address.find(':');
  sockaddr_in endpoint{};
  endpoint.sin_family = AF_INET;
  endpoint.sin_port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
  PARITRANA_CHECK(inet_pton(AF_INET, address.substr(0, colon).c_str(), &endpoint.sin_addr) == 1);
  const int made = socket(AF_INET, SOCK_STREAM, 0);
  PARITRANA_CHECK(made >= 0);
  PARITRANA_CHECK(connect(made, reinterpret_cast<const sockaddr*>(&endpoint), sizeof(endpoint)) ==
                  0);
  return made;
}

int Watch(const std::string& gateway, const std::string& path, int receive_bytes) {
  const int made = ConnectTo(gateway);
  if (receive_bytes > 0) {
    setsockopt(made, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof(receive_bytes));
  }
  const std::string request = absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: bench\r\n\r\n");
  PARITRANA_CHECK(send(made, request.data(), request.size(), MSG_NOSIGNAL) ==
                  static_cast<ssize_t>(request.size()));
  return made;
}

}  // namespace

Crowd::Crowd(const std::string& gateway, const std::string& path, int readers, int stalled)
    : epoll_(epoll_create1(0)) {
  readers_.resize(static_cast<std::size_t>(readers));
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    readers_[i].socket = Watch(gateway, path, 0);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    PARITRANA_CHECK(epoll_ctl(epoll_, EPOLL_CTL_ADD, readers_[i].socket, &event) == 0);
  }
  for (int i = 0; i < stalled; ++i) stalled_.push_back(Watch(gateway, path, 4096));
}

Crowd::~Crowd() {
  for (const Viewer& viewer : readers_) close(viewer.socket);
  for (const int stalled : stalled_) close(stalled);
  close(epoll_);
}

void Crowd::Publishing(std::uint64_t version, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  published_[version] = now;
}

void Crowd::ReadFor(absl::Duration duration) {
  const absl::Time end = absl::Now() + duration;
  std::array<epoll_event, 512> events;
  while (absl::Now() < end) {
    const int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 50);
    for (int i = 0; i < ready; ++i) Read(readers_[events[static_cast<std::size_t>(i)].data.u64]);
  }
}

void Crowd::Read(Viewer& viewer) {
  static std::array<char, 1 << 18> bytes;
  const ssize_t got = recv(viewer.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (got < 0) return;
  if (got == 0) {
    ++lost_;
    epoll_ctl(epoll_, EPOLL_CTL_DEL, viewer.socket, nullptr);
    return;
  }
  const absl::Time now = absl::Now();
  std::string_view rest(bytes.data(), static_cast<std::size_t>(got));
  while (true) {
    const std::size_t newline = rest.find('\n');
    // Only the beginning of a line matters: "id: 7".
    if (viewer.head_of_line.size() < 32)
      viewer.head_of_line += rest.substr(0, std::min<std::size_t>(newline, 32));
    if (newline == std::string_view::npos) return;
    SawLine(viewer, viewer.head_of_line, now);
    viewer.head_of_line.clear();
    rest.remove_prefix(newline + 1);
  }
}

void Crowd::SawLine(Viewer& viewer, const std::string& line, absl::Time now) {
  if (line.compare(0, 4, "id: ") != 0) return;
  if (!viewer.watching) {
    viewer.watching = true;
    ++watching_;
    return;
  }
  absl::MutexLock lock(&mutex_);
  const auto found = published_.find(std::strtoull(line.c_str() + 4, nullptr, 10));
  if (found != published_.end()) {
    latencies_ms_.push_back(absl::ToDoubleMilliseconds(now - found->second));
  }
}

}  // namespace paritrana::bench
