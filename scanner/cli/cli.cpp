#include "scanner/cli/cli.hpp"

namespace eb::scanner {

Result<Gate> open_gate(const Cli& cli) {
  EB_TRY(gate, Gate::open(cli.gate));
  EB_CHECK(gate.open_keys(cli.passphrase_file));
  return gate;
}

}  // namespace eb::scanner
