// Figures, words and markup of the report.
#include <catch2/catch.hpp>

#include <set>

#include "audit/report/charts.hpp"
#include "audit/report/csv.hpp"
#include "audit/report/html.hpp"
#include "audit/report/report.hpp"
#include "audit/report/words.hpp"
#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "tests/unit/audit/gate_log.hpp"

using namespace eb;
using namespace test;
using badge::Reason;
using log::Kind;

namespace {

std::size_t at(Reason reason) {
  return static_cast<std::size_t>(reason);
}

audit::Totals count(const audit::GateSet& set, const audit::OfficeBook* office = nullptr) {
  audit::TotalsCounter counter(set, "Europe/Brussels", office);
  REQUIRE(audit::for_each_by_time(set.directories(), {}, [&](const audit::TimedEntry& timed) -> Status {
    counter.feed(timed);
    return {};
  }));
  return counter.finish();
}

std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> out;
  for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1))
    out.insert(text.substr(open, text.find('}', open) - open + 1));
  return out;
}

audit::OfficeBadge office_badge(const std::string& registration, const std::string& name, const std::string& organisation,
                                bool active) {
  audit::OfficeBadge badge;
  badge.text = "EB1:" + registration + name + (active ? "1" : "0");
  badge.registration = registration;
  badge.record.name = name;
  badge.record.organisation = organisation;
  badge.active = active;
  return badge;
}

}  // namespace

TEST_CASE("the figures of two gates are those of the entries that count") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south");
  north.add(0, Kind::scan, Reason::id_required, 1);
  north.add(5, Kind::confirm, Reason::admitted, 1, 0);
  south.admit(60, 2);
  const auto mistake = south.admit(90, 3);
  south.undo(100, mistake);
  const auto refused = north.add(200, Kind::scan, Reason::id_mismatch, 4);
  north.add(210, Kind::override_, Reason::admitted, 4, refused);
  north.add(220, Kind::scan, Reason::foreign_code);
  south.way_out(300, 1);
  north.admit(400, 1);
  north.leave(500, 4);
  south.add(600, Kind::clock);
  const auto totals = count(gate_set({}, north, south));
  CHECK(totals.entries == 12);
  CHECK(totals.arrivals == 4);
  CHECK(totals.badges == 3);
  CHECK(totals.departures == 2);
  CHECK(totals.left_elsewhere == 1);
  CHECK(totals.most_inside == 3);
  CHECK(totals.most_inside_at == second(210));
  CHECK(totals.inside_at_end == 2);
  CHECK(totals.denied[at(Reason::id_mismatch)] == 1);
  CHECK(totals.denied[at(Reason::foreign_code)] == 1);
  CHECK(totals.asked[at(Reason::id_required)] == 1);
  CHECK(totals.asked[at(Reason::not_inside)] == 1);
  CHECK(totals.gates[0].arrivals == 3);
  CHECK(totals.gates[1].arrivals == 1);
  CHECK(totals.clock_incidents.all == 1);
  REQUIRE(totals.overrides.all == 1);
  CHECK(totals.overrides.first.front().overruled == Reason::id_mismatch);
  CHECK(totals.overrides.first.front().by == "m.dubois");
  CHECK(totals.overrides.first.front().why == "because");
  REQUIRE(totals.undos.all == 1);
  CHECK(totals.undos.first.front().ref == mistake);
  std::uint64_t arrivals = 0, departures = 0;
  for (const auto& bucket : totals.timeline.buckets) {
    arrivals += bucket.arrivals;
    departures += bucket.departures;
  }
  CHECK(arrivals == totals.arrivals);
  CHECK(departures == totals.departures);
  CHECK(totals.timeline.buckets.back().inside_at_end == totals.inside_at_end);
}

TEST_CASE("nobody came: there are no steps, and nothing breaks") {
  TempDir dir;
  GateLog north(dir / "north", "north");
  north.add(0, Kind::scan, Reason::malformed);
  const auto totals = count(gate_set({}, north));
  CHECK(totals.arrivals == 0);
  CHECK(totals.timeline.buckets.empty());
  CHECK(totals.denied[at(Reason::malformed)] == 1);
}

