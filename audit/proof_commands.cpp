#include "audit/proof_commands.hpp"

#include <memory>

#include <fmt/format.h>

#include "audit/print.hpp"
#include "audit/proofs.hpp"
#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t max_proof_file = std::size_t{4} << 20;
constexpr const char* prove_examples = R"(Examples:
  badge-audit prove north-export 17 -o entry-17.tlog-proof
  badge-audit prove north-tiles 17 --checkpoint kept/north.txt -o entry-17.tlog-proof)";
constexpr const char* verify_proof_examples = R"(Examples:
  badge-audit verify-proof entry-17.tlog-proof --key north-export/gate.vkey
  badge-audit verify-proof entry-17.tlog-proof --root root.pub --trust-list trust.cose --witness kept/witness.vkey)";
constexpr const char* consistency_examples = R"(Examples:
  badge-audit consistency north-export --from north-noon.txt
  badge-audit consistency north-tiles --from kept/north.txt --key north.vkey -o north.consistency)";

struct Given {
  std::string place, output, key, witness, root, trust_list;
  std::vector<std::string> checkpoints;
  std::uint64_t index = 0;
};

// A verifier key as it is, or the file that holds it.
Result<log::NoteKey> given_key(const std::string& text) {
  auto key = log::NoteKey::parse(text);
  if (key) return key;
  EB_TRY(content, os::read_file(text, std::size_t{1} << 16));
  auto read = log::NoteKey::parse(trim(as_text(content)));
  if (!read) return fail_in(printable(text), std::move(read).error());
  return read;
}

Result<std::vector<KeptNote>> given_notes(const std::vector<std::string>& files) {
  std::vector<KeptNote> out;
  for (const auto& file : files) {
    EB_TRY(notes, read_notes(file));
    for (auto& note : notes) out.push_back({file, std::move(note)});
  }
  return out;
}

// What the entries contradict is found; everything else could not be done.
Result<os::Exit> refused_if_found(const Error& error) {
  if (error.code != ErrorCode::integrity) return tl::unexpected<Error>(error);
  os::print_error("badge-audit", printable(error.message, 2000));
  return os::Exit::refused;
}

Result<os::Exit> prove(const Given& given, bool json) {
  EB_TRY(files, evidence::LogFiles::open(given.place));
  EB_TRY(key, key_beside(given.place));
  auto notes = files.notes();
  if (!given.checkpoints.empty()) {
    EB_TRY(kept, given_notes(given.checkpoints));
    notes.clear();
    for (auto& note : kept) notes.push_back(std::move(note.text));
  }
  const auto head = evidence::covering_head(files, notes, key, given.index);
  if (!head) return refused_if_found(head.error());
  const auto proof = prove_entry(files, *head, given.index);
  if (!proof) return refused_if_found(proof.error());
  const auto text = log::inclusion_text(*proof);
  if (!given.output.empty()) EB_CHECK(os::write_file(given.output, as_bytes(text), os::Access::readable));
  if (json)
    print_proved(*proof, *head, given.output);
  else if (given.output.empty())
    fmt::print("{}", text);
  else
    fmt::print("proof of entry {} in {} entries written to {}\n", given.index, head->checkpoint.size,
               printable(given.output));
  return os::Exit::done;
}

Result<std::vector<log::NoteKey>> proof_keys(const Given& given, const log::InclusionProof& proof) {
  if (!given.key.empty()) {
    EB_TRY(key, given_key(given.key));
    return std::vector{std::move(key)};
  }
  EB_TRY(root, read_root(given.root));
  EB_TRY(list, os::read_file(given.trust_list, max_proof_file));
  return gate_keys(list, root, std::string_view(proof.checkpoint).substr(0, proof.checkpoint.find('\n')));
}

