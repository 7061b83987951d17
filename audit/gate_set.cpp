#include "audit/gate_set.hpp"

#include <algorithm>
#include <fstream>

#include "audit/histories.hpp"
#include "audit/words.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

namespace fs = std::filesystem;

struct Opened {
  GateExport gate;
  std::optional<log::NoteKey> key;
  bool rehearsal = false;
  bool set_aside = false;
};

std::string name_of(const GateExport& gate) {
  return "the export " + printable(gate.directory.string());
}

ListFactsByHash facts_of(const Export& exported) {
  ListFactsByHash facts;
  for (const auto& [hash, list] : exported.lists) {
    const auto& manifest = list.file.manifest;
    facts.emplace(to_hex(hash.view()), ListFacts{manifest.sequence, manifest.issued_at, manifest.policy, manifest.event});
  }
  return facts;
}

// The gate's name as its key has it: badge-gate/NAME, badge-gate/NAME/rehearsal.
std::string gate_in(const std::string& key_name, bool& rehearsal) {
  constexpr std::string_view front = "badge-gate/", back = "/rehearsal";
  std::string name = key_name.starts_with(front) ? key_name.substr(front.size()) : key_name;
  rehearsal = name.ends_with(back);
  if (rehearsal) name.resize(name.size() - back.size());
  return name;
}

Result<Opened> open_one(const std::string& directory, const GateSetRequest& request) {
  Opened out;
  out.gate.directory = directory;
  auto exported = open_export(directory, request.root);
  if (exported) {
    out.key = exported->key;
    out.gate.gate = gate_in(exported->key.name, out.rehearsal);
    out.gate.lists = facts_of(*exported);
  } else if (request.demand == Demand::everything) {
    return tl::unexpected<Error>(std::move(exported).error());
  } else {
    out.gate.trouble = exported.error().message;
  }
  EB_TRY(survey, survey_export(directory, request.until));
  if (request.demand == Demand::everything) EB_CHECK(survey.ended);
  if (!survey.gate.empty()) out.gate.gate = survey.gate;
  if (out.gate.gate.empty()) out.gate.gate = "?";
  out.rehearsal = out.rehearsal || (survey.entries == 0 && survey.rehearsed > 0);
  out.gate.survey = std::move(survey);
  return out;
}

Result<std::vector<Opened>> open_all(const GateSetRequest& request, GateSet& set) {
  std::vector<Opened> all;
  for (const auto& directory : request.exports) {
    auto one = open_one(directory, request);
    if (one && !one->rehearsal) {
      all.push_back(std::move(*one));
      continue;
    }
    const auto error = one ? Error{ErrorCode::not_allowed, printable(directory) +
                                                               " is the export of a rehearsal: nobody in it "
                                                               "was really at the door; leave it out"}
                           : std::move(one).error();
    if (request.demand == Demand::everything) return tl::unexpected<Error>(error);
    set.warnings.push_back(one ? printable(directory) + " is the export of a rehearsal and was left out"
                               : printable(directory) + " could not be read and is not counted: " + error.message);
    set.complete = set.complete && one.has_value();
    set.left_out = set.left_out || one.has_value();
  }
  if (all.empty()) return fail(ErrorCode::not_found, "no export that could be read and counted was given");
  return all;
}

// Whether the shorter of two files is how the longer one begins.
bool is_prefix(const fs::path& a, const fs::path& b) {
  std::ifstream left(a / "entries.jsonl", std::ios::binary), right(b / "entries.jsonl", std::ios::binary);
  constexpr std::size_t block = std::size_t{1} << 18;
  std::vector<char> one(block), other(block);
  while (left && right) {
    left.read(one.data(), block);
    right.read(other.data(), block);
    const auto common = std::min(left.gcount(), right.gcount());
    if (!std::equal(one.begin(), one.begin() + common, other.begin())) return false;
  }
  return true;
}

bool same_gate(const Opened& a, const Opened& b) {
  return a.key && b.key && a.key->name == b.key->name && a.key->key == b.key->key;
}

// Of two exports of one gate, the one that reaches further has all that the other has, unless there are two histories.
void settle_pair(Opened& longer, Opened& shorter, Demand demand, GateSet& set) {
  const auto both = printable(longer.gate.directory.string()) + " and " + printable(shorter.gate.directory.string()) +
                    " are both of gate " + printable(longer.gate.gate);
  if (is_prefix(longer.gate.directory, shorter.gate.directory)) {
    shorter.set_aside = true;
    set.remarks.push_back(both + ": the first has all entries of the second and alone is counted");
  } else if (demand == Demand::everything) {
    shorter.set_aside = true;
    set.warnings.push_back(both + " and tell two histories: only the first, which is longer, is counted");
  } else {
    set.warnings.push_back(both + " and tell two histories: the people of both are listed");
  }
}

