// Checkpoints against entries, and root keys one after the other, without an office: what the end-to-end tests cannot easily make.
#include <catch2/catch.hpp>

#include "audit/verify.hpp"
#include "common/log/entry.hpp"
#include "common/log/merkle.hpp"
#include "common/os/files.hpp"
#include "tests/unit/store/temp_dir.hpp"

using namespace eb;

namespace {

crypto::PrivateKey new_key() {
  auto key = crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  REQUIRE(key);
  return std::move(*key);
}

// A gate's entries of two histories that part at `fork`, and its signed checkpoints.
class Gate {
 public:
  explicit Gate(const std::filesystem::path& directory) : directory_(directory) {}

  [[nodiscard]] static std::string line(std::uint64_t index, char branch) {
    log::Entry entry;
    entry.gate = "south";
    entry.index = index;
    entry.time = Millis{std::chrono::seconds{1437725000}};
    entry.kind = log::Kind::start;
    if (branch != 'a') entry.detail = std::string(1, branch);
    return log::entry_line(entry);
  }
  [[nodiscard]] std::string note(std::uint64_t size, char branch, std::uint64_t fork) const {
    log::Frontier tree;
    for (std::uint64_t i = 0; i < size; ++i) tree.append(log::leaf_hash(as_bytes(line(i, i < fork ? 'a' : branch))));
    return sign(size, tree.root());
  }
  [[nodiscard]] std::string sign(std::uint64_t size, const Sha256& root) const {
    return *log::sign_note(log::checkpoint_text({name, size, root, {}}), name, key_);
  }
  // Entries of branch a.
  [[nodiscard]] audit::VerifyReport verify(std::uint64_t entries, std::vector<std::string> notes,
                                           const std::vector<audit::KeptNote>& kept = {}) const {
    std::string text;
    for (std::uint64_t i = 0; i < entries; ++i) text += line(i, 'a') + "\n";
    return verify_text(text, std::move(notes), kept);
  }
  [[nodiscard]] audit::VerifyReport verify_text(const std::string& text, std::vector<std::string> notes,
                                                const std::vector<audit::KeptNote>& kept = {}) const {
    REQUIRE(os::write_file(directory_ / "entries.jsonl", as_bytes(text), os::Access::readable));
    const keys::RootAnchor root{key_.public_key()};
    audit::Export exported{directory_, {name, key_.public_key()}, {{root}, {}, {}}, false, std::move(notes), {}, {}, {}};
    auto report = audit::verify_export(exported, {kept, {}});
    REQUIRE(report);
    return std::move(*report);
  }

  static constexpr const char* name = "badge-gate/south";

