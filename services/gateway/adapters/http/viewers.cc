// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/http/viewers.h"

#include <array>
#include <chrono>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "services/gateway/application/ranking_text.h"

namespace paritrana::gateway {

namespace asio = boost::asio;
using asio::ip::tcp;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace {

// How often stalls and heartbeats are looked at: a fraction of either.
constexpr std::chrono::milliseconds kTick{250};

// Sent to every stream at its end: come back after two seconds.
const SharedBytes& Farewell() {
  static const SharedBytes& bytes = *new SharedBytes(
      std::make_shared<const std::string>(": layanan berhenti, sambung lagi\nretry: 2000\n\n"));
  return bytes;
}

SteadyTime SteadyNow() { return std::chrono::steady_clock::now(); }

}  // namespace

// One stream. At most one write is under way; `Next` begins another when there is something to
// send.
class Viewer : public std::enable_shared_from_this<Viewer> {
 public:
  Viewer(Viewers& hub, tcp::socket socket, Viewers::Table& table, const ViewerTicket& ticket)
      : hub_(hub),
        socket_(std::move(socket)),
        table_(&table),
        name_(ticket.table),
        seen_(ticket.seen),
        progress_(SteadyNow()),
        beat_(progress_) {}

  void Begin(std::string head) {
    Write({std::make_shared<const std::string>(std::move(head))});
    WatchForEnd();
  }

  // Sends what is newer than what was seen, unless a write is under way.
  void Next() {
    if (writing_) return;
    CatchUp catch_up = table_->history.After(seen_);
    if (catch_up.events.empty()) return;
    hub_.events_counter_.Add(static_cast<double>(catch_up.events.size()));
    seen_ = catch_up.version;
    Write(std::move(catch_up.events));
  }

  void Beat(const SharedBytes& heartbeat, SteadyTime now) {
    if (writing_) return;
    beat_ = now;
    Write({heartbeat});
  }

  void Finish() {
    finishing_ = true;
    if (!writing_) Write({Farewell()});
  }

  void Drop() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  bool Stalled(SteadyTime now, SteadyTime::duration most) const {
    return writing_ && now - progress_ > most;
  }
  bool BeatIsDue(SteadyTime now, SteadyTime::duration every) const {
    return !writing_ && now - beat_ >= every;
  }
  const std::string& name() const { return name_; }

  std::list<std::shared_ptr<Viewer>>::iterator place;
  bool removed = false;

 private:
  void Write(std::vector<SharedBytes> events) {
    writing_ = true;
    progress_ = SteadyNow();
    bytes_ = std::move(events);
    auto done = [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
      self->Wrote(error);
    };
    if (bytes_.size() == 1) {
      asio::async_write(socket_, asio::buffer(*bytes_[0]), std::move(done));
      return;
    }
    std::vector<asio::const_buffer> buffers;
    for (const SharedBytes& bytes : bytes_) buffers.push_back(asio::buffer(*bytes));
    asio::async_write(socket_, std::move(buffers), std::move(done));
  }

  void Wrote(const boost::system::error_code& error) {
    writing_ = false;
    if (error || removed) return hub_.Remove(*this, "gone");
    if (finishing_) {
      if (bytes_[0] == Farewell()) return hub_.Remove(*this, "stop");
      return Write({Farewell()});
    }
    bytes_.clear();
    Next();
  }

  // Nothing more is expected from a viewer: whatever ends the read ends the stream.
  void WatchForEnd() {
    socket_.async_read_some(
        asio::buffer(inbound_),
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
          if (error) return self->hub_.Remove(*self, "gone");
          self->WatchForEnd();
        });
  }

  Viewers& hub_;
  tcp::socket socket_;
  Viewers::Table* table_;
  std::string name_;
  std::uint64_t seen_;
  SteadyTime progress_;  // when the write under way began
  SteadyTime beat_;
  bool writing_ = false;
  bool finishing_ = false;
  std::vector<SharedBytes> bytes_;  // alive while they are being written
  std::array<char, 64> inbound_;
};

Viewers::Viewers(asio::io_context& io, const HttpOptions& options, const Clock& clock,
                 metrics::Registry& metrics)
    : io_(io),
      options_(options),
      clock_(clock),
      tick_(io),
      metrics_(metrics),
      viewers_gauge_(metrics.GetGauge("sse_viewers", "Streams of events that are open.")),
      version_gauge_(metrics.GetGauge("rankings_version", "Newest version of all tables.")),
      events_counter_(metrics.GetCounter("sse_events_total", "Events begun to be sent.")) {
  Tick();
}

