#include <random>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/log/entry_view.hpp"

using namespace eb;

namespace {

const std::string full =
    R"({"gate":"north","index":12,"time":"2015-07-24T08:01:02.345Z","rehearsal":false,"list":3,"kind":"scan",)"
    R"("badge":"0123-4567-89AB-CDEF","verdict":"deny","reason":"id_mismatch","id_check":"mrz","id_field":"number",)"
    R"("guard":"Zoë \"Z\" \\ \u0007","text_sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",)"
    R"("ref":7,"detail":"\u007f"})";
const std::string bare =
    R"({"gate":"n","index":0,"time":"1970-01-01T00:00:00.000Z","rehearsal":true,"list":0,"kind":"start","badge":null,)"
    R"("verdict":null,"reason":null,"id_check":"none","id_field":null,"guard":null,"text_sha256":null,"ref":null,"detail":null})";

std::string with(std::string line, std::string_view from, std::string_view to) {
  const auto at = line.find(from);
  REQUIRE(at != std::string::npos);
  return line.replace(at, from.size(), to);
}

template <class T>
std::optional<T> maybe(std::mt19937& random, T value) {
  return random() % 2 == 0 ? std::nullopt : std::optional<T>(std::move(value));
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces{"a",    "\"", "\\",   "\n", "\x7f", "é", "𝄞", " ", std::string(1, '\0'),
                                               "\x1f", "/",  "u0000"};
  std::string out;
  for (auto n = random() % 12; n > 0; --n) out += pieces[random() % pieces.size()];
  return out;
}

log::Entry random_entry(std::mt19937& random) {
  log::Entry e;
  e.gate = "gate-" + std::to_string(random() % 100);
  e.index = (std::uint64_t{random()} << 32) | random();
  e.time = Millis{std::chrono::milliseconds{((std::uint64_t{random()} << 32) | random()) % 253402300800000}};
  e.rehearsal = random() % 2 == 0;
  e.list = random();
  e.kind = static_cast<log::Kind>(random() % 11);
  badge::BadgeNumber number;
  for (auto& byte : number.value) byte = static_cast<std::uint8_t>(random());
  e.badge = maybe(random, number);
  e.verdict = maybe(random, static_cast<badge::Verdict>(1 + random() % 3));
  e.reason = maybe(random, static_cast<badge::Reason>(1 + random() % badge::reason_count));
  e.id_check = static_cast<badge::IdMethod>(random() % 4);
  e.id_field = maybe(random, static_cast<badge::IdField>(1 + random() % 4));
  e.guard = maybe(random, random_text(random));
  Sha256 hash;
  for (auto& byte : hash.value) byte = static_cast<std::uint8_t>(random());
  e.text_hash = maybe(random, hash);
  e.ref = maybe(random, std::uint64_t{random()});
  e.detail = maybe(random, random_text(random));
  return e;
}

}  // namespace

TEST_CASE("an entry is read as written") {
  const auto e = log::parse_entry(full).value();
  CHECK(e.gate == "north");
  CHECK(e.index == 12);
  CHECK(format_utc(e.time) == "2015-07-24T08:01:02.345Z");
  CHECK_FALSE(e.rehearsal);
  CHECK(e.list == 3);
  CHECK(e.kind == log::Kind::scan);
  CHECK(e.badge.value().text() == "0123-4567-89AB-CDEF");
  CHECK(e.verdict == badge::Verdict::deny);
  CHECK(e.reason == badge::Reason::id_mismatch);
  CHECK(e.id_check == badge::IdMethod::mrz);
  CHECK(e.id_field == badge::IdField::number);
  CHECK(e.guard == "Zoë \"Z\" \\ \a");
  CHECK(to_hex(e.text_hash.value().view()).substr(0, 8) == "00112233");
  CHECK(e.ref == 7U);
  CHECK(e.detail == "\x7f");
  CHECK(log::entry_line(e) == full);
  const auto empty = log::parse_entry(bare).value();
  CHECK(log::entry_line(empty) == bare);
  CHECK_FALSE(empty.badge);
  CHECK_FALSE(empty.detail);
}

TEST_CASE("every entry has one spelling and comes back") {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const auto line = log::entry_line(random_entry(random));
    const auto parsed = log::parse_entry(line);
    REQUIRE(parsed);
    REQUIRE(log::entry_line(*parsed) == line);
  }
}

