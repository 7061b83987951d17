#include "audit/report/html.hpp"

#include "audit/report/sections.hpp"
#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::audit {
namespace {

// Contrast of text is at least 4.5:1 on every ground, light and dark. Nothing is said by colour alone.
constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d0d7de; --ink: #1f5a96; --under: #cfe0f1;
  --good: #116329; --bad: #a40e26; --panel: #f5f7f9; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181d; --text: #e6eaef; --quiet: #a3adb8; --line: #3b444e; --ink: #79b8ff;
  --under: #1d3a57; --good: #6fdd8b; --bad: #ff9a9f; --panel: #1d232a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 "Noto Sans", "DejaVu Sans", system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: 1.25rem; line-height: 1.3; }
p { margin: .5rem 0; max-width: 48rem; }
header p { margin: .15rem 0; color: var(--quiet); }
header .event { color: var(--text); font-size: 1.15rem; }
a { color: var(--ink); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
nav ul { margin: 1rem 0; padding: 0; list-style: none; columns: 15rem; }
.code, pre { font-family: "Noto Sans Mono", "DejaVu Sans Mono", ui-monospace, monospace; font-size: .85em; }
.code { color: var(--quiet); white-space: nowrap; }
pre { white-space: pre-wrap; padding: .5rem .75rem; background: var(--panel); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.verdict { margin: 1rem 0; padding: .6rem .9rem; border: 2px solid; border-radius: .3rem; max-width: none; font-weight: 600; }
ul.findings, ul.remarks { margin: .5rem 0; padding-left: 1.25rem; font-size: .92rem; }
ul.remarks { color: var(--quiet); }
dl.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .6rem; margin: 1rem 0; }
dl.tiles > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .6rem .8rem; background: var(--panel);
  border: 1px solid var(--line); border-radius: .3rem; }
dl.tiles dt { color: var(--quiet); font-size: .9rem; line-height: 1.3; }
dl.tiles dd { margin: 0; font-size: 1.6rem; font-weight: 600; line-height: 1.3; }
.wide { overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: collapse; font-size: .92rem; overflow-wrap: normal; }
caption { padding: .25rem 0; text-align: left; font-weight: 600; white-space: nowrap; }
td bdi, th bdi { display: inline-block; max-width: 22rem; overflow-wrap: break-word; vertical-align: top; }
td .good, td .bad, .place { white-space: nowrap; }
th, td { padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--quiet); vertical-align: bottom; }
tbody th { font-weight: normal; }
tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid var(--quiet); font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: .75rem 0; }
figcaption { color: var(--quiet); font-size: .92rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--text); font-size: 12px; unicode-bidi: isolate; }
svg .end { text-anchor: end; }
svg .mid { text-anchor: middle; }
svg .ink { fill: var(--ink); }
svg .ground { fill: var(--under); }
svg .line { fill: none; stroke: var(--ink); stroke-width: 2; }
svg .axis { fill: none; stroke: var(--quiet); }
svg .grid { fill: none; stroke: var(--line); }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  :root { color-scheme: light; --ground: #fff; --text: #000; --quiet: #444; --line: #bbb; --ink: #1f5a96; --under: #cfe0f1; --good: #116329;
    --bad: #a40e26; --panel: #fff; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2 { margin-top: 1.5rem; }
  h1, h2, h2 + p, caption { break-after: avoid; }
  figure, tr, p, dl.tiles, .verdict, .short, pre { break-inside: avoid; }
  figure { max-width: 165mm; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
}
)css";

// The only style that the page may use is this one, by its hash.
std::string policy() {
  return "default-src 'none'; style-src 'sha256-" + to_base64(crypto::sha256(as_bytes(style)).view()) +
         "'; base-uri 'none'; form-action 'none'";
}

std::string head(const Report& report, const Writer& w) {
  auto title = w.t("title");
  if (!report.event_name.empty()) title += ": " + untrusted_plain(report.event_name, 200);
  return "<!DOCTYPE html>\n<html lang=\"" + html_text(w.words().language()) + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" + html_text(policy()) + "\">\n" +
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
         "content=\"no-referrer\">\n" +
         "<meta name=\"robots\" content=\"noindex\">\n<title>" + title + "</title>\n<style>" + std::string(style) +
         "</style>\n</head>\n";
}

std::string contents(const Writer& w) {
  std::string out = "<nav aria-label=\"" + w.t("contents") + "\"><ul>\n";
  for (const auto* key : {"proof.heading", "arrivals.heading", "inside.heading", "gates.heading", "organisations.heading",
                          "refusals.heading", "id_checks.heading", "overrides.heading", "no_shows.heading",
                          "sign_ins.heading", "across.heading", "clocks.heading"})
    out += std::string("<li><a href=\"#") + key + "\">" + w.t(key) + "</a></li>\n";
  return out + "</ul></nav>\n";
}

}  // namespace

std::string report_html(const Report& report, const Words& words) {
  LocalClock clock(report.zone);
  const Writer w(words, clock);
  std::string out = head(report, w) + "<body>\n<main>\n" + front_section(report, w) + contents(w);
  for (const auto section :
       {proof_section, arrivals_section, inside_section, gates_section, organisations_section, refusals_section,
        id_checks_section, overrides_section, no_shows_section, sign_ins_section, across_section, clocks_section})
    out += "<section>\n" + section(report, w) + "</section>\n";
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace eb::audit
