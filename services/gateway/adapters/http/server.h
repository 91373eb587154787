// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/metrics/registry.h"
#include "services/gateway/adapters/http/message.h"
#include "services/gateway/application/ranking_feed.h"

namespace paritrana::gateway {

// Bounds on what callers can make the process hold, each with its reason.
struct HttpOptions {
  std::string listen = "127.0.0.1:0";  // loopback until access control exists
  std::size_t connections_max = 12'000;
  std::size_t viewers_max = 10'000;  // what one core serves at one event a second
  std::size_t body_bytes_max = 1 << 20;
  std::uint32_t header_bytes_max = 16 << 10;
  absl::Duration header_timeout = absl::Seconds(10);  // a slow client holds a connection no longer
  absl::Duration body_timeout = absl::Seconds(30);
  absl::Duration write_timeout = absl::Seconds(30);
  absl::Duration idle_timeout = absl::Seconds(60);  // between requests
  absl::Duration heartbeat = absl::Seconds(10);
  // A viewer whose connection takes nothing for so long is dropped.
  absl::Duration viewer_stall_max = absl::Seconds(20);
  // How long a viewer who has seen more than the gateway is kept waiting.
  absl::Duration behind_max = absl::Seconds(10);
  // The kernel's buffer for one viewer: bounds what a stalled one costs.
  int viewer_send_buffer_bytes = 256 << 10;
  // Versions a viewer may be behind before a snapshot replaces the deltas.
  std::size_t deltas_max = 16;
};

// HTTP/1.1 over Boost.Beast: reads requests within bounds, hands them to the handler, writes
// answers, and keeps the viewers' streams of events.
//
// One thread does all reading and writing (so viewers need no locks); the handler is called on a
// small pool of its own. As the feed's sink it is called from the feed's threads. Start once, Stop
// once.
class HttpServer : public FeedSink {
 public:
  HttpServer(HttpOptions options, HttpHandler& handler, const Clock& clock,
             metrics::Registry& metrics);
  ~HttpServer() override;  // stops

  // The feed that viewers' tables are opened at. Before Start; must outlive the server's Stop.
  void SetFeed(RankingFeed& feed);

  // UNAVAILABLE if the port is taken, CONFIG_INVALID if the address is none.
  absl::Status Start();

  // Takes no more connections, sends viewers a last comment with a retry hint, lets requests under
  // way end for at most `grace`, then cuts them.
  void Stop(absl::Duration grace = absl::Seconds(5));

  // "127.0.0.1:40123", after Start.
  std::string address() const;

  void Show(const std::string& table, TableUpdate update) override;
  void Forget(const std::string& table) override;
  void Reached(std::uint64_t version) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace paritrana::gateway
