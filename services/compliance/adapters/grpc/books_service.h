// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "libs/base/clock.h"
#include "paritrana/compliance/v1/books.grpc.pb.h"
#include "services/compliance/application/books/books_queries.h"
#include "services/compliance/application/books/close_books.h"

namespace paritrana::compliance {

// BooksService over the use cases of a month's books. Thread-safe.
class BooksServiceAdapter final : public v1::BooksService::Service {
 public:
  // All must outlive the service. `begun` is called when a close was asked for.
  BooksServiceAdapter(CloseBooksHandler& handler, BooksQueries& queries, const Clock& clock,
                      std::function<void()> begun)
      : handler_(handler), queries_(queries), clock_(clock), begun_(std::move(begun)) {}

  grpc::Status CloseBooks(grpc::ServerContext* context, const v1::CloseBooksRequest* request,
                          v1::CloseBooksResponse* response) override;
  grpc::Status GetBooks(grpc::ServerContext* context, const v1::GetBooksRequest* request,
                        v1::GetBooksResponse* response) override;
  grpc::Status ListBooksMismatches(grpc::ServerContext* context,
                                   const v1::ListBooksMismatchesRequest* request,
                                   v1::ListBooksMismatchesResponse* response) override;
  grpc::Status ListMissingDeclarations(grpc::ServerContext* context,
                                       const v1::ListMissingDeclarationsRequest* request,
                                       v1::ListMissingDeclarationsResponse* response) override;

 private:
  absl::StatusOr<v1::ListMissingDeclarationsResponse> ListMissing(
      const v1::ListMissingDeclarationsRequest& request, absl::Time deadline);
  absl::StatusOr<v1::ListBooksMismatchesResponse> ListMismatches(
      const v1::ListBooksMismatchesRequest& request, absl::Time deadline);

  CloseBooksHandler& handler_;
  BooksQueries& queries_;
  const Clock& clock_;
  const std::function<void()> begun_;
};

}  // namespace paritrana::compliance
