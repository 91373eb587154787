// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/player.h"

#include <cstdlib>
#include <utility>

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/position.h"

namespace paritrana::scenarios {
namespace {

// How long "eventually" may take, and how often it asks meanwhile.
constexpr absl::Duration kPatience = absl::Seconds(20);
constexpr absl::Duration kPause = absl::Milliseconds(20);

constexpr int kAddedForWomen = 40;  // to the day of birth in a NIK

std::string AttributeOf(const Given& given, const std::string& name, const std::string& otherwise) {
  const auto attribute = given.attributes.find(name);
  return attribute == given.attributes.end() ? otherwise : attribute->second;
}

std::string EnumOf(const char* prefix, const std::string& value) {
  return absl::StrCat(prefix, absl::AsciiStrToUpper(value));
}

// "6474014708900001" → born 1990-08-07, a woman. Documents have no one born after 1999.
std::pair<std::string, std::string> BirthAndSexOf(const std::string& nik) {
  const int day = std::atoi(nik.substr(6, 2).c_str());
  const bool woman = day > kAddedForWomen;
  const std::string birth = absl::StrFormat("19%s-%s-%02d", nik.substr(10, 2), nik.substr(8, 2),
                                            woman ? day - kAddedForWomen : day);
  return {birth, woman ? "SEX_FEMALE" : "SEX_MALE"};
}

Position PositionOf(const Json& json) {
  common::v1::Position position;
  PARITRANA_CHECK(google::protobuf::util::JsonStringToMessage(json.dump(), &position).ok());
  return rpc::FromProto(position);
}

std::string Printed(const Examples& examples, const Reply& reply) {
  std::string text = absl::StrCat("answered with status ", reply.http_status, "\n");
  for (const Json& message : reply.messages) {
    absl::StrAppend(&text, examples.Shown(message).dump(2), "\n");
  }
  return text;
}

}  // namespace

void Player::Play(const Scenario& scenario) {
  file_ = scenario.file;
  for (const Step& step : scenario.steps) {
    if (!std::visit([this](const auto& known) { return Do(known); }, step)) return;
  }
}

bool Player::Fail(int line, const std::string& what) const {
  ADD_FAILURE_AT(file_.c_str(), line) << what;
  return false;
}

Json Player::EmployerOf(const Given& given) const {
  const std::vector<std::string> parts = absl::StrSplit(examples_.InText(given.id), '-');
  Json employer = {{"npp", parts.at(0)},
                   {"division", parts.at(1)},
                   {"name", "Contoh"},
                   {"kind", EnumOf("EMPLOYER_KIND_", AttributeOf(given, "kind", "private"))},
                   {"registrationRegion", AttributeOf(given, "region", "64.74")},
                   {"sizeClass", EnumOf("SIZE_CLASS_", AttributeOf(given, "size", "unspecified"))},
                   {"jkkClass", EnumOf("JKK_CLASS_", AttributeOf(given, "class", "unspecified"))}};
  if (const std::string relief = AttributeOf(given, "relief", ""); !relief.empty()) {
    employer["reliefs"] = {relief};
  }
  return employer;
}

Json Player::WorkerOf(const Given& given) const {
  const auto [birth, sex] = BirthAndSexOf(given.id);
  const Json employment = {
      {"employerRef", examples_.InText(AttributeOf(given, "employer", "CONTOH01-000"))},
      {"segment", EnumOf("SEGMENT_", AttributeOf(given, "segment", "PU"))},
      {"workerKind", EnumOf("WORKER_KIND_", AttributeOf(given, "kind", "regular"))},
      {"sponsorKind", EnumOf("SPONSOR_KIND_", AttributeOf(given, "sponsor", "unspecified"))},
      {"startDate", AttributeOf(given, "start", "2024-01-02")},
      {"endDate", AttributeOf(given, "end", "")},
      {"workplaceRegion", AttributeOf(given, "workplace", "64.74.01.1001")}};
  return {{"identity", {{"nik", examples_.InNik(given.id)}}},
          {"name", "Tenaga Contoh"},
          {"birthDate", birth},
          {"sex", sex},
          {"employment", employment}};
}

bool Player::Do(const Given& given) {
  const bool employer = given.kind == "employer";
  Call call;
  call.http_method = "POST";
  call.target = employer ? "/v1/employers" : "/v1/workers";
  call.body = {{"idempotencyKey", examples_.InKey(absl::StrCat("given-", given.line))},
               {given.kind, employer ? EmployerOf(given) : WorkerOf(given)}};
  const Reply reply = client_.Send(call);
  if (reply.http_status != 200) return Fail(given.line, Printed(examples_, reply));
  const Position position = PositionOf(reply.messages.at(0)["position"]);
  employer ? system_.WaitForEmployers(position) : system_.WaitForWorkers(position);
  return true;
}

Call Player::Prepared(const Call& call) const {
  Call prepared = call;
  prepared.target = examples_.InText(*FillInText(call.target, notes_, true));
  prepared.body = examples_.InBody(*FillIn(call.body, notes_));
  const auto key = prepared.headers.find("idempotency-key");
  if (key != prepared.headers.end()) key->second = examples_.InKey(key->second);
  return prepared;
}

bool Player::Do(const Call& call) {
  for (const auto& status :
       {FillInText(call.target, notes_, true).status(), FillIn(call.body, notes_).status()}) {
    if (!status.ok()) return Fail(call.line, std::string(status.message()));
  }
  const Call prepared = Prepared(call);
  for (int i = 0; i < call.times; ++i) {
    if (!Ask(prepared)) return false;
  }
  return true;
}

bool Player::Ask(const Call& prepared) {
  const absl::Time deadline = absl::Now() + kPatience;
  while (true) {
    const bool last_try = !prepared.answer.eventually || absl::Now() > deadline;
    if (Agrees(prepared.answer, client_.Send(prepared), last_try)) return true;
    if (last_try) return false;
    absl::SleepFor(kPause);
  }
}

// Keeps <digest> what the submission's lines so far give.
void Player::AddToDigest(const Json& message) {
  if (message.contains("header") && message["header"]["submission"] != sent_for_) {
    sent_for_ = message["header"]["submission"];
    sent_lines_.clear();
  }
  if (!message.contains("chunk")) return;
  const auto& first = message["chunk"]["firstLineNo"];
  auto number = static_cast<std::uint64_t>(std::strtoull(
      first.is_string() ? first.get<std::string>().c_str() : first.dump().c_str(), nullptr, 10));
  for (const Json& line : message["chunk"]["lines"]) sent_lines_[number++] = line;
  contract::SubmissionDigest digest;
  for (const auto& [_, line] : sent_lines_) {
    compliance::v1::ContributionLine sent;
    PARITRANA_CHECK(google::protobuf::util::JsonStringToMessage(line.dump(), &sent).ok());
    digest.Add(contract::CanonicalText(sent));
  }
  notes_["digest"] = absl::Base64Escape(digest.bytes());
}

Stream Player::Prepared(const Stream& stream) {
  Stream prepared = stream;
  for (Json& message : prepared.messages) {
    message = examples_.InBody(message);
    AddToDigest(message);
    message = *FillIn(message, notes_);
  }
  return prepared;
}

bool Player::Do(const Stream& stream) {
  if (streams_ == nullptr) return Fail(stream.line, "streams have no HTTP form");
  return Agrees(stream.answer, streams_->Send(Prepared(stream)), true);
}

bool Player::Do(const Wait& wait) {
  system_.clock().Advance(wait.time);
  return true;
}

bool Player::Agrees(const Answer& answer, const Reply& reply, bool last_try) {
  Notes notes = notes_;
  std::vector<std::string> differences;
  if (reply.http_status != answer.http_status) {
    differences.push_back(absl::StrCat("expected status ", answer.http_status));
  }
  if (reply.retry_after != answer.retry_after) {
    differences.push_back(absl::StrCat("says when to come again: ", reply.retry_after));
  }
  Json expected = Json::array();
  Json actual = Json::array();
  for (const Json& message : answer.messages) expected.push_back(message);
  for (const Json& message : reply.messages) actual.push_back(examples_.Shown(message));
  const bool plain = expected.size() == 1 && actual.size() == 1;
  for (std::string& difference :
       plain ? Differences(expected[0], actual[0], notes) : Differences(expected, actual, notes)) {
    differences.push_back(std::move(difference));
  }
  if (differences.empty()) {
    notes_ = std::move(notes);
    return true;
  }
  if (last_try) {
    Fail(answer.line,
         absl::StrCat(absl::StrJoin(differences, "\n"), "\n", Printed(examples_, reply)));
  }
  return false;
}

}  // namespace paritrana::scenarios
