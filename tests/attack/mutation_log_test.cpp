// Changes of an export of 10,000 entries: every one is found, and the first bad entry is named, or the checkpoints between which it
// lies where the line alone does not show it. MUTATIONS says how many; 280 without it.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "audit/histories.hpp"
#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/log/merkle.hpp"
#include "common/os/files.hpp"
#include "tests/unit/door/world.hpp"
#include "tests/unit/store/temp_dir.hpp"

using namespace eb;

namespace {

constexpr std::uint64_t entries = 10000;
constexpr std::uint64_t between = 100;  // entries from one checkpoint to the next

using Lines = std::vector<std::string>;

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

// One gate's export, as the gate's program writes it.
class GateLog {
 public:
  explicit GateLog(std::string gate) : gate_(std::move(gate)) {
    const Bytes list = world_.list(world_.rows());
    list_hash_ = crypto::sha256(list);
    list_ = list;
    for (std::uint64_t i = 0; i < entries; ++i) lines.push_back(log::entry_line(entry(i)));
    notes = notes_of(lines, world_.gate_key);
  }

  [[nodiscard]] log::Entry entry(std::uint64_t index) {
    log::Entry made;
    made.gate = gate_;
    made.index = index;
    made.time = world_.now + std::chrono::milliseconds(index * 700);
    made.list = index < 1 ? 0 : 1;
    made.kind = index == 0 ? log::Kind::start : index == 1 ? log::Kind::list_load : log::Kind::scan;
    if (index == 1) made.detail = to_hex(list_hash_.view());
    if (index < 2) return made;
    made.badge.emplace();
    world_.fill(made.badge->value);
    made.text_hash.emplace();
    world_.fill(made.text_hash->value);
    made.verdict = badge::Verdict::admit;
    made.reason = badge::Reason::admitted;
    made.id_check = badge::IdMethod::mrz;
    made.guard = "anna";
    return made;
  }

  [[nodiscard]] Lines notes_of(const Lines& of, const crypto::PrivateKey& key) const {
    Lines made;
    log::Frontier tree;
    for (const auto& line : of) {
      tree.append(log::leaf_hash(as_bytes(line)));
      if (tree.size() % between != 0) continue;
      const auto text = log::checkpoint_text({origin(), tree.size(), tree.root(), {}});
      made.push_back(world::must(log::sign_note(text, origin(), key)));
    }
    return made;
  }

  void write(const std::filesystem::path& directory) const {
    std::filesystem::create_directories(directory / "door-lists");
    put(directory / "door-lists" / ("000001-" + to_hex(list_hash_.view().first(8)) + ".ebdl"), list_);
    put(directory / "gate.vkey", as_bytes(log::NoteKey{origin(), world_.gate_key.public_key()}.text() + "\n"));
    put(directory / "root.pub", as_bytes(world_.root.public_key().pem()));
  }
  static void put(const std::filesystem::path& path, BytesView bytes) {
    REQUIRE(os::write_file(path, bytes, os::Access::readable));
  }
  [[nodiscard]] keys::RootAnchor root() const { return world_.anchor(); }
  [[nodiscard]] std::string origin() const { return log::gate_origin(gate_, false); }

  Lines lines, notes;

 private:
  world::World world_;
  std::string gate_;
  Sha256 list_hash_;
  Bytes list_;
};

// A change, and what has to be said of it.
struct Change {
  Lines lines, notes;
  std::string tail;  // after the last line
  std::vector<audit::KeptNote> kept;
  std::optional<std::uint64_t>
      bad;            // the first entry that is not the gate's; nothing: the checkpoints are wrong, no entry is
  bool exact = true;  // false: it looks like an entry of the gate, only a checkpoint tells
};

class Changer {
 public:
  Changer(GateLog& gate, GateLog& other) : gate_(gate), other_(other), foreign_(world::new_key(crypto::Algorithm::eddsa)) {}

  Change next() {
    Change change{gate_.lines, gate_.notes, "", {}, std::nullopt, true};
    const auto at = 2 + below(entries - 4);
    change.bad = at;
    (this->*kinds[number_++ % kinds.size()])(change, at);
    return change;
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_()) % n; }

