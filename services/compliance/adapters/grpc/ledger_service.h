// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/ledger.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/ledger_queries.h"

namespace paritrana::compliance {

// LedgerService over the queries of the ledger. No answer holds an identity or a pseudonym.
// Thread-safe.
class LedgerServiceAdapter final : public v1::LedgerService::Service {
 public:
  // Both must outlive the service.
  LedgerServiceAdapter(LedgerQueries& queries, RequestReader& reader)
      : queries_(queries), reader_(reader) {}

  grpc::Status GetLedger(grpc::ServerContext* context, const v1::GetLedgerRequest* request,
                         v1::GetLedgerResponse* response) override;
  grpc::Status ListLedgerWorkers(grpc::ServerContext* context,
                                 const v1::ListLedgerWorkersRequest* request,
                                 v1::ListLedgerWorkersResponse* response) override;
  grpc::Status ListLedgerChanges(grpc::ServerContext* context,
                                 const v1::ListLedgerChangesRequest* request,
                                 v1::ListLedgerChangesResponse* response) override;

 private:
  LedgerQueries& queries_;
  RequestReader& reader_;
};

}  // namespace paritrana::compliance
