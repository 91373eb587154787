// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/viewer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace paritrana::e2e {
namespace {

// A read gives up after this long, so that a viewer notices that it is to stop.
constexpr timeval kReadTimeout = {.tv_sec = 1, .tv_usec = 0};
constexpr absl::Duration kReconnectPause = absl::Milliseconds(100);

// A plain HTTP/1.1 exchange over one connection, enough for a test's own servers.
class Exchange {
 public:
  Exchange(const std::string& address, const std::string& request) {
    const std::size_t colon = address.find(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
    inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kReadTimeout, sizeof(kReadTimeout));
    open_ = connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0 &&
            send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(request.size());
  }
  ~Exchange() { close(socket_); }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  bool open() const { return open_; }

  // Reads one line without its end; false if none came in time or the connection ended.
  bool ReadLine(std::string& line) {
    std::size_t end = buffer_.find('\n');
    while (end == std::string::npos) {
      char piece[4096];
      const ssize_t count = recv(socket_, piece, sizeof(piece), 0);
      if (count == 0) open_ = false;
      if (count < 0 && errno != EAGAIN && errno != EINTR) open_ = false;
      if (count <= 0) return false;
      buffer_.append(piece, static_cast<std::size_t>(count));
      end = buffer_.find('\n');
    }
    line = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return true;
  }

 private:
  int socket_ = -1;
  bool open_ = false;
  std::string buffer_;
};

std::string Get(const std::string& address, const std::string& path, const std::string& headers) {
  return absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: ", address, "\r\n", headers, "\r\n");
}

}  // namespace

int HttpStatus(const std::string& address, const std::string& path) {
  Exchange exchange(address, Get(address, path, "Connection: close\r\n"));
  std::string line;
  if (!exchange.open() || !exchange.ReadLine(line)) return 0;
  const std::size_t space = line.find(' ');
  return space == std::string::npos ? 0 : std::atoi(line.c_str() + space);
}

Viewer::Viewer(std::string address, std::string path)
    : address_(std::move(address)), path_(std::move(path)), thread_([this] { Watch(); }) {}

Viewer::~Viewer() {
  stopping_ = true;
  thread_.join();
}

void Viewer::Watch() {
  while (!stopping_) {
    ReadOnce();
    absl::SleepFor(kReconnectPause);
  }
}

void Viewer::ReadOnce() {
  std::string headers = "Accept: text/event-stream\r\n";
  if (version_ > 0) absl::StrAppend(&headers, "Last-Event-ID: ", version_.load(), "\r\n");
  Exchange exchange(address_, Get(address_, path_, headers));
  if (exchange.open()) ++connections_;
  std::string line;
  while (exchange.open() && !stopping_) {
    if (exchange.ReadLine(line)) TakeLine(line);
  }
}

void Viewer::TakeLine(const std::string& line) {
  if (line.rfind("id:", 0) != 0) return;
  const std::uint64_t seen = std::strtoull(line.c_str() + 3, nullptr, 10);
  if (seen < version_) ++steps_back_;
  version_ = seen;
}

}  // namespace paritrana::e2e
