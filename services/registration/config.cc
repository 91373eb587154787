// SPDX-License-Identifier: Apache-2.0
#include "services/registration/config.h"

#include "libs/config/config.h"

namespace paritrana::registration {

absl::Status LoadConfig(int argc, const char* const* argv, Config& config) {
  config::Loader loader("registration");
  loader.String("listen", &config.listen, "Address of the gRPC port; port 0 takes a free one.");
  loader.String("admin_listen", &config.admin_listen, "Address of /livez, /readyz and /metrics.");
  loader.String("ports_file", &config.ports_file, "File to write both addresses to after start.");
  loader.String("postgres.conninfo", &config.postgres_conninfo, "Where the database is (libpq).");
  loader.Int("postgres.connections", &config.postgres_connections, {2, 200},
             "Connections at most; each call under way holds one.");
  loader.String("kafka.bootstrap_servers", &config.kafka_bootstrap_servers,
                "Where the event log is.");
  loader.Int("kafka.replication", &config.kafka_replication, {1, 5}, "Copies of new topics.");
  loader.Int("shards", &config.shards, {1, 1024},
             "Shard count, fixed when the installation is created.");
  loader.String("migrations_dir", &config.migrations_dir, "Folder of the database migrations.");
  loader.Secret("identity.token_key", &config.token_key,
                "Key of look-up tokens, 32 bytes, the same as compliance has.");
  loader.Secret("identity.encryption_key", &config.encryption_key,
                "Key that identities are stored under, 32 bytes.");
  const absl::Status status = loader.Load(argc, argv);
  config.help_shown = loader.help_shown();
  return status;
}

}  // namespace paritrana::registration
