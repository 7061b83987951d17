// COSE_Sign1 as others write it (RFC 9052 §4.2), for the suites only: what is not a badge but has to verify all the same.
#pragma once

#include <string>

#include "tests/conformance/loose_cbor.hpp"

namespace eb::conformance {

struct LooseRules {
  // RFC 9052 §3.1 demands that alg is authenticated. Some COVID certificates have it in the unprotected header.
  bool algorithm_anywhere = false;
  // COVID certificates come without tag 18 or with the CWT tag 61 around it.
  bool any_tag = false;
  // The kid of a COVID certificate, protected before unprotected, is 8 bytes (EU DCC specification, volume 1, §3.3.4).
  bool kid_of_8 = false;
};

struct LooseSign1 {
  Bytes protected_header;
  Bytes payload;
  std::string fault;  // empty when the signature verifies
};

[[nodiscard]] LooseSign1 verify_loose(BytesView cose, const std::string& key_pem, BytesView external_aad, LooseRules rules);

}  // namespace eb::conformance