TEST_CASE("organisations and no-shows are by registration, not by badge") {
  TempDir dir;
  GateLog north(dir / "north", "north");
  north.admit(0, 1);
  north.leave(10, 1);
  north.admit(20, 2);  // the badge that replaced 1
  north.admit(30, 9);  // of no office
  audit::OfficeBook office;
  office.add(number(1).text(), office_badge("R-1", "Ann", "Police", false));
  office.add(number(2).text(), office_badge("R-1", "Ann", "Police", true));
  office.add(number(3).text(), office_badge("R-2", "Özil", "Police", true));
  office.add(number(4).text(), office_badge("R-3", "Nils", "Police", true));
  office.add(number(5).text(), office_badge("R-4", "Gone", "Police", false));  // revoked, never came: not expected
  const auto totals = count(gate_set({}, north), &office);
  REQUIRE(totals.office);
  const auto& police = totals.office->organisations.at("Police");
  CHECK(police.invited == 3);
  CHECK(police.came == 1);
  CHECK(police.arrivals == 2);
  REQUIRE(totals.office->no_shows.size() == 2);
  CHECK(totals.office->no_shows[0].name == "Nils");
  CHECK(totals.office->no_shows[1].name == "Özil");
  CHECK(totals.office->unknown_badges == 1);
}

TEST_CASE("steps begin on the clock of the place and are few, however long the time") {
  const auto day = audit::make_timeline(second(130), second(8 * 3600), std::chrono::minutes{120});
  CHECK(day.step == std::chrono::minutes{15});
  CHECK(day.start == second(0));
  CHECK(audit::make_timeline(second(0), second(0), std::chrono::minutes{0}).buckets.size() == 1);
  const auto offset = audit::make_timeline(second(0), second(7 * 86400), std::chrono::minutes{330});
  CHECK((offset.start + std::chrono::minutes{330}).time_since_epoch() % offset.step == std::chrono::milliseconds{0});
  const Millis first{std::chrono::seconds{0}}, last{std::chrono::seconds{253402300799}};
  CHECK(audit::make_timeline(first, last, std::chrono::minutes{60}).buckets.size() <= audit::max_buckets);
}

TEST_CASE("an axis reaches its largest value in few steps") {
  CHECK((audit::scale_for(0).step == 1 && audit::scale_for(0).steps == 1));
  for (const std::uint64_t largest : {1, 4, 5, 6, 9, 10, 11, 99, 100, 101, 12345}) {
    const auto scale = audit::scale_for(largest);
    CHECK(scale.step * scale.steps >= largest);
    CHECK(scale.steps <= 5);
  }
}

TEST_CASE("every language has every word of English with the same places to fill, and a word for every reason") {
  const auto english = audit::Words::load("en");
  REQUIRE(english);
  for (std::size_t i = 1; i <= badge::reason_count; ++i)
    CHECK(english->has("reason." + std::string(badge::reason_name(static_cast<Reason>(i)))));
  for (const auto& language : audit::report_languages()) {
    const auto words = audit::Words::load(language);
    REQUIRE(words);
    CHECK(words->all().size() == english->all().size());
    for (const auto& [key, text] : english->all()) {
      INFO(language << " " << key);
      REQUIRE(words->has(key));
      CHECK_FALSE(words->text(key).empty());
      if (!key.starts_with("date.first")) CHECK(placeholders(words->text(key)) == placeholders(text));
      CHECK(is_utf8(words->text(key)));
    }
  }
  CHECK_FALSE(audit::Words::load("xx"));
}

