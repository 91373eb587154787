// SPDX-License-Identifier: Apache-2.0
// A relay in a process of its own, so that outbox_crash_test can kill it.
// usage: outbox-relay-process CONNINFO BOOTSTRAP_SERVERS TOPIC
#include <unistd.h>

#include "libs/events/relay.h"
#include "libs/kafka/kafka_log.h"

int main(int argc, char** argv) {
  using namespace paritrana;  // NOLINT
  if (argc != 4) return 2;
  postgres::PoolOptions pool_options;
  pool_options.conninfo = argv[1];
  pool_options.schema = "public";
  postgres::Pool pool(pool_options);
  auto log = kafka::Connect({.bootstrap_servers = argv[2], .client_id = "relay"});
  if (!log.ok()) return 1;
  metrics::Registry metrics;
  events::RelayOptions options;
  options.topics = {argv[3]};
  events::Relay relay(pool, **log, metrics, options);
  relay.Start();
  while (true) pause();
}