  void flip(Change& change, std::size_t at) {
    auto& line = change.lines[at];
    auto& character = line[below(line.size())];
    character = static_cast<char>(character ^ (1 << below(7)));
    change.exact = false;  // a digit can become another digit
  }
  void drop(Change& change, std::size_t at) { change.lines.erase(change.lines.begin() + static_cast<std::ptrdiff_t>(at)); }
  void duplicate(Change& change, std::size_t at) {
    const auto line = change.lines[at];
    change.lines.insert(change.lines.begin() + static_cast<std::ptrdiff_t>(at), line);
    change.bad = at + 1;
  }
  void swap(Change& change, std::size_t at) { std::swap(change.lines[at], change.lines[at + 1 + below(entries - at - 1)]); }
  void truncate(Change& change, std::size_t at) { change.lines.resize(at); }
  void cut_line(Change& change, std::size_t at) {
    const auto& line = change.lines[at];
    change.tail = line.substr(0, 1 + below(line.size() - 1));
    change.lines.resize(at);
  }
  void append(Change& change, std::size_t /*at*/) {
    for (std::size_t i = 0, n = 1 + below(50); i < n; ++i) change.lines.push_back(log::entry_line(gate_.entry(entries + i)));
    change.bad = entries;
  }
  void insert(Change& change, std::size_t at) {
    change.lines.insert(change.lines.begin() + static_cast<std::ptrdiff_t>(at), log::entry_line(gate_.entry(at)));
    change.exact = false;
  }
  void replace(Change& change, std::size_t at) {
    change.lines[at] = log::entry_line(gate_.entry(at));
    change.exact = false;
  }
  // The entries are changed, and all checkpoints signed anew by somebody else.
  void sign_again(Change& change, std::size_t at) {
    replace(change, at);
    change.notes = gate_.notes_of(change.lines, foreign_);
    change.bad = std::nullopt;
  }
  // Whole and genuine, and the office has a later checkpoint.
  void older_copy(Change& change, std::size_t at) {
    const auto size = at / between * between;
    change.lines.resize(size);
    change.notes.resize(size / between);
    change.kept = {{"evening.txt", gate_.notes.back()}};
    change.bad = size;
  }
  void mix_gates(Change& change, std::size_t at) { change.lines[at] = other_.lines[at]; }
  void mix_rehearsal(Change& change, std::size_t at) {
    auto entry = gate_.entry(at);
    entry.rehearsal = true;
    change.lines[at] = log::entry_line(entry);
  }
  void run_back(Change& change, std::size_t at) {
    auto entry = gate_.entry(at);
    entry.time -= std::chrono::hours(1);
    change.lines[at] = log::entry_line(entry);
  }

  using Kind = void (Changer::*)(Change&, std::size_t);
  static constexpr std::array kinds{&Changer::flip,          &Changer::drop,       &Changer::duplicate,  &Changer::swap,
                                    &Changer::truncate,      &Changer::cut_line,   &Changer::append,     &Changer::insert,
                                    &Changer::replace,       &Changer::sign_again, &Changer::older_copy, &Changer::mix_gates,
                                    &Changer::mix_rehearsal, &Changer::run_back};

  GateLog& gate_;
  GateLog& other_;
  crypto::PrivateKey foreign_;
  std::mt19937 random_{20150724};
  std::size_t number_ = 0;
};

std::vector<audit::Finding> findings_of(const std::filesystem::path& directory, const GateLog& gate, const Change& change) {
  std::string notes;
  for (const auto& note : change.notes) notes += note + "\n";
  GateLog::put(directory / "entries.jsonl", as_bytes(text_of(change.lines) + change.tail));
  GateLog::put(directory / "checkpoints.txt", as_bytes(notes));
  std::vector<audit::Verified> done;
  REQUIRE(audit::verify_exports({directory.string()}, gate.root(), change.kept, done));
  return done.at(0).report.findings;
}

bool names(const std::vector<audit::Finding>& findings, const Change& change) {
  if (!change.bad) return !findings.empty();
  const auto interval = *change.bad / between * between;
  return std::any_of(findings.begin(), findings.end(), [&](const audit::Finding& finding) {
    return finding.entry == *change.bad || (!change.exact && finding.entry == interval);
  });
}

// None before the first bad entry, but for the interval that it lies in.
bool accuses_nobody_else(const std::vector<audit::Finding>& findings, const Change& change) {
  if (!change.bad) return true;
  const auto interval = *change.bad / between * between;
  return std::all_of(findings.begin(), findings.end(),
                     [&](const audit::Finding& finding) { return !finding.entry || *finding.entry >= interval; });
}

}  // namespace

TEST_CASE("mutation: every change of an export is found where it is") {
  GateLog gate("north"), other("south");
  const TempDir temporary;
  const auto directory = temporary.path() / "north";
  gate.write(directory);
  REQUIRE(findings_of(directory, gate, {gate.lines, gate.notes, "", {}, std::nullopt, true}).empty());
  Changer changer(gate, other);
  const char* const given = std::getenv("MUTATIONS");
  const int how_many = given == nullptr ? 280 : std::atoi(given);
  REQUIRE(how_many > 0);
  for (int i = 0; i < how_many; ++i) {
    const auto change = changer.next();
    const auto findings = findings_of(directory, gate, change);
    INFO("change " << i << ", first bad entry " << (change.bad ? std::to_string(*change.bad) : "none"));
    INFO((findings.empty() ? "nothing found" : findings.front().what));
    REQUIRE(names(findings, change));
    REQUIRE(accuses_nobody_else(findings, change));
  }
}
