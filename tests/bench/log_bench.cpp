// What `badge-audit verify` is measured against.
//   bench_log make DIR COUNT    an export of COUNT entries as a gate writes it
//   bench_log hash FILE         bare SHA-256 over the same leaves and nodes: prints microseconds
#include <openssl/evp.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

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

log::Entry entry_of(World& world, std::uint64_t index, const Sha256& list_hash) {
  log::Entry entry;
  entry.gate = "north";
  entry.index = index;
  entry.time = world.now + std::chrono::milliseconds(index * 7);
  entry.list = index < 1 ? 0 : 1;
  if (index < 2) {
    entry.kind = index == 0 ? log::Kind::start : log::Kind::list_load;
    if (index == 1) entry.detail = to_hex(list_hash.view());
    return entry;
  }
  badge::BadgeNumber number;
  world.fill(number.value);
  Sha256 text_hash;
  world.fill(text_hash.value);
  entry.badge = number;
  entry.verdict = badge::Verdict::admit;
  entry.reason = badge::Reason::admitted;
  entry.id_check = badge::IdMethod::mrz;
  entry.guard = "anna";
  entry.text_hash = text_hash;
  return entry;
}

void make(const std::filesystem::path& directory, std::uint64_t count) {
  World world;
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
    const std::string line = log::entry_line(entry_of(world, i, list_hash));
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
    const bool done =
        EVP_DigestInit_ex2(context_, algorithm_, nullptr) == 1 && EVP_DigestUpdate(context_, &prefix, 1) == 1 &&
        EVP_DigestUpdate(context_, data.data(), data.size()) == 1 && EVP_DigestFinal_ex(context_, out, nullptr) == 1;
    bench::demand(done, "OpenSSL does not hash");
  }

 private:
  EVP_MD* algorithm_ = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* context_ = EVP_MD_CTX_new();
};

void hash(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  std::vector<std::array<std::uint8_t, 32>> level;
  level.reserve(static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n')));
  BareSha256 sha256;
  const double microseconds = bench::microseconds_of(
      [&] {
        for (std::size_t start = 0; start < content.size();) {
          const std::size_t end = content.find('\n', start);
          sha256(0, as_bytes(std::string_view(content).substr(start, end - start)), level.emplace_back().data());
          start = end + 1;
        }
        while (level.size() > 1) {  // RFC 9162 §2.1.1: an odd node goes up as it is
          for (std::size_t i = 0; i + 1 < level.size(); i += 2) sha256(1, {level[i].data(), 64}, level[i / 2].data());
          if (level.size() % 2 == 1) level[level.size() / 2] = level.back();
          level.resize((level.size() + 1) / 2);
        }
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
  } else if (argc == 3 && std::string_view(argv[1]) == "hash") {
    hash(argv[2]);
  } else {
    std::fprintf(stderr, "usage: bench_log make DIR COUNT | bench_log hash FILE\n");
    return 2;
  }
}
