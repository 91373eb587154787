// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/internal/readiness.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/logging/log.h"

namespace paritrana::rpc::internal {

Readiness::~Readiness() { Stop(); }

void Readiness::Add(std::string name, Check check) {
  checks_.emplace_back(std::move(name), std::move(check));
}

void Readiness::Start(absl::Duration interval, Listener listener) {
  listener_ = std::move(listener);
  Missing missing = AskAll();
  const bool ready = missing.empty();
  {
    absl::MutexLock lock(&mutex_);
    missing_ = std::move(missing);
  }
  listener_(ready);
  thread_ = std::thread([this, interval] { Run(interval); });
}

void Readiness::Stop() {
  if (!thread_.joinable()) return;
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
  absl::MutexLock lock(&mutex_);
  missing_ = {{"process", MakeError("NOT_READY", "", "stopping")}};
}

Missing Readiness::Current() const {
  absl::MutexLock lock(&mutex_);
  return missing_;
}

Missing Readiness::AskAll() const {
  Missing missing;
  for (const auto& [name, check] : checks_) {
    if (absl::Status status = check(); !status.ok()) missing.emplace_back(name, std::move(status));
  }
  return missing;
}

void Readiness::Keep(Missing missing) {
  const bool ready = missing.empty();
  bool changed = false;
  std::string names;
  for (const auto& [name, status] : missing) absl::StrAppend(&names, name, " ");
  {
    absl::MutexLock lock(&mutex_);
    changed = ready != missing_.empty();
    missing_ = std::move(missing);
  }
  if (!changed) return;
  if (ready) {
    logging::Info("ready");
  } else {
    logging::Warning("not ready", {{"missing", names}});
  }
  listener_(ready);
}

void Readiness::Run(absl::Duration interval) {
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      if (mutex_.AwaitWithTimeout(absl::Condition(&stopping_), interval)) return;
    }
    Keep(AskAll());
  }
}

}  // namespace paritrana::rpc::internal
