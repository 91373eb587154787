// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/metrics/registry.h"
#include "services/gateway/adapters/http/server.h"
#include "services/gateway/application/ranking_feed.h"
#include "services/gateway/domain/table_history.h"

namespace paritrana::gateway {

class Viewer;

// Everybody who watches a table. Lives on the server's one thread; nothing here is locked.
//
// A viewer is a socket and the version it has seen. When a table has something newer, each of its
// viewers that is not in the middle of a write is sent the shared bytes that lead there; the others
// ask when their write is done, and then may be sent a snapshot instead of many deltas. So a
// stalled viewer costs nobody anything, and is dropped when it takes nothing for too long.
class Viewers {
 public:
  Viewers(boost::asio::io_context& io, const HttpOptions& options, const Clock& clock,
          metrics::Registry& metrics);
  ~Viewers();

  void SetFeed(RankingFeed& feed) { feed_ = &feed; }

  // From the feed, in order.
  void Show(const std::string& table, TableUpdate update);
  void Forget(const std::string& table);
  void Reached(std::uint64_t version);

  // Waits until all tables have reached `version`, at most `behind_max`. False if they have not.
  boost::asio::awaitable<bool> WaitUntilReached(std::uint64_t version);

  // Takes a place for a viewer; false if all are taken. A taken place ends in Adopt or GiveBack.
  bool TakePlace();
  void GiveBackPlace();

  // Makes a connection a viewer of a table that the feed has opened. `head` is sent first.
  void Adopt(boost::asio::ip::tcp::socket socket, const ViewerTicket& ticket, std::string head);

  // Ends every stream with a comment and a retry hint.
  void Close();

  std::size_t size() const { return places_; }

 private:
  friend class Viewer;

  struct Table {
    explicit Table(std::size_t deltas_max) : history(deltas_max) {}
    TableHistory history;
    std::list<std::shared_ptr<Viewer>> viewers;
  };

  void Remove(Viewer& viewer, const char* why);
  void Tick();
  void TellFeed();

  boost::asio::io_context& io_;
  const HttpOptions& options_;
  const Clock& clock_;
  RankingFeed* feed_ = nullptr;
  absl::flat_hash_map<std::string, std::unique_ptr<Table>> tables_;
  // Tables whose number of viewers the feed does not know yet: told at the tick, because the feed's
  // lock may be held while it renders.
  absl::flat_hash_set<std::string> counts_changed_;
  std::uint64_t reached_ = 0;
  std::size_t places_ = 0;
  bool closed_ = false;
  boost::asio::steady_timer tick_;
  // Cancelled whenever `reached_` grows: wakes whoever waits for a version.
  std::list<boost::asio::steady_timer*> waiting_;
  metrics::Registry& metrics_;
  metrics::Gauge& viewers_gauge_;
  metrics::Gauge& version_gauge_;
  metrics::Counter& events_counter_;
};

}  // namespace paritrana::gateway
