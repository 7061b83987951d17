// What badge-audit prints: a line for each export and one for each finding, or one JSON object for each export.
#pragma once

#include <string>

#include "audit/proofs.hpp"
#include "audit/replay.hpp"
#include "audit/verify.hpp"

namespace eb::audit {

void print_verified(const std::string& name, const VerifyReport& report, bool json);
void print_replayed(const std::string& name, const ReplayReport& report, bool json);
// file: where a proof was written to, may be empty.
void print_proved(const log::InclusionProof& proof, const evidence::SignedHead& head, const std::string& file);
void print_checked(const std::string& name, const log::InclusionProof& proof, const ProofReport& report, bool json);
void print_consistency(const std::string& name, const ConsistencyReport& report, const std::string& file, bool json);

}  // namespace eb::audit