 private:
  std::filesystem::path directory_;
  crypto::PrivateKey key_ = new_key();
};

bool says(const audit::Finding& finding, std::string_view words) {
  return finding.what.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("two checkpoints of one size: two histories, whichever stands first") {
  TempDir dir;
  const Gate gate(dir.path());
  const auto good = gate.note(23, 'a', 23), other = gate.note(23, 'b', 22), before = gate.note(22, 'a', 22);
  for (const auto& notes : {std::vector{before, good, other}, std::vector{before, other, good}}) {
    const auto report = gate.verify(23, notes);
    REQUIRE(report.findings.size() == 1);
    CHECK(says(report.findings[0], "gate south signed two histories: "));
    CHECK(says(report.findings[0], "both have 23 entries, they differ from entry 22 on"));
    CHECK(report.findings[0].entry == 22);
    CHECK(report.findings[0].notes == std::vector{good, other});
    CHECK(report.covered == 23);
  }
}

TEST_CASE("a kept checkpoint of a smaller size that is no prefix") {
  TempDir dir;
  const Gate gate(dir.path());
  const auto report =
      gate.verify(23, {gate.note(10, 'a', 10), gate.note(23, 'a', 23)}, {{"noon.txt", gate.note(20, 'b', 15)}});
  REQUIRE(report.findings.size() == 1);
  CHECK(says(report.findings[0], "noon.txt kept elsewhere has 20 entries, checkpoint 2 of checkpoints.txt has 23"));
  CHECK(says(report.findings[0], "they differ from one of entries 10 to 19 on"));
  CHECK(report.kept_elsewhere == 0);
}

TEST_CASE("entries that the gate did not sign are named by a range that exists") {
  TempDir dir;
  const Gate gate(dir.path());
  auto report = gate.verify(23, {gate.note(22, 'a', 22), gate.note(23, 'b', 22)});
  REQUIRE(report.findings.size() == 1);
  CHECK(says(report.findings[0], "entry 22 is not the one that the gate signed"));
  report = gate.verify(23, {gate.note(20, 'a', 20), gate.note(23, 'b', 22)}, {{"evening.txt", gate.note(23, 'b', 22)}});
  REQUIRE(report.findings.size() == 1);
  CHECK(says(report.findings[0], "entries 20 to 22 are not those that the gate signed"));
}

TEST_CASE("a checkpoint of an empty log with another root") {
  TempDir dir;
  const Gate gate(dir.path());
  const auto wrong = gate.sign(0, log::leaf_hash(as_bytes("x")));
  const auto report = gate.verify(2, {wrong, gate.note(2, 'a', 2)});
  REQUIRE(report.findings.size() == 1);
  CHECK(says(report.findings[0], "checkpoint 1 of checkpoints.txt has no entries and not the root of an empty log"));
  CHECK(gate.verify(2, {gate.sign(0, log::empty_root()), gate.note(2, 'a', 2)}).findings.empty());
}

TEST_CASE("more findings than are listed never hide two histories") {
  TempDir dir;
  const Gate gate(dir.path());
  std::vector<std::string> notes{gate.note(3, 'a', 3), gate.note(3, 'b', 2)};
  notes.resize(100, "no note");
  const auto report = gate.verify(3, notes);
  CHECK(report.findings.size() == audit::max_findings);
  CHECK(says(report.findings[0], "signed two histories"));
}

TEST_CASE("a chain of root keys, from its first or from a later one") {
  const auto first = new_key(), second = new_key(), third = new_key(), thief = new_key();
  const auto change = [](const crypto::PrivateKey& from, const crypto::PrivateKey& to) {
    return *keys::sign_root_change(from, to.public_key(), Seconds{std::chrono::seconds{1437725000}});
  };
  const audit::RootFiles files{keys::RootAnchor{first.public_key()},
                               {{"2", change(second, third)}, {"1", change(first, second)}, {"9", change(thief, thief)}}};
  auto chain = audit::follow_roots(files, std::nullopt);
  REQUIRE(chain);
  REQUIRE(chain->trusted.size() == 3);
  CHECK(chain->trusted[2].key == third.public_key());
  CHECK(chain->begins_with_the_first());
  CHECK(chain->strays == std::vector<std::string>{"9"});

  chain = audit::follow_roots(files, keys::RootAnchor{second.public_key()});
  REQUIRE(chain);
  CHECK(chain->trusted.size() == 2);
  REQUIRE(chain->earlier.size() == 1);
  CHECK(chain->earlier[0].key == first.public_key());
  CHECK(chain->strays == std::vector<std::string>{"9"});

  // Another office's root: nothing follows from it, and the export's own chain counts for nothing.
  chain = audit::follow_roots(files, keys::RootAnchor{new_key().public_key()});
  REQUIRE(chain);
  CHECK(chain->trusted.size() == 1);
  CHECK(chain->earlier.empty());
  CHECK_FALSE(audit::follow_roots({}, std::nullopt));
}

TEST_CASE("an override or undo says which entry it is about, by whom and why") {
  TempDir dir;
  const Gate gate(dir.path());
  log::Entry entry;
  entry.gate = "south";
  entry.time = Millis{std::chrono::seconds{1437725000}};
  entry.kind = log::Kind::undo;
  entry.index = 1;
  const auto findings = [&](const log::Entry& act) {
    log::Frontier tree;
    tree.append(log::leaf_hash(as_bytes(Gate::line(0, 'a'))));
    tree.append(log::leaf_hash(as_bytes(log::entry_line(act))));
    const auto text = Gate::line(0, 'a') + "\n" + log::entry_line(act) + "\n";
    std::vector<std::string> what;
    for (const auto& finding : gate.verify_text(text, {gate.sign(2, tree.root())}).findings) what.push_back(finding.what);
    return what;
  };
  CHECK(findings(entry) == std::vector<std::string>{"it does not name the earlier entry that it is about"});
  entry.ref = 1;
  CHECK(findings(entry).size() == 1);
  entry.ref = 0;
  CHECK(findings(entry) == std::vector<std::string>{"an override or undo does not say by whom"});
  entry.guard = "m.dubois";
  CHECK(findings(entry) == std::vector<std::string>{"an override or undo does not say why"});
  entry.detail = "wrong person";
  CHECK(findings(entry).empty());
}
