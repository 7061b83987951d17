// The identity document as registered, as presented at the door, and whether they agree.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::badge {

// What the delegate registered. number as written; normal form: letters and digits only, upper case.
struct IdData {
  std::string number;
  Date birth_date;
  Date expiry;
};

// Letters (folded to upper case A-Z by the MRZ transliteration) and digits only; everything else is dropped.
[[nodiscard]] std::string normal_number(std::string_view number);

using EventIdKey = SecretArray<32, struct EventIdKeyTag>;
using IdTag = FixedBytes<8, struct IdTagTag>;
// First 8 bytes of HMAC-SHA-256(key, domain::id_tag || deterministic CBOR [normal number, "YYYY-MM-DD" birth, expiry]).
[[nodiscard]] IdTag id_tag(const EventIdKey& key, const IdData& id);

enum class IdMethod : std::uint8_t { none = 0, seen = 1, number = 2, mrz = 3 };   // how the document was checked
enum class IdField : std::uint8_t { number = 1, birth_date, expiry, name };
enum class IdFinding : std::uint8_t { not_presented = 0, matches, misread, expired, mismatch };
[[nodiscard]] std::string_view id_method_name(IdMethod method);     // none seen number mrz
[[nodiscard]] std::optional<IdMethod> id_method_from(std::string_view name);
[[nodiscard]] std::string_view id_field_name(IdField field);        // number birth_date expiry name
[[nodiscard]] std::optional<IdField> id_field_from(std::string_view name);

// The evidence decide() needs and the log keeps: no value of the document is in it.
struct IdEvidence {
  IdMethod method = IdMethod::none;
  IdFinding finding = IdFinding::not_presented;
  std::optional<IdField> field;         // of a mismatch or an expiry
  friend bool operator==(const IdEvidence&, const IdEvidence&) = default;
};

// What the guard gave: nothing, "I saw it and it is right", or typed/scanned text (a number or an MRZ of 1-3 lines).
struct PresentedId {
  bool seen = false;
  std::string text;
};

// Compares with the record. An MRZ with a wrong check digit is `misread`, never corrected. A document (registered or
// presented) whose expiry is before `today` is `expired`. Otherwise the first differing field in the order number, birth
// date, expiry, name. A typed number compares the number alone.
[[nodiscard]] IdEvidence check_id(const PresentedId& presented, const IdData& registered, std::string_view name, Date today);

}  // namespace eb::badge
