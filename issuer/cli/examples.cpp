// The example at the end of each subcommand's help: what somebody types in earnest, in the words of docs/office.md.
#include "issuer/cli/cli.hpp"

namespace eb::issuer {
namespace {

struct Example {
  const char* command;  // path of names
  const char* text;
};
constexpr Example commands[] = {
    {"init", "badge-issuer init --event examples/eu-internet-forum.toml --passphrase-file office.pass"},
    {"officer", "badge-issuer officer list"},
    {"officer list", "badge-issuer officer list"},
    {"officer add",
     "badge-issuer officer add bea --role vetter --passphrase-file bea.pass --root-passphrase-file office.pass"},
    {"officer disable", "badge-issuer officer disable bea --passphrase-file office.pass"},
    {"import", "badge-issuer import --dry-run mails/ list.csv"},
    {"registrations", "badge-issuer registrations list --problem duplicate"},
    {"registrations list", "badge-issuer registrations list --status open --problem missing_id_number"},
    {"registrations show", "badge-issuer registrations show R-0007"},
    {"registrations edit",
     "badge-issuer registrations edit R-0007 --id-expiry 2028-03-04 --as admin --reason \"sent later by mail\" "
     "--passphrase-file office.pass"},
    {"registrations export", "badge-issuer registrations export -o registrations.csv"},
    {"screen", "badge-issuer screen --stop-list stop.csv --invited organisations.txt"},
    {"approve", "badge-issuer approve --all-clean --as bea --passphrase-file bea.pass"},
    {"reject", "badge-issuer reject R-0031 --as bea --reason \"not invited\" --passphrase-file bea.pass"},
    {"reopen", "badge-issuer reopen R-0031 --as bea --reason \"invited after all\" --passphrase-file bea.pass"},
    {"issue", "badge-issuer issue --all --as admin --passphrase-file office.pass"},
    {"reissue", "badge-issuer reissue R-0042 --as admin --reason \"lost\" --passphrase-file office.pass"},
    {"revoke", "badge-issuer revoke 1A2B-3C4D-5E6F-7G8H --as admin --reason \"lost\" --passphrase-file office.pass"},
    {"print", "badge-issuer print --all --pdf badges.pdf --a4"},
    {"gate", "badge-issuer gate list"},
    {"gate enrol", "badge-issuer gate enrol north.request --passphrase-file office.pass"},
    {"gate list", "badge-issuer gate list"},
    {"gate remove", "badge-issuer gate remove north --passphrase-file office.pass"},
    {"door-list", "badge-issuer door-list -o evening.ebdl --as admin --passphrase-file office.pass"},
    {"checkpoint", "badge-issuer checkpoint list --gate north"},
    {"checkpoint add", "badge-issuer checkpoint add north-1100.jpg --export north-export --passphrase-file witness.pass"},
    {"checkpoint list", "badge-issuer checkpoint list --gate north"},
    {"checkpoint export", "badge-issuer checkpoint export kept"},
    {"checkpoint key", "badge-issuer checkpoint key --make --passphrase-file witness.pass"},
    {"keys", "badge-issuer keys list"},
    {"keys list", "badge-issuer keys list"},
    {"keys rotate", "badge-issuer keys rotate badge --passphrase-file office.pass"},
    {"keys revoke", "badge-issuer keys revoke badge-1 --passphrase-file office.pass"},
    {"keys trust-list", "badge-issuer keys trust-list -o trust.cose"},
    {"keys root",
     "badge-issuer keys root --new keys/root-2.pem -o change.cose --passphrase-file office.pass --new-passphrase-file "
     "root-2.pass"},
    {"erase", "badge-issuer erase R-0042 --as admin --reason \"asked for it\" --passphrase-file office.pass"},
    {"person", "badge-issuer person R-0042 --export R-0042.json --log north-export --log south-export"},
    {"purge", "badge-issuer purge --before 2015-09-01 --as admin --passphrase-file office.pass"},
    {"report", "badge-issuer report --checkpoint kept-elsewhere.json"},
};

}  // namespace

void add_examples(CLI::App& app) {
  for (const auto& [path, text] : commands) {
    auto* command = &app;
    for (const auto& name : CLI::detail::split(path, ' ')) command = command->get_subcommand(name);
    command->footer(std::string("Example:\n  ") + text);
  }
}

}  // namespace eb::issuer
