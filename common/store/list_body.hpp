// The door list's body: an SQLite database with the one table
//   record(lookup BLOB PRIMARY KEY, status INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID
// status 1 active, 2 revoked, 3 superseded; sealed is empty unless active. user_version 1, page size 4096, no free pages.
#pragma once

#include <optional>
#include <vector>

#include "common/badge/door_list.hpp"
#include "common/store/sqlite.hpp"

namespace eb::store {

// Rows in any order, lookups distinct (already_exists otherwise). Returns the database image.
[[nodiscard]] Result<Bytes> build_list_body(std::vector<badge::ListRow> rows);

class ListBody {
 public:
  // The image must have been verified against the manifest before. malformed when it is not a body as above.
  [[nodiscard]] static Result<ListBody> open(Bytes verified_image);
  [[nodiscard]] Result<std::optional<badge::ListRow>> find(const badge::Lookup& lookup);
  [[nodiscard]] Result<std::uint64_t> count();

 private:
  explicit ListBody(Database database) : database_(std::move(database)) {}
  Database database_;
};

}  // namespace eb::store
