// The office's database rows: registrations, badges, keys, trust lists and files imported. What the rows mean for a badge is
// decided by OfficeState and the officers' signatures, never by a column.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/badge/badge.hpp"
#include "common/base/error.hpp"
#include "common/store/sqlite.hpp"
#include "issuer/registration.hpp"

namespace eb::issuer {

// Names of values that go with a purge: without them nobody can try out document numbers or contents of imported files.
inline constexpr std::string_view event_id_key_name = "event id key";
inline constexpr std::string_view import_key_name = "import key";

// A registration as stored. salt keeps form_digest() from being guessed once the fields are erased.
struct StoredRegistration {
  Registration registration;
  std::int64_t revision = 1;             // 0: erased; erasing: erased, and traces of it may be left
  Bytes salt;                            // 16 random bytes; none once erased

  static constexpr std::int64_t erasing = -1;
};

// SHA-256 of the deterministic CBOR array [event, id, revision, source, name, e-mail, organisation, birth date, ID number,
// ID expiry, language, [problem...], salt]: the form that officers approve. Missing dates are empty texts.
[[nodiscard]] Sha256 form_digest(std::string_view event, const StoredRegistration& stored);

struct StoredBadge {
  std::string number;
  std::string registration;
  std::string text;                      // EB1:...
};

// "R-0042" -> 42; anything else is no id.
[[nodiscard]] std::optional<std::int64_t> registration_number(std::string_view id);

// For an id that no registration has. not_allowed: refused, like whatever else cannot be done to a registration.
[[nodiscard]] tl::unexpected<Error> unknown_registration(std::string_view id);

class Registry {
 public:
  [[nodiscard]] static Result<Registry> open(store::Database database);  // makes its tables when absent

  // Ids are "R-" and at least four digits, in order of arrival. add() inside the transaction in which next_number() was asked, with
  // the numbers from there on.
  [[nodiscard]] Result<std::int64_t> next_number();
  [[nodiscard]] Status add(std::int64_t number, const Registration& registration, BytesView salt);
  [[nodiscard]] Result<std::optional<StoredRegistration>> find(std::string_view id);
  [[nodiscard]] Status update(const StoredRegistration& stored);
  using Visit = std::function<Status(const StoredRegistration&)>;
  [[nodiscard]] Status for_each(const Visit& visit);
  // Of those with this number or a higher one: all, or only those with problems.
  [[nodiscard]] Status for_each_from(std::int64_t number, bool only_with_problems, const Visit& visit);
  [[nodiscard]] Result<std::int64_t> registration_count();

  // Empties every field of it, its salt and its badges' texts, and counts its problems with those of everybody erased.
  [[nodiscard]] Status blank(const StoredRegistration& stored);
  // Revision 0: nothing of it is left anywhere.
  [[nodiscard]] Status mark_erased(std::string_view id);
  // Registrations, badges, imported files, traces and the values named above.
  [[nodiscard]] Status blank_everybody();
  // How often each problem was with a registration that is erased.
  [[nodiscard]] Result<std::map<std::string, std::uint64_t, std::less<>>> erased_problems();

  // Files imported: content is content_digest() of traces.hpp, first and last the numbers of what came of it.
  struct SourceFile {
    Sha256 content;
    std::string path;  // absolute; empty once it must not be known any more
    std::int64_t first = 0, last = 0;
  };
  [[nodiscard]] Result<bool> file_seen(const Sha256& content);
  [[nodiscard]] Status remember_file(const SourceFile& file);
  // The file that a registration came from.
  [[nodiscard]] Result<std::optional<SourceFile>> source_of(std::string_view id);
  [[nodiscard]] Status forget_source_path(const SourceFile& file);
  // How many registrations that are not erased came from it.
  [[nodiscard]] Result<std::int64_t> left_of(const SourceFile& file);

  [[nodiscard]] Status add_badge(const StoredBadge& badge);
  [[nodiscard]] Result<std::optional<StoredBadge>> find_badge(std::string_view number);
  // The column is for readers of the database (auditors); OfficeState is what counts.
  [[nodiscard]] Status set_badge_state(std::string_view number, std::string_view state);

  [[nodiscard]] Status set_value(std::string_view name, BytesView value);
  [[nodiscard]] Result<std::optional<Bytes>> value(std::string_view name);
  [[nodiscard]] Status remove_value(std::string_view name);
  // Signed trust lists, newest last.
  [[nodiscard]] Status add_trust_list(std::uint64_t sequence, BytesView cose);
  [[nodiscard]] Result<Bytes> trust_list();

  [[nodiscard]] store::Database& database() { return database_; }

 private:
  explicit Registry(store::Database database) : database_(std::move(database)) {}
  store::Database database_;
};

}  // namespace eb::issuer
