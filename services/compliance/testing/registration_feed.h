// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/position.h"
#include "libs/events/log.h"
#include "libs/identity/identity.h"
#include "paritrana/common/v1/vocabulary.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"

namespace paritrana::compliance::testing {

// A worker as registration would state him or her, with what most tests want as defaults.
struct TestWorker {
  std::uint64_t pseudonym = 0;
  std::string nik;
  std::string kpj;  // may be empty
  EmployerId employer;
  common::v1::Segment segment = common::v1::SEGMENT_PU;
  std::int32_t start_day = 0;  // days since 1970-01-01
  std::int32_t end_day = 0;
  std::uint64_t workplace_region = 6474011001;
  common::v1::WorkerKind worker_kind = common::v1::WORKER_KIND_REGULAR;
  common::v1::SponsorKind sponsor_kind = common::v1::SPONSOR_KIND_UNSPECIFIED;
};

struct TestEmployer {
  EmployerId id;
  std::string ref;  // "npp-division"
  common::v1::EmployerKind kind = common::v1::EMPLOYER_KIND_PRIVATE;
};

// The look-up token of a NIK, as facts carry it.
std::string NikToken(const identity::Vault& vault, const std::string& nik);

// A well-formed NIK, another one for each number below nine million.
std::string NikOf(std::uint64_t number);

// Speaks as registration: makes its facts with dense sequences, as records for the event log.
//
// Not thread-safe.
class RegistrationFeed {
 public:
  // The vault must have the key that compliance has, and outlive the feed.
  RegistrationFeed(std::uint32_t shards, const identity::Vault& vault)
      : shards_(shards), vault_(vault) {}

  // One record for each shard concerned.
  std::vector<paritrana::events::Record> Employers(std::span<const TestEmployer> employers);
  std::vector<paritrana::events::Record> Workers(std::span<const TestWorker> workers);
  // States participants just as they are given, later than everything stated so.
  std::vector<paritrana::events::Record> Participants(
      std::span<const registration::events::v1::Participant> participants);

  // Up to where facts have been made.
  const Position& employers_position() const { return employers_; }
  const Position& workers_position() const { return workers_; }

 private:
  std::uint32_t shards_;
  const identity::Vault& vault_;
  Position employers_;
  Position workers_;
  std::int64_t recorded_at_micros_ = 1;
};

}  // namespace paritrana::compliance::testing