TEST_CASE("numbers, shares and dates are as the language writes them") {
  audit::LocalClock clock("Europe/Brussels");
  const auto in = [](const char* language) { return *audit::Words::load(language); };
  CHECK(in("en").number(1234567) == "1,234,567");
  CHECK(in("en").number(999) == "999");
  CHECK(in("fr").number(12345) == "12\u202f345");
  CHECK(in("de").number(1234) == "1.234");
  CHECK(in("es").number(1234) == "1234");
  CHECK(in("es").number(12345) == "12.345");
  CHECK(in("en").share(199, 200) == "99%");
  CHECK(in("en").share(20, 21) == "95%");
  CHECK(in("en").share(1, 21) == "5%");
  CHECK(in("de").share(1, 1) == "100\u00a0%");
  CHECK(in("en").share(0, 0) == "0%");
  CHECK(in("en").date(second(0), clock) == "24 July 2015");
  CHECK(in("de").date(second(0), clock) == "24. Juli 2015");
  CHECK(in("es").date(second(0), clock) == "24 de julio de 2015");
  CHECK(in("fr").date(second(-23 * 86400), clock) == "1er juillet 2015");
  CHECK(in("nl").date_time(second(0), clock) == "24-07-2015 08:00:00");
}

TEST_CASE("what is filled in is not filled in again") {
  CHECK(audit::filled("a {x} b {y}", {{"x", "{y}"}, {"y", "2"}}) == "a {y} b 2");
  CHECK(audit::filled("no end {x", {}) == "no end {x");
}

TEST_CASE("hostile text is text") {
  CHECK(audit::html_text("<a href='x' title=\"y\">&") == "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;");
  CHECK(audit::untrusted("\u202Ex<") == "<bdi>\\u{202e}x&lt;</bdi>");
  CHECK(audit::untrusted(std::string(5000, 'x')).size() < 400);
}

TEST_CASE("the page has its own policy, no script, and every word of the log escaped, in every language") {
  TempDir dir;
  const std::string evil = "<script>alert(1)</script>\" onload='x' {n}";
  GateLog north(dir / "north", "north");
  const auto refused = north.add(0, Kind::scan, Reason::already_inside, 1);
  log::Entry entry;
  entry.gate = "north";
  entry.index = 1;
  entry.time = second(10);
  entry.kind = Kind::override_;
  entry.badge = number(1);
  entry.verdict = badge::Verdict::admit;
  entry.reason = Reason::admitted;
  entry.guard = entry.detail = evil;
  entry.ref = refused;
  north.raw(log::entry_line(entry));
  audit::Report report;
  report.gates = gate_set({}, north);
  report.gates.gates.front().label = report.event_name = evil;
  report.gates.warnings.push_back(evil);
  report.zone = "Europe/Brussels";
  report.totals = count(report.gates);
  for (const auto& language : audit::report_languages()) {
    const auto html = audit::report_html(report, *audit::Words::load(language));
    INFO(language);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("onload='x'") == std::string::npos);
    CHECK(html.find(" style=") == std::string::npos);
    CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
    CHECK(html.find("default-src &#39;none&#39;; style-src &#39;sha256-") != std::string::npos);
    CHECK(html.find("<html lang=\"" + language + "\">") != std::string::npos);
  }
}

TEST_CASE("a row of the CSV file cannot run as a formula, and says what was undone") {
  TempDir dir;
  GateLog north(dir / "north", "north");
  north.undo(20, north.admit(10, 1));
  log::Entry entry;
  entry.gate = "north";
  entry.index = 2;
  entry.time = second(30);
  entry.kind = Kind::undo;
  entry.guard = "m.dubois";
  entry.detail = "=1+1,\"x\"";
  entry.ref = 0;
  north.raw(log::entry_line(entry));
  audit::LocalClock clock("Europe/Brussels");
  REQUIRE(audit::write_csv(dir / "out.csv", gate_set({}, north), clock, nullptr));
  const auto bytes = os::read_file(dir / "out.csv", 10000);
  REQUIRE(bytes);
  const std::string csv(as_text(*bytes));
  CHECK(csv.starts_with("time_utc,time_local,gate,entry,kind,badge,verdict,reason,"));
  CHECK(csv.find("2015-07-24T06:00:10.000Z,2015-07-24 08:00:10,north,0,scan,") != std::string::npos);
  CHECK(csv.find(",undone,") != std::string::npos);
  CHECK(csv.find("\"'=1+1,\"\"x\"\"\"") != std::string::npos);
}