Result<os::Exit> verify_proof(const Given& given, bool json) {
  EB_TRY(text, os::read_file(given.place, max_proof_file));
  auto proof = log::parse_inclusion(as_text(text));
  if (!proof) return fail_in(printable(given.place), std::move(proof).error());
  EB_TRY(keys, proof_keys(given, *proof));
  std::optional<log::NoteKey> witness;
  if (!given.witness.empty()) {
    EB_TRY(key, given_key(given.witness));
    if (key.type != log::NoteKeyType::cosignature_v1)
      return fail(ErrorCode::usage, "the key of --witness is no cosigner's: badge-issuer checkpoint key prints it");
    witness = std::move(key);
  }
  const auto report = check_proof(*proof, keys, witness);
  print_checked(given.place, *proof, report, json);
  return report.fault.empty() ? os::Exit::done : os::Exit::refused;
}

Result<log::NoteKey> consistency_key(const Given& given) {
  if (!given.key.empty()) return given_key(given.key);
  EB_TRY(key, key_beside(given.place));
  if (!key) return fail(ErrorCode::usage, "tiles do not name the gate's key: give it with --key");
  return std::move(*key);
}

Result<os::Exit> consistency(const Given& given, bool json) {
  EB_TRY(key, consistency_key(given));
  EB_TRY(older, given_notes(given.checkpoints));
  const auto report = check_consistency(given.place, key, older);
  if (!report) return refused_if_found(report.error());
  const bool clean = report->findings.empty();
  const auto file = clean ? given.output : std::string();
  if (!file.empty()) {
    std::string text;
    for (const auto& proof : report->proofs) text += (text.empty() ? "" : "\n") + log::consistency_text(proof);
    EB_CHECK(os::write_file(file, as_bytes(text), os::Access::readable));
  }
  print_consistency(given.place, *report, file, json);
  return clean ? os::Exit::done : os::Exit::refused;
}

}  // namespace

void add_proof_commands(CLI::App& app, const bool& json, std::function<Result<os::Exit>()>& run) {
  auto given = std::make_shared<Given>();
  const auto leave = [&json, &run, given](Result<os::Exit> (*work)(const Given&, bool)) {
    return [&json, &run, given, work] { run = [&json, given, work] { return work(*given, json); }; };
  };
  auto* prove_command = app.add_subcommand("prove", "that one entry is in the log, for somebody who has no export");
  prove_command->footer(prove_examples);
  prove_command->add_option("EXPORT", given->place, "export, or tiles")->required();
  prove_command->add_option("INDEX", given->index, "number of the entry, from 0")->required();
  prove_command->add_option("--checkpoint", given->checkpoints, "prove it under this checkpoint (default: the newest)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  prove_command->add_option("-o,--output", given->output, "file to write (default: standard output)");
  prove_command->callback(leave(prove));

  auto* check = app.add_subcommand("verify-proof", "checks what prove wrote, with nothing but the gate's key");
  check->footer(verify_proof_examples);
  check->add_option("FILE", given->place, "proof (C2SP tlog-proof)")->required();
  auto* keys = check->add_option_group("the key that the gate signs with");
  keys->add_option("--key", given->key, "the gate's verifier key, or its file (gate.vkey)");
  auto* root = keys->add_option("--root", given->root, "root public key that signed the trust list")->type_name("FILE");
  keys->require_option(1);
  auto* list =
      check->add_option("--trust-list", given->trust_list, "trust list that names the gate's key")->type_name("FILE");
  root->needs(list);
  list->needs(root);
  check->add_option("--witness", given->witness, "demand the cosignature of this verifier key, or of its file");
  check->callback(leave(verify_proof));

  auto* older = app.add_subcommand("consistency", "that an older checkpoint is the beginning of the log");
  older->footer(consistency_examples);
  older->add_option("EXPORT", given->place, "export, or tiles")->required();
  older->add_option("--from", given->checkpoints, "older checkpoint, or a file of them (can be given again)")
      ->required()
      ->type_name("CHECKPOINT")
      ->allow_extra_args(false);
  older->add_option("--key", given->key, "the gate's verifier key, or its file (default: the export's gate.vkey)");
  older->add_option("-o,--output", given->output, "file for the proof, for badge-issuer checkpoint add");
  older->callback(leave(consistency));
}

}  // namespace eb::audit
