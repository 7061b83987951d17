// checkpoint add, list, export, key.
#include <array>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/image/qr_image.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/witness.hpp"

namespace eb::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_proof_file = std::size_t{4} << 20;
constexpr const char* contradictions = "contradictions";

struct Given {
  std::string input, export_directory, gate, output;
  std::vector<std::string> proofs;
  bool make = false;
};

Result<Bytes> read_stdin() {
  Bytes out;
  std::array<std::uint8_t, 65536> block{};
  while (const auto got = std::fread(block.data(), 1, block.size(), stdin)) {
    if (out.size() + got > image::max_image_file) return fail(ErrorCode::too_large, "standard input is over 32 MiB");
    out.insert(out.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
  }
  return out;
}

// Of all codes in the picture the one that is a gate's checkpoint.
Result<std::string> read_picture(BytesView file) {
  EB_TRY(picture, image::decode_image(file));
  std::vector<std::string> notes;
  for (auto& text : image::read_codes(picture))
    if (log::peek_checkpoint(text)) notes.push_back(std::move(text));
  if (notes.empty())
    return fail(ErrorCode::no_code,
                "no checkpoint can be read in this picture: take it again, closer, sharper and without glare");
  if (notes.size() > 1)
    return fail(ErrorCode::usage, "the picture shows more than one checkpoint: give one picture for each");
  return std::move(notes.front());
}

std::string place_of(const Given& given) {
  return given.input == "-" ? std::string("standard input") : printable(given.input);
}

// A note, a picture of one, or a consistency proof, which ends in one.
Result<std::string> read_input(const Given& given, Evidence& evidence) {
  EB_TRY(bytes, given.input == "-" ? read_stdin() : os::read_file(given.input, image::max_image_file));
  if (image::looks_like_image(bytes)) return read_picture(bytes);
  if (!log::looks_like_consistency(as_text(bytes))) return std::string(as_text(bytes));
  for (const auto& text : log::split_consistency(as_text(bytes))) {
    EB_TRY(proof, log::parse_consistency(text));
    evidence.proofs.push_back(std::move(proof));
  }
  return evidence.proofs.front().checkpoint;
}

Status read_evidence(const Given& given, Evidence& evidence) {
  if (!given.export_directory.empty()) {
    EB_TRY(files, evidence::LogFiles::open(given.export_directory));
    evidence.files = std::move(files);
  }
  for (const auto& file : given.proofs) {
    EB_TRY(bytes, os::read_file(file, max_proof_file));
    for (const auto& text : log::split_consistency(as_text(bytes))) {
      auto proof = log::parse_consistency(text);
      if (!proof) return fail_in(printable(file), std::move(proof).error());
      evidence.proofs.push_back(std::move(*proof));
    }
  }
  return {};
}

Result<SecretBytes> witness_secret(const Cli& cli, bool is_new) {
  return os::obtain_secret({cli.passphrase_file, "badge-witness", "passphrase of the checkpoint witness key", is_new});
}

// Makes the key when this is its first use.
Result<std::unique_ptr<crypto::Signer>> open_witness(Office& office, const Cli& cli) {
  const bool first = !office.state().witness_key();
  EB_TRY(secret, witness_secret(cli, first));
  if (first) EB_CHECK(make_witness_key(office, os::now(), secret.view()));
  return office.open_key("witness", secret.view());
}

// The two signed notes as a file for `badge-audit verify --checkpoint`. The same contradiction is the same file.
Result<std::string> save_contradiction(const Office& office, const GateNote& given, const Contradiction& found) {
  std::string text;
  for (const auto& note : found.notes) text += note + "\n";
  const auto directory = office.directory() / contradictions;
  EB_CHECK(os::make_directory(directory, os::Access::owner_only));
  const auto hash = to_hex(crypto::sha256(as_bytes(text)).view()).substr(0, 8);
  const auto path = directory / (given.gate + (found.fork ? "-fork-" : "-rollback-") + hash + ".txt");
  EB_CHECK(os::write_file(path, as_bytes(text), os::Access::readable));
  return path.string();
}

os::Exit print_contradiction(const Cli& cli, const GateNote& given, const Contradiction& found, const std::string& file) {
  if (cli.json)
    print_json({{"gate", given.gate},
                {"size", given.checkpoint.size},
                {"standing", "refused"},
                {"contradiction", found.fork ? "fork" : "rollback"},
                {"what", found.what},
                {"proof", file}});
  else
    os::print_error("badge-issuer", found.what + "; the two signed notes are in " + printable(file));
  return os::Exit::refused;
}

void print_witnessed(const Cli& cli, const GateNote& given, const Witnessed& done) {
  const auto& judgement = done.judgement;
  if (cli.json)
    return print_json({{"gate", given.gate},
                       {"size", given.checkpoint.size},
                       {"standing", checkpoint_standing_name(judgement.standing)},
                       {"new", !judgement.known},
                       {"unproved", judgement.unproved},
                       {"note", done.note}});
  fmt::print("gate {}, {} entries: {}{}\n", given.gate, given.checkpoint.size, checkpoint_standing_name(judgement.standing),
             judgement.known ? ", as before" : "");
  if (judgement.standing == CheckpointStanding::seen)
    fmt::print(
        "  kept, and not cosigned yet: that it continues the earlier ones is shown by the gate's export or tiles "
        "(--export DIR), or by a proof (badge-audit consistency)\n");
}

Result<os::Exit> run_add(const Cli& cli, const Given& given) {
  Evidence evidence;
  EB_TRY(text, read_input(given, evidence));
  EB_CHECK(read_evidence(given, evidence));
  EB_TRY(office, Office::open(cli.office));
  auto note = open_gate_note(office.state(), text);
  if (!note) return fail_in(place_of(given), std::move(note).error());
  EB_TRY(expected, judge(office, *note, evidence));
  std::unique_ptr<crypto::Signer> witness;
  if (!expected.contradiction && !expected.known && expected.standing == CheckpointStanding::cosigned) {
    EB_TRY(opened, open_witness(office, cli));
    witness = std::move(opened);
  }
  EB_TRY(done, add_checkpoint(office, *note, evidence, witness.get(), os::now()));
  if (done.judgement.contradiction) {
    EB_TRY(file, save_contradiction(office, *note, *done.judgement.contradiction));
    return print_contradiction(cli, *note, *done.judgement.contradiction, file);
  }
  print_witnessed(cli, *note, done);
  return os::Exit::done;
}

// Calls visit for each checkpoint, of one gate when --gate names it.
Status for_each_seen(const Office& office, const Given& given,
                     const std::function<Status(const std::string&, const SeenCheckpoint&)>& visit) {
  if (!given.gate.empty() && !office.state().gates().contains(given.gate))
    return fail(ErrorCode::not_found,
                "no gate '" + printable(given.gate) + "' in this office: see 'badge-issuer gate list'");
  for (const auto& [gate, checkpoints] : office.state().checkpoints())
    for (const auto& seen : checkpoints)
      if (given.gate.empty() || gate == given.gate) EB_CHECK(visit(gate, seen));
  return {};
}

Result<os::Exit> run_list(const Cli& cli, const Given& given) {
  EB_TRY(office, Office::open(cli.office));
  EB_CHECK(for_each_seen(office, given, [&](const std::string& gate, const SeenCheckpoint& seen) -> Status {
    EB_TRY(note, kept_note(office, gate, seen));
    const auto standing = checkpoint_standing_name(seen.standing);
    if (cli.json)
      print_json(
          {{"gate", gate}, {"size", seen.size}, {"root", to_hex(seen.root.view())}, {"standing", standing}, {"note", note}});
    else
      fmt::print("{:<24} {:>9} {:<10} {}\n", gate, seen.size, standing, to_base64(seen.root.view()));
    return {};
  }));
  return os::Exit::done;
}

// GATE.txt with every note, for badge-audit; the cosigner's key beside it.
Result<os::Exit> run_export(const Cli& cli, const Given& given) {
  EB_TRY(office, Office::open(cli.office));
  std::map<std::string, std::string> files;
  std::size_t count = 0;
  EB_CHECK(for_each_seen(office, given, [&](const std::string& gate, const SeenCheckpoint& seen) -> Status {
    EB_TRY(note, kept_note(office, gate, seen));
    files[gate + ".txt"] += note + "\n";
    ++count;
    return {};
  }));
  if (files.empty()) return fail(ErrorCode::not_found, "the office has seen no checkpoint: there is nothing to export");
  if (const auto key = witness_note_key(office)) files["witness.vkey"] = key->text() + "\n";
  EB_CHECK(os::make_directory(given.output, os::Access::readable));
  for (const auto& [name, content] : files)
    EB_CHECK(os::write_file(fs::path(given.output) / name, as_bytes(content), os::Access::readable));
  if (cli.json)
    print_json({{"directory", given.output}, {"checkpoints", count}});
  else
    fmt::print("{} {} in {}\n", count, count == 1 ? "checkpoint" : "checkpoints", printable(given.output));
  return os::Exit::done;
}

Result<os::Exit> run_key(const Cli& cli, const Given& given) {
  EB_TRY(office, Office::open(cli.office));
  if (given.make && !office.state().witness_key()) {
    EB_TRY(secret, witness_secret(cli, true));
    EB_CHECK(make_witness_key(office, os::now(), secret.view()));
  }
  EB_TRY(key, witness_note_key(office));
  if (cli.json)
    print_json({{"key", key.text()}});
  else
    fmt::print("{}\n", key.text());
  return os::Exit::done;
}

void take_witness_passphrase(CLI::App& command, Cli& cli) {
  command.add_option("--passphrase-file", cli.passphrase_file,
                     "file with the passphrase of the checkpoint witness key (one line, mode 0600); asked for otherwise");
}

}  // namespace