Viewers::~Viewers() = default;

void Viewers::Show(const std::string& name, TableUpdate update) {
  std::unique_ptr<Table>& table = tables_[name];
  if (table == nullptr) table = std::make_unique<Table>(options_.deltas_max);
  if (!table->history.Add(std::move(update))) return;
  // A write that fails at once removes its viewer later, from the loop: the list stays as it is.
  for (const auto& viewer : table->viewers) viewer->Next();
}

void Viewers::Forget(const std::string& name) {
  const auto found = tables_.find(name);
  if (found != tables_.end() && found->second->viewers.empty()) tables_.erase(found);
}

void Viewers::Reached(std::uint64_t version) {
  if (version > reached_) reached_ = version;
  version_gauge_.Set(static_cast<double>(reached_));
  for (asio::steady_timer* timer : waiting_) timer->cancel();
}

asio::awaitable<bool> Viewers::WaitUntilReached(std::uint64_t version) {
  asio::steady_timer timer(io_);
  const SteadyTime deadline = SteadyNow() + absl::ToChronoMilliseconds(options_.behind_max);
  while (reached_ < version && SteadyNow() < deadline && !closed_) {
    timer.expires_at(deadline);
    waiting_.push_back(&timer);
    const auto place = std::prev(waiting_.end());
    boost::system::error_code woken;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    waiting_.erase(place);
  }
  co_return reached_ >= version;
}

bool Viewers::TakePlace() {
  if (closed_ || places_ >= options_.viewers_max) return false;
  viewers_gauge_.Set(static_cast<double>(++places_));
  return true;
}

void Viewers::GiveBackPlace() { viewers_gauge_.Set(static_cast<double>(--places_)); }

void Viewers::Adopt(tcp::socket socket, const ViewerTicket& ticket, std::string head) {
  const auto found = tables_.find(ticket.table);
  if (found == tables_.end() || closed_) return GiveBackPlace();
  boost::system::error_code ignored;
  socket.set_option(asio::socket_base::send_buffer_size(options_.viewer_send_buffer_bytes),
                    ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  Table& table = *found->second;
  auto viewer = std::make_shared<Viewer>(*this, std::move(socket), table, ticket);
  viewer->place = table.viewers.insert(table.viewers.end(), viewer);
  counts_changed_.insert(ticket.table);
  viewer->Begin(std::move(head));
}

void Viewers::Remove(Viewer& viewer, const char* why) {
  if (viewer.removed) return;
  viewer.removed = true;
  metrics_.GetCounter("sse_viewers_ended_total", "Streams that ended, by reason.", {{"why", why}})
      .Add();
  viewer.Drop();
  GiveBackPlace();
  Table& table = *tables_.at(viewer.name());
  counts_changed_.insert(viewer.name());
  const std::shared_ptr<Viewer> alive = *viewer.place;
  table.viewers.erase(viewer.place);
}

void Viewers::TellFeed() {
  for (const std::string& name : counts_changed_) {
    const auto found = tables_.find(name);
    feed_->SetViewers(name, found == tables_.end() ? 0 : found->second->viewers.size(),
                      clock_.Now());
  }
  counts_changed_.clear();
}

void Viewers::Tick() {
  tick_.expires_after(kTick);
  tick_.async_wait([this](const boost::system::error_code& error) {
    if (error || closed_) return;
    TellFeed();
    const SteadyTime now = SteadyNow();
    const SharedBytes heartbeat = HeartbeatEvent(reached_, clock_.Now());
    const auto every = absl::ToChronoMilliseconds(options_.heartbeat);
    const auto most = absl::ToChronoMilliseconds(options_.viewer_stall_max);
    for (auto& [name, table] : tables_) {
      for (auto it = table->viewers.begin(); it != table->viewers.end();) {
        const std::shared_ptr<Viewer> viewer = *it++;
        if (viewer->Stalled(now, most)) {
          Remove(*viewer, "stalled");
        } else if (viewer->BeatIsDue(now, every)) {
          viewer->Beat(heartbeat, now);
        }
      }
    }
    Tick();
  });
}

void Viewers::Close() {
  closed_ = true;
  tick_.cancel();
  for (asio::steady_timer* timer : waiting_) timer->cancel();
  for (auto& [name, table] : tables_) {
    for (const auto& viewer : table->viewers) viewer->Finish();
  }
}

}  // namespace paritrana::gateway