void settle_doubles(std::vector<Opened>& all, Demand demand, GateSet& set) {
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (all[i].set_aside || all[j].set_aside || !same_gate(all[i], all[j])) continue;
      const bool first = all[i].gate.survey.entries >= all[j].gate.survey.entries;
      settle_pair(first ? all[i] : all[j], first ? all[j] : all[i], demand, set);
    }
}

// Every export that opens, those set aside too: two histories are found by comparing.
Status verify_all(std::vector<Opened>& all, const GateSetRequest& request) {
  std::vector<std::string> names;
  for (const auto& one : all)
    if (one.key) names.push_back(one.gate.directory.string());
  std::vector<Verified> done;
  const auto ended = verify_exports(names, request.root, request.kept, done);
  if (!ended && request.demand == Demand::everything) return ended;
  auto report = done.begin();
  for (auto& one : all) {
    if (!one.key) continue;
    if (report != done.end())
      one.gate.verified = std::move((report++)->report);
    else
      one.gate.trouble = ended ? "it was not verified" : ended.error().message;
  }
  return {};
}

void warn_of(const GateExport& gate, GateSet& set) {
  if (!gate.verified) {
    set.warnings.push_back("gate " + printable(gate.label) + ": " + name_of(gate) +
                           " cannot be verified, so nothing proves its entries: " + gate.trouble);
  } else if (!gate.verified->findings.empty()) {
    const auto& findings = gate.verified->findings;
    const auto& first = findings.front();
    set.warnings.push_back(
        "gate " + printable(gate.label) + ": " + name_of(gate) +
        " does not verify: " + (first.entry ? "entry " + std::to_string(*first.entry) + ": " : std::string()) + first.what +
        (findings.size() > 1 ? ", and " + std::to_string(findings.size() - 1) + " more" : "") + "; run badge-audit verify");
  }
  if (!gate.survey.ended) {
    set.complete = false;
    set.warnings.push_back("gate " + printable(gate.label) +
                           ": its export was not read to the end: " + gate.survey.ended.error().message);
  }
  if (gate.survey.unreadable > 0)
    set.warnings.push_back("gate " + printable(gate.label) + ": " + counted(gate.survey.unreadable, "line", "lines") +
                           " of its export could not be read and " + (gate.survey.unreadable == 1 ? "is" : "are") +
                           " not counted");
  if (gate.survey.rehearsed > 0)
    set.warnings.push_back("gate " + printable(gate.label) + ": " +
                           counted(gate.survey.rehearsed, "entry of a rehearsal stands", "entries of a rehearsal stand") +
                           " in its export and " + (gate.survey.rehearsed == 1 ? "is" : "are") + " not counted");
}

void label(std::vector<GateExport>& gates) {
  for (auto& gate : gates) {
    const auto same = std::count_if(gates.begin(), gates.end(), [&](const GateExport& g) { return g.gate == gate.gate; });
    gate.label = same == 1 ? gate.gate : gate.gate + " (" + gate.directory.string() + ")";
  }
}

}  // namespace

std::vector<fs::path> GateSet::directories() const {
  std::vector<fs::path> out;
  for (const auto& gate : gates) out.push_back(gate.directory);
  return out;
}

bool GateSet::verifies() const {
  return std::all_of(gates.begin(), gates.end(),
                     [](const GateExport& gate) { return gate.verified && gate.verified->findings.empty(); });
}

const ListFacts* GateSet::newest_list() const {
  const ListFacts* newest = nullptr;
  for (const auto& gate : gates)
    for (const auto& [hash, list] : gate.lists)
      if (newest == nullptr || list.issued_at > newest->issued_at) newest = &list;
  return newest;
}

Result<GateSet> open_gates(const GateSetRequest& request) {
  GateSet set;
  EB_TRY(all, open_all(request, set));
  settle_doubles(all, request.demand, set);
  EB_CHECK(verify_all(all, request));
  for (auto& one : all) (one.set_aside ? set.aside : set.gates).push_back(std::move(one.gate));
  label(set.gates);
  for (const auto& gate : set.gates) warn_of(gate, set);
  return set;
}

}  // namespace eb::audit
