// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <utility>

namespace paritrana {

// A value of type T that cannot be mistaken for another kind of T.
//
// Two integers in a row in a signature invite a swap; two StrongIds of different tags do not
// compile swapped.
//
//   struct ShardTag {};
//   using Shard = StrongId<ShardTag, std::uint32_t>;
//   Shard s{3};
//   use(s.value());
//
// Ordered, hashable by absl, as cheap as T. The default is T's zero.
template <typename Tag, typename T>
class StrongId {
 public:
  constexpr StrongId() = default;
  constexpr explicit StrongId(T value) : value_(std::move(value)) {}

  constexpr const T& value() const { return value_; }

  friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const StrongId& id) {
    return H::combine(std::move(state), id.value_);
  }

 private:
  T value_{};
};

}  // namespace paritrana
