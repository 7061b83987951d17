#include "audit/histories.hpp"

#include <algorithm>
#include <fstream>

#include "audit/words.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

namespace fs = std::filesystem;

struct Source {
  std::string directory;
  log::NoteKey key;
  std::vector<Head> heads;
};

bool same_gate(const log::NoteKey& a, const log::NoteKey& b) {
  return a.name == b.name && a.key == b.key;
}

// The index of the first entry that differs, when both exports have entries there.
std::optional<std::uint64_t> first_difference(const fs::path& a, const fs::path& b) {
  std::ifstream left(a / "entries.jsonl", std::ios::binary), right(b / "entries.jsonl", std::ios::binary);
  std::string one, other;
  for (std::uint64_t index = 0; std::getline(left, one) && std::getline(right, other); ++index)
    if (one != other) return index;
  return std::nullopt;
}

struct Proof {
  Head first, second;  // of the first and of the second export
};

// Two roots for one size need no entries to be read: the largest such size, where each export ends.
std::optional<Proof> two_roots(const std::vector<Head>& a, const std::vector<Head>& b) {
  for (auto one = a.rbegin(); one != a.rend(); ++one)
    for (const auto& other : b)
      if (one->checkpoint.size == other.checkpoint.size && one->checkpoint.root != other.checkpoint.root)
        return Proof{*one, other};
  return std::nullopt;
}

// A checkpoint of the other export that is not of these entries, and one of this export that signs them at least as far.
std::optional<Proof> not_a_prefix(const VerifyReport& report, const std::string& other) {
  const auto stray =
      std::find_if(report.dissent.begin(), report.dissent.end(), [&](const Head& head) { return head.source == other; });
  if (stray == report.dissent.end()) return std::nullopt;
  const auto cover = std::find_if(report.heads.begin(), report.heads.end(),
                                  [&](const Head& head) { return head.checkpoint.size >= stray->checkpoint.size; });
  if (cover == report.heads.end()) return std::nullopt;
  return Proof{*cover, *stray};
}

std::optional<Proof> find_proof(const Source& a, const VerifyReport& in_a, const Source& b, const VerifyReport& in_b) {
  if (auto proof = two_roots(a.heads, b.heads)) return proof;
  if (auto proof = not_a_prefix(in_a, b.directory)) return proof;
  auto proof = not_a_prefix(in_b, a.directory);
  if (proof) std::swap(proof->first, proof->second);
  return proof;
}

Finding describe(const Verified& a, const Verified& b, const Proof& proof) {
  const auto one = printable(a.directory.string()), other = printable(b.directory.string());
  const auto size = proof.first.checkpoint.size, other_size = proof.second.checkpoint.size;
  auto what = "gate " + printable(a.report.gate) + " signed two histories: ";
  const bool whole = a.report.entries == size && b.report.entries == size;
  what += size == other_size ? (whole ? "both have " : "both signed ") + entries_text(size)
                             : one + " has " + entries_text(size) + ", " + other + " has " + std::to_string(other_size);
  const auto entry = first_difference(a.directory, b.directory);
  what += entry ? ", they differ from entry " + std::to_string(*entry) + " on"
                : std::string(", and no entry in these files differs: the files were changed afterwards");
  return {
      one + ", " + other, entry, what + "; the two signed checkpoints are the proof", {proof.first.note, proof.second.note}};
}

Result<std::vector<Source>> read_sources(const std::vector<std::string>& directories) {
  std::vector<Source> sources;
  for (const auto& directory : directories) {
    EB_TRY(key, read_note_key(directory));
    sources.push_back({directory, std::move(key), {}});
  }
  // Checkpoints are read ahead only where two exports are of one gate.
  for (auto& source : sources) {
    if (std::count_if(sources.begin(), sources.end(), [&](const Source& s) { return same_gate(s.key, source.key); }) < 2)
      continue;
    EB_TRY(notes, read_notes(fs::path(source.directory) / "checkpoints.txt"));
    source.heads = signed_heads(source.key, notes);
  }
  return sources;
}

std::vector<Head> rivals_of(const Source& source, const std::vector<Source>& all) {
  std::vector<Head> rivals;
  for (const auto& other : all) {
    if (other.directory == source.directory || !same_gate(other.key, source.key)) continue;
    for (auto head : other.heads) {
      head.source = other.directory;
      rivals.push_back(std::move(head));
    }
  }
  return rivals;
}

}  // namespace

Status verify_exports(const std::vector<std::string>& directories, const std::optional<keys::RootAnchor>& root,
                      const std::vector<KeptNote>& kept, std::vector<Verified>& done) {
  EB_TRY(sources, read_sources(directories));
  for (const auto& source : sources) {
    EB_TRY(exported, open_export(source.directory, root));
    EB_TRY(report, verify_export(exported, {kept, rivals_of(source, sources)}));
    done.push_back({source.directory, std::move(report)});
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t j = i + 1; j < sources.size(); ++j) {
      if (!same_gate(sources[i].key, sources[j].key)) continue;
      const auto proof = find_proof(sources[i], done[i].report, sources[j], done[j].report);
      if (!proof) continue;
      const auto finding = describe(done[i], done[j], *proof);
      find_first(done[i].report, finding);
      find_first(done[j].report, finding);
    }
  }
  return {};
}

}  // namespace eb::audit
