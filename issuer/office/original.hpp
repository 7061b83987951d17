// The mail or list that a registration was read from. The office keeps no copy: it remembers where the file lay and a keyed digest
// of it, so what is looked up is surely what was read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "issuer/intake/places.hpp"
#include "issuer/office/office.hpp"

namespace eb::issuer {

struct FoundPlaces {
  std::filesystem::path file;
  std::vector<intake::Place> places;
};

// Where each field of the registration stands in its original. `named` says where the file lies now, when it was moved.
// not_found: it is not there; integrity: what is there is another file.
[[nodiscard]] Result<FoundPlaces> look_up(Office& office, const StoredRegistration& stored,
                                          const std::optional<std::filesystem::path>& named);

}  // namespace eb::issuer
