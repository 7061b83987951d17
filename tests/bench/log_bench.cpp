// What `badge-audit verify` is measured against.
//   bench_log make DIR COUNT         an export of COUNT entries as a gate writes it: COUNT/20 people come and go
//   bench_log hash FILE [THREADS]    bare SHA-256 over the same leaves and nodes: prints microseconds
#include <openssl/evp.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <thread>

#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/log/merkle.hpp"
#include "common/log/note.hpp"
#include "tests/bench/compare.hpp"
#include "tests/unit/door/world.hpp"

namespace {

using namespace eb;
using world::World;

constexpr std::uint64_t entries_of_a_checkpoint = 1000;

// Whoever is shown to the reader comes in, or goes out when inside.
class Crowd {
 public:
  Crowd(World& world, std::uint64_t entries) : world_(world), people_(std::max<std::uint64_t>(1, entries / 20)) {
    for (auto& person : people_) {
      world_.fill(person.badge.value);
      world_.fill(person.text_hash.value);
    }
  }
  void move(log::Entry& entry) {
    std::array<std::uint8_t, 8> random{};
    world_.fill(random);
    std::uint64_t choice = 0;
    for (const auto byte : random) choice = choice << 8 | byte;
    auto& person = people_[choice % people_.size()];
    entry.badge = person.badge;
    entry.text_hash = person.text_hash;
    entry.verdict = badge::Verdict::admit;
    entry.kind = person.inside ? log::Kind::exit : log::Kind::scan;
    entry.reason = person.inside ? badge::Reason::exit_recorded : badge::Reason::admitted;
    entry.id_check = person.inside ? badge::IdMethod::none : badge::IdMethod::mrz;
    entry.guard = "anna";
    person.inside = !person.inside;
  }

 private:
  struct Person {
    badge::BadgeNumber badge;
    Sha256 text_hash;
    bool inside = false;
  };
  World& world_;
  std::vector<Person> people_;
};

log::Entry entry_of(World& world, Crowd& crowd, std::uint64_t index, const Sha256& list_hash) {
  log::Entry entry;
  entry.gate = "north";
  entry.index = index;
  entry.time = world.now + std::chrono::milliseconds(index * 7);
  entry.list = index < 1 ? 0 : 1;
  if (index >= 2) {
    crowd.move(entry);
    return entry;
  }
  entry.kind = index == 0 ? log::Kind::start : log::Kind::list_load;
  if (index == 1) entry.detail = to_hex(list_hash.view());
  return entry;
}

void make(const std::filesystem::path& directory, std::uint64_t count) {
  World world;
  Crowd crowd(world, count);
  const Bytes list = world.list(world.rows());
  const Sha256 list_hash = crypto::sha256(list);
  std::filesystem::create_directories(directory / "door-lists");
  std::ofstream(directory / "door-lists" / ("000001-" + to_hex(list_hash.view().first(8)) + ".ebdl"), std::ios::binary)
      << as_text(list);
  const log::NoteKey key{log::gate_origin("north", false), world.gate_key.public_key()};
  std::ofstream(directory / "gate.vkey") << key.text() << '\n';
  std::ofstream(directory / "root.pub") << world.root.public_key().pem();
  std::ofstream entries(directory / "entries.jsonl", std::ios::binary),
      notes(directory / "checkpoints.txt", std::ios::binary);
  log::Frontier tree;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string line = log::entry_line(entry_of(world, crowd, i, list_hash));
    entries << line << '\n';
    tree.append(log::leaf_hash(as_bytes(line)));
    if (tree.size() % entries_of_a_checkpoint != 0 && tree.size() != count) continue;
    const std::string text = log::checkpoint_text({key.name, tree.size(), tree.root(), {}});
    notes << world::must(log::sign_note(text, key.name, world.gate_key)) << '\n';
  }
  bench::demand(entries.flush() && notes.flush(), "the export cannot be written");
}

// OpenSSL alone: the algorithm fetched once, one context used again.
class BareSha256 {
 public:
  void operator()(std::uint8_t prefix, BytesView data, std::uint8_t* out) {
    const bool done = EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(context_.get(), &prefix, 1) == 1 &&
                      EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1 &&
                      EVP_DigestFinal_ex(context_.get(), out, nullptr) == 1;
    bench::demand(done, "OpenSSL does not hash");
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

using Level = std::vector<std::array<std::uint8_t, 32>>;

// `work(begin, end)` over [0, count) in as many parts as there are threads.
void in_parts(std::size_t count, std::size_t threads, const std::function<void(std::size_t, std::size_t)>& work) {
  std::vector<std::jthread> running;
  if (count < 1000) threads = 1;
  for (std::size_t i = 1; i < threads; ++i)
    running.emplace_back([&, i] { work(count * i / threads, count * (i + 1) / threads); });
  work(0, count / threads);
}

// RFC 9162 §2.1.1: an odd node goes up as it is.
Level above(const Level& level, std::size_t threads) {
  Level out((level.size() + 1) / 2);
  in_parts(level.size() / 2, threads, [&](std::size_t begin, std::size_t end) {
    BareSha256 sha256;
    for (std::size_t i = begin; i < end; ++i) sha256(1, {level[2 * i].data(), 64}, out[i].data());
  });
  if (level.size() % 2 == 1) out.back() = level.back();
  return out;
}

void hash(const std::filesystem::path& path, std::size_t threads) {
  std::ifstream file(path, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  std::vector<std::size_t> starts{0};  // of the lines, and the end
  for (std::size_t at = 0; (at = content.find('\n', at)) != std::string::npos;) starts.push_back(++at);
  Level level;
  const double microseconds = bench::microseconds_of(
      [&] {
        level.resize(starts.size() - 1);
        in_parts(level.size(), threads, [&](std::size_t begin, std::size_t end) {
          BareSha256 sha256;
          for (std::size_t i = begin; i < end; ++i)
            sha256(0, {as_bytes(content).data() + starts[i], starts[i + 1] - starts[i] - 1}, level[i].data());
        });
        while (level.size() > 1) level = above(level, threads);
      },
      1);
  log::Frontier check;
  for (std::size_t start = 0; start < content.size();) {
    const std::size_t end = content.find('\n', start);
    check.append(log::leaf_hash(as_bytes(std::string_view(content).substr(start, end - start))));
    start = end + 1;
  }
  bench::demand(check.root().value == level.at(0), "the bare hashes are not those of the tree");
  std::printf("%.0f\n", microseconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "make") {
    make(argv[2], std::stoull(argv[3]));
  } else if ((argc == 3 || argc == 4) && std::string_view(argv[1]) == "hash") {
    hash(argv[2], argc == 4 ? std::max(1UL, std::stoul(argv[3])) : 1);
  } else {
    std::fprintf(stderr, "usage: bench_log make DIR COUNT | bench_log hash FILE [THREADS]\n");
    return 2;
  }
}
