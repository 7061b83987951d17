// Several exports at once: of two exports of one gate, one may be an older state of the other, and never another history.
#pragma once

#include <filesystem>
#include <vector>

#include "audit/verify.hpp"

namespace eb::audit {

struct Verified {
  std::filesystem::path directory;
  VerifyReport report;
};

// Each export verified with the checkpoints of the others of its gate; a gate that signed two histories is a finding of both.
// done: those verified, in order, also when the next one cannot be read, which is the error.
[[nodiscard]] Status verify_exports(const std::vector<std::string>& directories, const std::optional<keys::RootAnchor>& root,
                                    const std::vector<KeptNote>& kept, std::vector<Verified>& done);

}  // namespace eb::audit
