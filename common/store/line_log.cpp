#include "common/store/line_log.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "common/log/note.hpp"

namespace eb::store {
namespace {

constexpr std::string_view line_table = "CREATE TABLE log_line(idx INTEGER PRIMARY KEY, line TEXT NOT NULL)";
constexpr std::string_view checkpoint_table =
    "CREATE TABLE log_checkpoint(number INTEGER PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL)";
constexpr std::string_view create_tables =
    "CREATE TABLE IF NOT EXISTS log_line(idx INTEGER PRIMARY KEY, line TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS log_checkpoint(number INTEGER PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL)";

tl::unexpected<Error> broken(const std::string& what) {
  return fail(ErrorCode::integrity,
              "the log " + what +
                  ": somebody or something changed it; keep the files as evidence, let the auditor "
                  "see them, and do as for a damaged file: an office puts back the last good copy, a gate never does");
}

// The text of a signed note ends before its last empty line; signatures are checked by whoever has the key.
Result<log::Checkpoint> checkpoint_of(std::string_view note) {
  const std::size_t end = note.rfind("\n\n");
  if (end == std::string_view::npos) return fail(ErrorCode::malformed, "a checkpoint is not a signed note");
  return log::parse_checkpoint(note.substr(0, end + 1));
}

// A trigger, view or index beside our two tables could change what an insert or a query does.
Status check_schema(Database& database) {
  EB_TRY(rows, database.prepare("SELECT sql FROM sqlite_schema WHERE tbl_name IN ('log_line', 'log_checkpoint') ORDER BY "
                                "tbl_name DESC"));
  for (const std::string_view table : {line_table, checkpoint_table}) {
    EB_TRY(row, rows.step());
    if (!row || rows.text(0) != table) return broken("has tables that this program did not make");
  }
  EB_TRY(more, rows.step());
  if (more) return broken("has a trigger or index that this program did not make");
  return {};
}

}  // namespace

struct LineLog::Claim {
  std::int64_t number = 0;
  std::uint64_t size = 0;
  Sha256 root;
};

Result<LineLog> LineLog::open(Database database) {
  EB_CHECK(database.run(create_tables));
  EB_CHECK(check_schema(database));
  return LineLog(std::move(database));
}

Result<std::vector<LineLog::Claim>> LineLog::unchecked_claims() {
  std::vector<Claim> claims;
  EB_TRY(rows, database_.prepare("SELECT number, size, note FROM log_checkpoint WHERE number > ? ORDER BY number"));
  rows.bind(1, checked_);
  for (;;) {
    EB_TRY(row, rows.step());
    if (!row) break;
    const auto checkpoint = checkpoint_of(rows.text(2));
    const std::int64_t size = rows.integer(1);
    if (!checkpoint || size < 0 || checkpoint->size != static_cast<std::uint64_t>(size))
      return broken("has an unreadable checkpoint, number " + std::to_string(rows.integer(0)));
    claims.push_back({rows.integer(0), checkpoint->size, checkpoint->root});
  }
  std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.size < b.size; });
  return claims;
}

Status LineLog::check(const Claim& claim, const Sha256& root) const {
  if (claim.root == root) return {};
  return broken("does not agree with its checkpoint number " + std::to_string(claim.number) + " at size " +
                std::to_string(claim.size));
}

Status LineLog::catch_up(const Visit& visit) {
  EB_TRY(claims, unchecked_claims());
  EB_CHECK(read_lines(visit, claims));
  for (const Claim& claim : claims) checked_ = std::max(checked_, claim.number);
  return {};
}

// Claims are sorted by size. Reading starts at the last known line, to see that it is still there.
Status LineLog::read_lines(const Visit& visit, const std::vector<Claim>& claims) {
  auto claim = claims.begin();
  for (; claim != claims.end() && claim->size < size(); ++claim) {  // made for a size that this object has passed
    EB_TRY(root, root_at(claim->size));
    EB_CHECK(check(*claim, root));
  }
  const std::uint64_t known = size();
  std::uint64_t expected = known == 0 ? 0 : known - 1;
  EB_TRY(rows, database_.prepare("SELECT idx, line FROM log_line WHERE idx >= ? ORDER BY idx"));
  rows.bind(1, known == 0 ? std::numeric_limits<std::int64_t>::min() : static_cast<std::int64_t>(expected));
  for (;; ++expected) {
    for (; expected >= known && claim != claims.end() && claim->size == expected; ++claim) EB_CHECK(check(*claim, root()));
    EB_TRY(row, rows.step());
    if (!row) break;
    if (rows.integer(0) != static_cast<std::int64_t>(expected)) return broken("has no line " + std::to_string(expected));
    const std::string_view line = rows.text(1);
    const Sha256 leaf = log::leaf_hash(as_bytes(line));
    if (expected < known) {
      if (leaf != last_leaf_) return broken("has another line " + std::to_string(expected) + " than before");
      continue;
    }
    if (visit) EB_CHECK(visit(expected, line));
    tree_.append(leaf);
    last_leaf_ = leaf;
  }
  if (expected < known) return broken("ends before line " + std::to_string(expected) + ", which it had before");
  if (claim != claims.end())
    return broken("ends at size " + std::to_string(size()) + ", before its checkpoint number " +
                  std::to_string(claim->number) + " at size " + std::to_string(claim->size));
  return {};
}

