// SPDX-License-Identifier: Apache-2.0
// usage: bench-scoring-oracle FILE > TABLE
// Recomputes the final table from the input file. Shares nothing with the product, on purpose: the
// layout and the rules below are written from README.md alone.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace {

struct Person {
  std::uint64_t last = 0;
  std::uint32_t village = 0;
  std::int64_t net = 0;
};

struct Regency {
  std::uint32_t id = 0;
  std::uint64_t active = 0;
  std::uint64_t workforce = 0;
  std::int64_t sum = 0;
};

template <typename T>
T ReadAt(const unsigned char* bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes + offset, sizeof(T));
  return value;
}

void Apply(const unsigned char* bytes, std::unordered_map<std::uint64_t, Person>& people) {
  Person& person = people[ReadAt<std::uint64_t>(bytes, 8)];
  const auto sequence = ReadAt<std::uint64_t>(bytes, 0);
  if (sequence <= person.last) return;
  person.last = sequence;
  person.village = ReadAt<std::uint32_t>(bytes, 16);
  const auto amount = ReadAt<std::int64_t>(bytes, 24);
  if (bytes[40] == 1) person.net += amount;
  if (bytes[40] == 2) person.net -= amount;
}

bool Before(const Regency& a, const Regency& b) {
  const std::uint64_t left = a.active * b.workforce;  // below 2^60: heads and workforces are small
  const std::uint64_t right = b.active * a.workforce;
  if (left != right) return left > right;
  if (a.sum != b.sum) return a.sum > b.sum;
  return a.id < b.id;
}

}  // namespace

int main(int argc, char** argv) {
  std::FILE* file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  if (file == nullptr) return std::fprintf(stderr, "usage: %s FILE\n", argv[0]), 2;
  std::unordered_map<std::uint64_t, Person> people;
  std::vector<unsigned char> chunk(96 * 4096);
  for (std::size_t records; (records = std::fread(chunk.data(), 96, 4096, file)) > 0;) {
    for (std::size_t i = 0; i < records; ++i) Apply(chunk.data() + i * 96, people);
  }
  std::fclose(file);

  std::vector<Regency> regencies(514);
  for (std::uint32_t g = 0; g < 514; ++g) {
    regencies[g].id = g;
    regencies[g].workforce = 20000 + std::uint64_t{g} * 7919 % 180001;
  }
  for (const auto& [id, person] : people) {
    if (person.net <= 0) continue;
    Regency& regency = regencies[person.village % 514];
    ++regency.active;
    regency.sum += person.net;
  }
  std::sort(regencies.begin(), regencies.end(), Before);
  for (std::size_t i = 0; i < regencies.size(); ++i) {
    const Regency& r = regencies[i];
    std::printf("%zu,%u,%llu,%llu,%lld\n", i + 1, r.id, static_cast<unsigned long long>(r.active),
                static_cast<unsigned long long>(r.workforce), static_cast<long long>(r.sum));
  }
}