TEST_CASE("every name of kinds and reasons is read") {
  for (int n = 0; n < 11; ++n) {
    const auto kind = static_cast<log::Kind>(n);
    CHECK(log::kind_from(log::kind_name(kind)) == kind);
    CHECK(log::view_entry(with(bare, "start", log::kind_name(kind))).value().kind == kind);
  }
  CHECK_FALSE(log::kind_from(""));
  CHECK_FALSE(log::kind_from("Scan"));
  for (unsigned n = 1; n <= badge::reason_count; ++n) {
    const auto reason = static_cast<badge::Reason>(n);
    CHECK(log::view_entry(with(full, "id_mismatch", badge::reason_name(reason))).value().reason == reason);
  }
}

TEST_CASE("any other spelling is refused") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({
      {"{\"gate\"", " {\"gate\""},
      {"\"gate\":", "\"gate\": "},
      {"\"ref\":7,", ""},
      {"\"ref\":7,", "\"ref\":7,\"ref\":7,"},
      {"\"index\":12,\"time\":\"2015-07-24T08:01:02.345Z\"", "\"time\":\"2015-07-24T08:01:02.345Z\",\"index\":12"},
      {"}", "} "},
      {"}", "}\n"},
      {"}", ""},
      {"north", ""},
      {"north", "nor th"},
      {"north", "nor\\u0074h"},
      {"north", "north-north-north-north-north-nor"},
      {":12,", ":012,"},
      {":12,", ":+12,"},
      {":12,", ":-1,"},
      {":12,", ":1e1,"},
      {":12,", ":18446744073709551616,"},
      {":12,", ":,"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24T08:01:02.34Z"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24T08:01:02Z"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24t08:01:02.345Z"},
      {"2015-07-24T08:01:02.345Z", "2015-02-29T08:01:02.345Z"},
      {"2015-07-24T08:01:02.345Z", "2015-13-01T08:01:02.345Z"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24T24:00:00.000Z"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24T08:01:60.000Z"},
      {"2015-07-24T08:01:02.345Z", "1969-12-31T23:59:59.999Z"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24T08:01:02.345+00:00"},
      {"2015-07-24T08:01:02.345Z", "2015-07-24T08:01:0 .345Z"},
      {"false", "False"},
      {"false", "0"},
      {"\"scan\"", "\"SCAN\""},
      {"\"scan\"", "null"},
      {"\"scan\"", "\"\""},
      {"0123-4567-89AB-CDEF", "0123-4567-89ab-CDEF"},
      {"0123-4567-89AB-CDEF", "0123456789ABCDEF"},
      {"0123-4567-89AB-CDEF", "O123-4567-89AB-CDEF"},
      {"0123-4567-89AB-CDEF", "0123-4567-89AB-CDE"},
      {"\"deny\"", "\"refuse\""},
      {"id_mismatch", "id_mismatcH"},
      {"\"mrz\"", "null"},
      {"\"number\"", "\"Number\""},
      {"Zoë", "Zo\\u00eb"},
      {"Zoë", "Zo\xC3"},
      {"Zoë", "Zo\xC0\xAF"},
      {"Zoë", "Zo\xED\xA0\x80"},
      {"\\u0007", "\\u0041"},
      {"\\u0007", "\\u001F"},
      {"\\u0007", "\\n"},
      {"\\u0007", "\\/"},
      {"\\u0007", "\\"},
      {"\\u0007", "\a"},
      {"\\u007f", "\x7f"},
      {"\\u007f", "\\u007F"},
      {"aabbccddeeff00", "AABBCCDDEEFF00"},
      {"\"00112233", "\"112233"},
      {"\"00112233", "\"g0112233"},
      {"\"ref\":7", "\"ref\":\"7\""},
  }));
  CAPTURE(from, to);
  CHECK(log::parse_entry(with(full, from, to)).error().code == ErrorCode::malformed);
}

TEST_CASE("every cut and every changed byte is refused or is the one spelling of another entry") {
  for (std::size_t i = 0; i < full.size(); ++i) {
    CHECK_FALSE(log::view_entry(std::string_view(full).substr(0, i)));
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto changed = full;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
      if (const auto parsed = log::parse_entry(changed)) CHECK(log::entry_line(*parsed) == changed);
    }
  }
}

TEST_CASE("names of gates and origins") {
  CHECK(log::is_gate_name("North-1.a_b"));
  for (const auto* bad : {"", "a b", "a/b", "é", "a\n", "012345678901234567890123456789012"})
    CHECK_FALSE(log::is_gate_name(bad));
  CHECK(log::gate_origin("north", false) == "badge-gate/north");
  CHECK(log::gate_origin("north", true) == "badge-gate/north/rehearsal");
}
