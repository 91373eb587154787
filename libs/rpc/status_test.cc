// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "libs/rpc/position.h"

namespace paritrana::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ToGrpc, KeepsTheMessageOfOurOwnFaultsOutOfTheAnswer) {
  for (const absl::Status& fault : {absl::UnknownError("row 6474014708900001 of table x"),
                                    MakeError("INTERNAL", "", "row 6474014708900001 of table x")}) {
    const grpc::Status status = ToGrpc(fault);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_THAT(status.error_message(), Not(HasSubstr("table")));
    EXPECT_THAT(status.error_details(), Not(HasSubstr("table")));
    EXPECT_EQ(ReasonOf(FromGrpc(status))->name, "INTERNAL");
  }
}

TEST(ToGrpc, CarriesReasonFieldAndBothLanguages) {
  const grpc::Status status = ToGrpc(MakeError("REGION_UNKNOWN", "worker.region", "64.99"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "64.99");
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  ASSERT_EQ(details.details_size(), 4);
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest request;
  google::rpc::LocalizedMessage indonesian;
  google::rpc::LocalizedMessage english;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  ASSERT_TRUE(details.details(1).UnpackTo(&request));
  ASSERT_TRUE(details.details(2).UnpackTo(&indonesian));
  ASSERT_TRUE(details.details(3).UnpackTo(&english));
  EXPECT_EQ(info.reason(), "REGION_UNKNOWN");
  EXPECT_EQ(info.domain(), "paritrana");
  EXPECT_EQ(info.metadata().at("retryable"), "false");
  EXPECT_EQ(request.field_violations(0).field(), "worker.region");
  EXPECT_EQ(indonesian.locale(), "id");
  EXPECT_EQ(english.message(), FindReason("REGION_UNKNOWN")->text_en);
}

TEST(FromGrpc, RestoresTheTimeToWait) {
  const absl::Status limited =
      WithRetryAfter(MakeError("RATE_LIMITED", "payer"), absl::Microseconds(1'234'100));
  const absl::Status back = FromGrpc(ToGrpc(limited));
  EXPECT_EQ(ReasonOf(back)->name, "RATE_LIMITED");
  EXPECT_EQ(RetryAfterOf(back), absl::Milliseconds(1'235));
  EXPECT_EQ(RetryAfterOf(FromGrpc(ToGrpc(MakeError("UNAVAILABLE")))), std::nullopt);
}

TEST(FromGrpc, RestoresEveryReasonOfTheTable) {
  for (const Reason& reason : AllReasons()) {
    const absl::Status back = FromGrpc(ToGrpc(MakeError(reason.name, "a.b")));
    EXPECT_EQ(ReasonOf(back)->name, reason.name);
    EXPECT_EQ(FieldOf(back), "a.b");
    EXPECT_EQ(back.code(), reason.code);
  }
  EXPECT_TRUE(FromGrpc(ToGrpc(absl::OkStatus())).ok());
}

TEST(FromGrpc, FallsBackToTheCodeForStrangers) {
  EXPECT_EQ(ReasonOf(FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "x")))->name,
            "UNAVAILABLE");
  EXPECT_EQ(FromGrpc(grpc::Status(grpc::StatusCode::NOT_FOUND, "x", "not a message")).code(),
            absl::StatusCode::kNotFound);
  google::rpc::ErrorInfo info;
  info.set_reason("SOMETHING_NEW");
  info.set_domain("paritrana");
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  const grpc::Status newer(grpc::StatusCode::NOT_FOUND, "x", details.SerializeAsString());
  EXPECT_EQ(FromGrpc(newer).code(), absl::StatusCode::kNotFound);
}

TEST(ToFinding, SaysWhatIsWrongInBothLanguages) {
  const common::v1::Finding finding = ToFinding(MakeError("WORKER_UNKNOWN", "worker.nik"));
  EXPECT_EQ(finding.reason(), "WORKER_UNKNOWN");
  EXPECT_EQ(finding.field(), "worker.nik");
  EXPECT_EQ(finding.text_id(), FindReason("WORKER_UNKNOWN")->text_id);
  EXPECT_EQ(finding.text_en(), FindReason("WORKER_UNKNOWN")->text_en);
}

TEST(PositionMessage, GoesThereAndBack) {
  Position position{Epoch(2), {{Shard(3), Sequence(9)}, {Shard(0), Sequence(1)}}};
  EXPECT_EQ(FromProto(ToProto(position)), position);
  EXPECT_EQ(ToProto(position).marks(0).shard(), 0u);
}

TEST(PositionMessage, TakesTheFurtherMarkOfAShardNamedTwice) {
  common::v1::Position message;
  for (const std::uint64_t sequence : {5u, 4u}) message.add_marks()->set_sequence(sequence);
  EXPECT_EQ(FromProto(message).marks.at(Shard(0)), Sequence(5));
}

}  // namespace
}  // namespace paritrana::rpc
