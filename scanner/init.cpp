#include "scanner/init.hpp"

#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/os/files.hpp"
#include "keys/gate_request.hpp"
#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"
#include "scanner/scaffold.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

Status write_private(const fs::path& path, BytesView content) {
  return os::write_file(path, content, os::Access::owner_only);
}

Status write_gate(const fs::path& at, const NewGate& gate, const crypto::PublicKey& root, const GateSecrets& keys) {
  EB_CHECK(write_private(at / file::name, as_bytes(gate.name + "\n")));
  if (!gate.zone.empty()) EB_CHECK(write_private(at / file::zone, as_bytes(gate.zone + "\n")));
  EB_CHECK(write_private(at / file::root, as_bytes(root.pem())));
  EB_TRY(signing_pem, keys.signing.to_pem(gate.passphrase.view()));
  EB_CHECK(write_private(at / file::signing_key, signing_pem.view()));
  EB_TRY(agreement_pem, keys.agreement->to_pem(gate.passphrase.view()));
  EB_CHECK(write_private(at / file::agreement_key, agreement_pem.view()));
  EB_CHECK(os::make_directory(at / file::lists, os::Access::owner_only));
  return create_log(at / file::log);
}

// The first entry says where the gate leads, so that an auditor can follow wrong_zone.
Status log_zone(const fs::path& at, Millis now) {
  EB_TRY(gate, Gate::open(at));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  return log.transact([now] { return now; },
                      [&](EntryWriter& writer) -> Status {
                        log::Entry entry;
                        entry.kind = log::Kind::start;
                        entry.detail = "zone " + gate.zone();
                        EB_CHECK(writer.add(std::move(entry)));
                        return {};
                      });
}

Status check_words(const NewGate& gate) {
  if (!log::is_gate_name(gate.name))
    return fail(ErrorCode::usage, "'" + printable(gate.name) + "' is no gate name: use 1 to 32 of A-Z a-z 0-9 . _ -");
  if (gate.zone.size() > 64 || printable(gate.zone) != gate.zone)
    return fail(ErrorCode::usage, "'" + printable(gate.zone) + "' is no zone: use at most 64 bytes of printable text");
  return {};
}

}  // namespace

Result<InitReport> init_gate(const NewGate& gate, Millis now) {
  EB_CHECK(check_words(gate));
  EB_TRY(root_pem, os::read_file(gate.root, 16384));
  auto root = crypto::PublicKey::from_pem(as_text(root_pem));
  if (!root) return fail_in("root key " + printable(gate.root.string()), root.error());
  EB_TRY(signing, crypto::PrivateKey::generate(crypto::Algorithm::eddsa));
  EB_TRY(agreement, crypto::AgreementKey::generate());
  const GateSecrets keys{std::move(signing), std::move(agreement)};
  EB_TRY(request, keys::make_gate_request(keys.signing, gate.name, keys.agreement->public_point(), to_seconds(now)));

  EB_TRY(scaffold,
         Scaffold::beside(gate.directory, "a gate is never set up over another one; name a new directory with --gate"));
  EB_CHECK(write_gate(scaffold.path(), gate, *root, keys));
  if (!gate.zone.empty()) EB_CHECK(log_zone(scaffold.path(), now));
  EB_CHECK(os::write_new_file(gate.request, request, os::Access::readable));
  if (auto kept = scaffold.keep(); !kept) {
    std::error_code ignored;  // a request without its gate would only mislead
    fs::remove(gate.request, ignored);
    return tl::unexpected<Error>(kept.error());
  }
  return InitReport{keys.signing.public_key().kid(), root->kid()};
}

}  // namespace eb::scanner
