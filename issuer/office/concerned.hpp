// Which earlier registrations a change request may be about. It only says so: an officer corrects, rejects or closes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "issuer/office/office.hpp"

namespace eb::issuer {

struct Concerned {
  std::string id;            // of the earlier registration
  std::string_view because;  // "same document", "same name", "same address"
};

// Of registrations that arrived before it and are not erased, those with its document number (letters and digits), with all
// words of its name, or with its e-mail address; the surest first, at most 20. None for what is no change request.
[[nodiscard]] Result<std::vector<Concerned>> concerned_by(Office& office, const StoredRegistration& change);

}  // namespace eb::issuer
