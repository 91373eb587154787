// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>

#include "absl/status/statusor.h"
#include "cli/calls/unary.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {

// Reads all pages of a list into one answer. `list` makes one call: (context, request, response).
template <typename Response, typename Request, typename List>
absl::StatusOr<Response> AllPages(Request request, List list) {
  Response all;
  Patience patience;
  request.set_page_size(limits::kPageSizeMax);
  do {
    Response page;
    PARITRANA_RETURN_IF_ERROR(Call(
        patience, [&](grpc::ClientContext* context) { return list(context, request, &page); }));
    patience.Progressed();
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return all;
}

}  // namespace paritrana::cli
