// Our side of the exchange with Go's transparency log packages (tests/interop/tlog_test.py): writes what our code makes of a tree, or
// checks what the other side made of the same tree. Entry i is the text "entry i".
//
//   tlog_tool write FROM TO spread|all      for each size from FROM to TO
//   tlog_tool check < LINES                 the last line says how much there was
//
// Lines, hashes and files in base64:  k VKEY | w VKEY (cosigner) | T SIZE ROOT (begins a tree) | n NOTE | t PATH CONTENT |
// i INDEX HASH... | c OLD_SIZE HASH... | e (the tree has no more)
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

#include "common/base/text.hpp"
#include "common/log/note.hpp"
#include "common/log/tiles.hpp"

namespace {

using namespace eb;
using Files = std::map<std::string, Bytes>;
using Hashes = std::vector<Sha256>;

constexpr const char* log_name = "badge-gate/interop";
constexpr const char* witness_name = "badge-office/INTEROP/witness";

[[noreturn]] void wrong(const std::string& what) {
  std::fprintf(stderr, "tlog_tool: %s\n", what.c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) wrong(result.error().message);
  return std::move(*result);
}
void must(const Status& status) {
  if (!status) wrong(status.error().message);
}

std::string entry_at(std::uint64_t index) {
  return "entry " + std::to_string(index);
}
Sha256 leaf_at(std::uint64_t index) {
  return log::leaf_hash(as_bytes(entry_at(index)));
}

Files tiles_of(std::uint64_t size) {
  Files files;
  log::TileWriter writer([&](const std::string& path, BytesView content) -> Status {
    files[path] = to_bytes(content);
    return {};
  });
  for (std::uint64_t i = 0; i < size; ++i) must(writer.add(as_bytes(entry_at(i))));
  must(writer.finish());
  return files;
}

log::TileReader reader_of(const Files& files, std::uint64_t size) {
  return {size, [&files](const std::string& path) -> Result<Bytes> {
            const auto found = files.find(path);
            if (found == files.end()) return fail(ErrorCode::not_found, "no " + path);
            return found->second;
          }};
}

std::string line_of(const Hashes& hashes) {
  std::string out;
  for (const auto& hash : hashes) out += " " + to_base64(hash.view());
  return out + "\n";
}

// Which entries and old sizes of a tree are proved.
std::vector<std::uint64_t> numbers(std::uint64_t size, bool all) {
  std::vector<std::uint64_t> out;
  if (all)
    for (std::uint64_t i = 0; i < size; ++i) out.push_back(i);
  else if (size > 0)
    for (const auto i : {std::uint64_t{0}, size / 2, size - 1, (size * 7919 + 13) % size}) out.push_back(i);
  if (size > 100'000)
    for (std::uint64_t i = 1; i < 500; ++i) out.push_back(i * 104'729 % size);
  return out;
}

struct Signers {
  crypto::PrivateKey gate = must(crypto::PrivateKey::generate(crypto::Algorithm::eddsa));
  crypto::PrivateKey office = must(crypto::PrivateKey::generate(crypto::Algorithm::eddsa));
};

void write_tree(const Signers& signers, std::uint64_t size, bool all) {
  const auto files = tiles_of(size);
  auto reader = reader_of(files, size);
  const log::SubtreeSource source = [&reader](std::uint64_t begin, std::uint64_t end) { return reader.subtree(begin, end); };
  const auto root = must(log::root_of(size, source));
  std::cout << "T " << size << " " << to_base64(root.view()) << "\n";
  const auto note = must(log::sign_note(log::checkpoint_text({log_name, size, root, {}}), log_name, signers.gate));
  const Seconds time{std::chrono::seconds{1'437'724'800 + static_cast<std::int64_t>(size)}};
  std::cout << "n " << to_base64(as_bytes(must(log::cosign_note(note, witness_name, signers.office, time)))) << "\n";
  for (const auto& [path, content] : files) std::cout << "t " << path << " " << to_base64(content) << "\n";
  for (const auto i : numbers(size, all)) {
    std::cout << "i " << i << line_of(must(log::inclusion_proof(i, size, source)));
    std::cout << "c " << i + 1 << line_of(must(log::consistency_proof(i + 1, size, source)));
  }
  std::cout << "e\n";
}

void write(std::uint64_t from, std::uint64_t to, bool all) {
  const Signers signers;
  std::cout << "k " << log::NoteKey{log_name, signers.gate.public_key()}.text() << "\n";
  std::cout << "w " << log::NoteKey{witness_name, signers.office.public_key(), log::NoteKeyType::cosignature_v1}.text()
            << "\n";
  for (auto size = from; size <= to; ++size) write_tree(signers, size, all);
}

class Checker {
 public:
  void take(const std::string& line);
  void report() const {
    std::cout << trees_ << " trees, " << notes_ << " checkpoints, " << tiles_ << " tiles and bundles, " << proofs_
              << " proofs\n";
    if (trees_ == 0 || notes_ != trees_ || proofs_ == 0) wrong("there was too little to check");
  }

 private:
  void begin(std::uint64_t size, const std::string& root);
  void note(const std::string& base64);
  void end();
  Hashes hashes(std::istringstream& words) const;

  std::vector<log::NoteKey> keys_;
  std::vector<Sha256> roots_{log::empty_root()};  // by size, as far as they were asked for
  log::Frontier tree_;
  std::uint64_t size_ = 0;
  Files files_;
  std::size_t trees_ = 0, notes_ = 0, tiles_ = 0, proofs_ = 0;
};

void Checker::begin(std::uint64_t size, const std::string& root) {
  while (tree_.size() < size) {
    tree_.append(leaf_at(tree_.size()));
    roots_.push_back(tree_.root());
  }
  size_ = size;
  files_.clear();
  ++trees_;
  if (to_base64(roots_.at(size).view()) != root) wrong("another root at size " + std::to_string(size));
}

void Checker::note(const std::string& base64) {
  const auto text = from_base64(base64);
  if (!text) wrong("a note that is not base64");
  const auto opened = must(log::open_note(as_text(*text), keys_));
  if (opened.verified.size() != keys_.size() || keys_.size() != 2 || !opened.verified.back().cosigned_at)
    wrong("a note that is not signed by both keys");
  const auto checkpoint = must(log::parse_checkpoint(opened.text));
  if (checkpoint.size != size_ || checkpoint.root != roots_[size_]) wrong("a checkpoint of another tree");
  ++notes_;
}

// The same files that ours would be, and our reader gets root and entries out of theirs.
void Checker::end() {
  if (files_ != tiles_of(size_)) wrong("other tiles at size " + std::to_string(size_));
  auto reader = reader_of(files_, size_);
  const auto root =
      must(log::root_of(size_, [&](std::uint64_t begin, std::uint64_t end) { return reader.subtree(begin, end); }));
  if (root != roots_[size_]) wrong("their tiles give another root at size " + std::to_string(size_));
  if (size_ > 0 && must(reader.entry(size_ - 1)) != entry_at(size_ - 1)) wrong("their bundle has another entry");
  tiles_ += files_.size();
}

Hashes Checker::hashes(std::istringstream& words) const {
  Hashes out;
  for (std::string word; words >> word;) {
    const auto bytes = from_base64(word);
    const auto hash = bytes ? Sha256::from(*bytes) : std::nullopt;
    if (!hash) wrong("a hash that is none");
    out.push_back(*hash);
  }
  return out;
}

void Checker::take(const std::string& line) {
  std::istringstream words(line);
  std::string kind, first, second;
  words >> kind;
  std::uint64_t number = 0;
  if (kind == "i" || kind == "c" || kind == "T") words >> number;
  if (kind == "k" || kind == "w" || kind == "n" || kind == "t" || kind == "T") words >> first;
  if (kind == "k" || kind == "w") return keys_.push_back(must(log::NoteKey::parse(first)));
  if (kind == "T") return begin(number, first);
  if (kind == "n") return note(first);
  if (kind == "e") return end();
  if (kind == "t") {
    words >> second;
    files_[first] = from_base64(second).value();
    return;
  }
  const auto proof = hashes(words);
  const bool good = kind == "i" ? log::verify_inclusion(number, size_, leaf_at(number), proof, roots_[size_])
                                : log::verify_consistency(number, size_, roots_.at(number), roots_[size_], proof);
  if (!good) wrong("a proof that does not hold: " + line.substr(0, 40) + " in " + std::to_string(size_));
  ++proofs_;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 4 && words[0] == "write") {
    write(std::stoull(words[1]), std::stoull(words[2]), words[3] == "all");
    return 0;
  }
  if (words != std::vector<std::string>{"check"}) wrong("give: write FROM TO spread|all, or check");
  Checker checker;
  for (std::string line; std::getline(std::cin, line);) checker.take(line);
  checker.report();
  return 0;
}