Result<Sha256> LineLog::root_at(std::uint64_t size) {
  if (size == tree_.size()) return tree_.root();
  log::Frontier tree;
  EB_TRY(rows, database_.prepare("SELECT idx, line FROM log_line WHERE idx < ? ORDER BY idx"));
  rows.bind(1, size);
  for (;;) {
    EB_TRY(row, rows.step());
    if (!row) break;
    if (rows.integer(0) != static_cast<std::int64_t>(tree.size()))
      return broken("has no line " + std::to_string(tree.size()));
    tree.append(log::leaf_hash(as_bytes(rows.text(1))));
  }
  if (tree.size() != size) return broken("has no line " + std::to_string(tree.size()));
  return tree.root();
}

Status LineLog::append(std::string_view line) {
  if (line.find('\n') != std::string_view::npos || line.find('\0') != std::string_view::npos)
    return fail(ErrorCode::invalid_argument, "a log line must not hold a line feed or NUL");
  EB_TRY(insert, database_.prepare("INSERT INTO log_line(idx, line) VALUES(?, ?)"));
  EB_CHECK(insert.bind(1, size()).bind(2, line).run());
  last_leaf_ = log::leaf_hash(as_bytes(line));
  tree_.append(last_leaf_);
  return {};
}

Status LineLog::add_checkpoint(std::uint64_t size, std::string_view signed_note) {
  EB_TRY(checkpoint, checkpoint_of(signed_note));
  if (checkpoint.size != size || size > this->size())
    return fail(ErrorCode::invalid_argument, "the checkpoint is not for size " + std::to_string(size) + " of this log");
  EB_TRY(root, root_at(size));
  if (checkpoint.root != root) return fail(ErrorCode::invalid_argument, "the checkpoint's root is not that of this log");
  EB_TRY(insert, database_.prepare("INSERT INTO log_checkpoint(size, note) VALUES(?, ?)"));
  return insert.bind(1, size).bind(2, signed_note).run();
}

Result<std::optional<std::string>> LineLog::last_checkpoint() {
  EB_TRY(rows, database_.prepare("SELECT note FROM log_checkpoint ORDER BY number DESC LIMIT 1"));
  EB_TRY(row, rows.step());
  if (!row) return std::nullopt;
  return std::string(rows.text(0));
}

Result<std::uint64_t> LineLog::last_checkpoint_size() {
  EB_TRY(rows, database_.prepare("SELECT size FROM log_checkpoint ORDER BY number DESC LIMIT 1"));
  EB_TRY(row, rows.step());
  return row ? static_cast<std::uint64_t>(rows.integer(0)) : 0;
}

Result<std::vector<std::string>> LineLog::checkpoints() {
  std::vector<std::string> notes;
  EB_TRY(rows, database_.prepare("SELECT note FROM log_checkpoint ORDER BY number"));
  for (;;) {
    EB_TRY(row, rows.step());
    if (!row) return notes;
    notes.emplace_back(rows.text(0));
  }
}

Status LineLog::for_each(const Visit& visit) {
  EB_TRY(rows, database_.prepare("SELECT idx, line FROM log_line ORDER BY idx"));
  for (std::uint64_t index = 0;; ++index) {
    EB_TRY(row, rows.step());
    if (!row) return {};
    if (rows.integer(0) != static_cast<std::int64_t>(index)) return broken("has no line " + std::to_string(index));
    EB_CHECK(visit(index, rows.text(1)));
  }
}

Result<std::string> LineLog::line(std::uint64_t index) {
  EB_TRY(rows, database_.prepare("SELECT line FROM log_line WHERE idx = ?"));
  EB_TRY(row, rows.bind(1, index).step());
  if (!row) return fail(ErrorCode::not_found, "the log has no line " + std::to_string(index));
  return std::string(rows.text(0));
}

}  // namespace eb::store