void add_checkpoint_commands(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<Given>();
  const auto leave = [&cli, given](Result<os::Exit> (*work)(const Cli&, const Given&)) {
    return [&cli, given, work] { cli.run = [&cli, given, work] { return work(cli, *given); }; };
  };
  auto* checkpoint = app.add_subcommand("checkpoint", "the office as witness of its gates' logs");
  checkpoint->require_subcommand(1);
  auto* add =
      checkpoint->add_subcommand("add", "keep a gate's checkpoint, and cosign it when it continues those seen before");
  add->add_option("FILE", given->input, "checkpoint, a picture of its QR code, a consistency proof, or - for standard input")
      ->required();
  add->add_option("--export", given->export_directory,
                  "the gate's export or tiles: shows that the checkpoint continues all before")
      ->type_name("DIR");
  add->add_option("--proof", given->proofs, "what badge-audit consistency wrote (can be given again)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  take_witness_passphrase(*add, cli);
  add->callback(leave(run_add));
  auto* list = checkpoint->add_subcommand("list", "every checkpoint that was seen, with its standing");
  list->add_option("--gate", given->gate, "of this gate alone");
  list->callback(leave(run_list));
  auto* out =
      checkpoint->add_subcommand("export", "write them for the auditor: badge-audit verify --checkpoint DIR/GATE.txt");
  out->add_option("DIR", given->output, "directory to write to")->required();
  out->add_option("--gate", given->gate, "of this gate alone");
  out->callback(leave(run_export));
  auto* key = checkpoint->add_subcommand("key", "the verifier key of the office's cosignatures: keep it on paper");
  key->add_flag("--make", given->make, "make the key if there is none yet");
  take_witness_passphrase(*key, cli);
  key->callback(leave(run_key));
}

}  // namespace eb::issuer
