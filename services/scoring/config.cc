// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/config.h"

#include "libs/config/config.h"

namespace paritrana::scoring {

absl::Status LoadConfig(int argc, const char* const* argv, ScoringConfig& config,
                        bool& help_shown) {
  config::Loader loader("scoring");
  loader.String("listen", &config.listen, "Address of the gRPC port; port 0 takes a free one.");
  loader.String("admin_listen", &config.admin_listen, "Address of /livez, /readyz, /metrics.");
  loader.String("ports_file", &config.ports_file, "Where to write the ports taken, as JSON.");
  loader.String("kafka.bootstrap_servers", &config.kafka_bootstrap_servers, "Kafka brokers.");
  loader.Int("kafka.replication", &config.kafka_replication, {1, 9},
             "Replicas of the rankings topic.");
  loader.Int("shards", &config.shards, {1, 1024},
             "Shard count, fixed when the installation is created.");
  loader.String("data_dir", &config.data_dir, "Folder of editions, methods and denominators.");
  loader.String("edition", &config.edition, "The edition followed: a file of data_dir/editions.");
  loader.Duration("publish.interval", &config.publish_interval, absl::Milliseconds(10),
                  absl::Seconds(10), "Least time between publications of the default month.");
  loader.Duration("publish.interval_of_others", &config.publish_interval_of_others,
                  absl::Milliseconds(10), absl::Minutes(10),
                  "The same for other months and for villages.");
  loader.Duration("recount_interval", &config.recount_interval, absl::Seconds(1), absl::Hours(24),
                  "How often everything is counted again from the slots.");
  loader.Duration("heartbeat", &config.heartbeat, absl::Milliseconds(100), absl::Minutes(1),
                  "How long a watch says nothing before it shows that it lives.");
  const absl::Status status = loader.Load(argc, argv);
  help_shown = loader.help_shown();
  return status;
}

}  // namespace paritrana::scoring
