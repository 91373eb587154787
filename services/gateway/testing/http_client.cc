// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/testing/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"

namespace paritrana::gateway::testing {
namespace {

constexpr int kReadSeconds = 30;
constexpr int kSkippedMax = 30;

sockaddr_in EndpointOf(const std::string& address) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(address, ':');
  sockaddr_in endpoint{};
  endpoint.sin_family = AF_INET;
  endpoint.sin_port = htons(static_cast<std::uint16_t>(std::atoi(parts.second.c_str())));
  PARITRANA_CHECK(inet_pton(AF_INET, parts.first.c_str(), &endpoint.sin_addr) == 1);
  return endpoint;
}

std::string HeadOf(const std::string& method, const std::string& target,
                   const std::map<std::string, std::string>& headers) {
  std::string head = absl::StrCat(method, " ", target, " HTTP/1.1\r\nHost: test\r\n");
  for (const auto& [name, value] : headers) absl::StrAppend(&head, name, ": ", value, "\r\n");
  return head;
}

}  // namespace

HttpClient::HttpClient(const std::string& address, int receive_bytes) {
  socket_ = socket(AF_INET, SOCK_STREAM, 0);
  if (receive_bytes > 0) {
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof(receive_bytes));
  }
  const timeval timeout{kReadSeconds, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  const sockaddr_in endpoint = EndpointOf(address);
  PARITRANA_CHECK(
      connect(socket_, reinterpret_cast<const sockaddr*>(&endpoint), sizeof(endpoint)) == 0);
}

HttpClient::~HttpClient() { close(socket_); }

bool HttpClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

WireResponse HttpClient::Request(const std::string& method, const std::string& target,
                                 const std::map<std::string, std::string>& headers,
                                 const std::string& body) {
  std::string head = HeadOf(method, target, headers);
  if (!body.empty()) absl::StrAppend(&head, "Content-Length: ", body.size(), "\r\n");
  Send(head + "\r\n" + body);
  return ReadResponse(method != "HEAD");
}

WireResponse HttpClient::ReadResponse(bool has_body) {
  WireResponse response;
  const std::optional<std::string> head = TakeUntil("\r\n\r\n");
  if (!head) return response;
  const std::vector<std::string> lines = absl::StrSplit(*head, "\r\n");
  response.status = std::atoi(lines[0].substr(9, 3).c_str());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::pair<std::string, std::string> header =
        absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
    response.headers[absl::AsciiStrToLower(header.first)] = header.second;
  }
  std::size_t length = 0;
  if (has_body && absl::SimpleAtoi(response.headers["content-length"], &length)) {
    response.body = TakeBytes(length);
  }
  return response;
}

WireResponse HttpClient::Watch(const std::string& target,
                               const std::map<std::string, std::string>& headers) {
  std::map<std::string, std::string> all = headers;
  all.emplace("Accept", "text/event-stream");
  Send(HeadOf("GET", target, all) + "\r\n");
  return ReadResponse();
}

std::optional<WireEvent> HttpClient::NextEvent() {
  const std::optional<std::string> block = TakeUntil("\n\n");
  if (!block) return std::nullopt;
  WireEvent event;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(*block, '\n'))) {
    const std::pair<std::string, std::string> field =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    if (field.first == "id") event.id = field.second;
    if (field.first == "event") event.name = field.second;
    if (field.first == "data") event.data = field.second;
    if (field.first == "retry") event.retry = field.second;
    if (field.first.empty()) event.comment = field.second;
  }
  return event;
}

std::optional<WireEvent> HttpClient::NextEvent(const std::string& name) {
  for (int skipped = 0; skipped < kSkippedMax; ++skipped) {
    std::optional<WireEvent> event = NextEvent();
    if (!event || event->name == name) return event;
  }
  return std::nullopt;
}

void HttpClient::Cut() { shutdown(socket_, SHUT_RDWR); }

bool HttpClient::Ended() {
  char byte = 0;
  ssize_t got = 0;
  do {
    got = recv(socket_, &byte, 1, 0);
  } while (got > 0);
  return got == 0 || errno == ECONNRESET;
}

bool HttpClient::Fill() {
  char bytes[16384];
  const ssize_t got = recv(socket_, bytes, sizeof(bytes), 0);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> HttpClient::TakeUntil(std::string_view end) {
  std::size_t from = 0;
  std::size_t at = 0;
  while ((at = buffer_.find(end, from)) == std::string::npos) {
    from = buffer_.size() > end.size() ? buffer_.size() - end.size() : 0;
    if (!Fill()) return std::nullopt;
  }
  std::string taken = buffer_.substr(0, at);
  buffer_.erase(0, at + end.size());
  return taken;
}

std::string HttpClient::TakeBytes(std::size_t count) {
  while (buffer_.size() < count && Fill()) {
  }
  std::string taken = buffer_.substr(0, count);
  buffer_.erase(0, taken.size());
  return taken;
}

WireResponse Fetch(const std::string& address, const std::string& method, const std::string& target,
                   const std::map<std::string, std::string>& headers, const std::string& body) {
  HttpClient client(address);
  return client.Request(method, target, headers, body);
}

}  // namespace paritrana::gateway::testing
