// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/config.h"

#include "libs/config/config.h"

namespace paritrana::compliance {

absl::Status LoadConfig(int argc, const char* const* argv, Config& config, bool& help_shown) {
  config::Loader loader("compliance");
  loader.String("listen", &config.listen, "Address of the gRPC port.");
  loader.String("admin_listen", &config.admin_listen, "Address of /livez, /readyz and /metrics.");
  loader.String("ports_file", &config.ports_file, "File to write the two addresses to.");
  loader.String("postgres.conninfo", &config.postgres_conninfo, "Database, as libpq reads it.");
  loader.Int("postgres.connections", &config.postgres_connections, {1, 200},
             "Connections for calls; a few more are opened for facts.");
  loader.String("kafka.bootstrap_servers", &config.kafka_bootstrap_servers, "Brokers, host:port.");
  loader.Int("kafka.replication", &config.kafka_replication, {1, 7}, "Copies of a new topic.");
  loader.Int("shards", &config.shards, {1, 1024}, "Shard count, fixed for ever.");
  loader.Int("threads", &config.threads, {8, 4096}, "Calls served at once.");
  loader.String("migrations_dir", &config.migrations_dir, "Folder of the schema's migrations.");
  loader.String("rules_dir", &config.rules_dir, "Folder of the rules of contribution.");
  loader.Int("waiting_days", &config.waiting_days, {1, 90},
             "Days a line waits for registration or an answer.");
  loader.Secret("identity.token_key", &config.token_key,
                "Key of the look-up tokens, 32 bytes, the same as registration's.");
  loader.Int("rate_limit.posts_per_second", &config.rate_limit_posts_per_second, {1, 1'000'000'000},
             "Posts of one payer: calls, headers and chunks; 15 seconds of them at once.");
  loader.Int("rate_limit.lines_per_second", &config.rate_limit_lines_per_second, {1, 1'000'000'000},
             "Lines of one payer, resent ones included; 600,000 of them at once.");
  const absl::Status status = loader.Load(argc, argv);
  help_shown = loader.help_shown();
  return status;
}

}  // namespace paritrana::compliance
