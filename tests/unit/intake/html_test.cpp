#include <catch2/catch.hpp>

#include "issuer/intake/html.hpp"

using namespace eb::issuer::intake;

namespace {
std::string text_of(std::string_view html) {
  return html_text(read_html(html));
}
using Rows = std::vector<std::vector<std::string>>;
Rows table_of(std::string_view html) {
  for (const auto& block : read_html(html).blocks)
    if (block.kind == HtmlBlock::Kind::table) return block.rows;
  return {};
}
std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  while (count-- > 0) out += text;
  return out;
}
}  // namespace

TEST_CASE("HTML: lines break where a reader sees a break") {
  CHECK(text_of("<p>one</p><p>two<br>three</p>") == "one\n\ntwo\nthree");
  CHECK(text_of("<div>a</div><div><br></div><div>b<br></div><div>c</div>") == "a\n\nb\nc");
  CHECK(text_of("<div>a<div>b</div>c</div>d") == "a\nb\nc\nd");
  CHECK(text_of("<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>"
                "<p class=\"MsoNormal\">c</p>") == "a\n\nb\nc");
  CHECK(text_of("<p style='margin:0'>a</p><p style=\"margin: 0cm\">b</p>") == "a\nb");
  CHECK(text_of("x<ul><li>one<li><p>two</p></li></ul>y") == "x\n\n- one\n- two\n\ny");
  CHECK(text_of("  a \n b<b> c</b>d  <i>\n e</i> ") == "a b cd e");
  CHECK(text_of("<pre>a\n  b\n\nc</pre>") == "a\n  b\n\nc");
  CHECK(text_of("1<sup>er</sup> mars") == "1er mars");
  CHECK(text_of("") == "");
  CHECK(text_of("no markup < at > all & so") == "no markup < at > all & so");
}

TEST_CASE("HTML: what is no text is dropped, what is hidden by its style stays") {
  CHECK(text_of("<html><head><title>t</title><style>p{a<b}</style><script>if(a<b)x('</p>')</script></head><body>x</body>") ==
        "x");
  CHECK(text_of("a<!-- b -->c<!--[if mso]><p>d</p><![endif]--><![if !mso]>e<![endif]>f<?xml g?>") == "acef");
  CHECK(text_of("a<!-->b<!--->c<!DOCTYPE x>d</ e>f") == "abcdf");
  CHECK(text_of("a<script>b") == "a");
  CHECK(text_of("a<SCRIPT >b</Script >c") == "ac");
  CHECK(text_of("<div style='display:none'>early</div><div>late</div>") == "early\nlate");
  CHECK(text_of("&lt;b&gt;bold&lt;/b&gt; &amp;lt;") == "<b>bold</b> &lt;");
}

TEST_CASE("HTML: character references") {
  CHECK(text_of("&eacute;&euro;&Scaron;&#233;&#xE9;&#XE9") == "é€Šééé");
  CHECK(text_of("Mili&cacute; &lstrok;&Lstrok; &zcaron;&zdot;&sacute;&odblac;&aogon;&imacr;&uring;&gbreve;") ==
        "Milić łŁ žżśőąīůğ");
  CHECK(text_of("a&commat;b&period;example &apos;x&apos;") == "a@b.example 'x'");
  CHECK(text_of("O&#146;Brien &#8217; &#128;") == "O’Brien ’ €");
  CHECK(text_of("&eacute a&nbsp;b &unknown; &; &#; &#x; ?a=1&copy=2") == "é a b &unknown; &; &#; &#x; ?a=1&copy=2");
  CHECK(text_of("&#0;&#xD800;&#99999999999;") == "\uFFFD\uFFFD\uFFFD");
  CHECK(text_of(std::string("a\0b&#8;c\x1B", 9)) == std::string("a\0b\bc\x1B", 6));
  CHECK(text_of("caf\xE9 \xC5\xA0 \xF0\x9F") == "caf\uFFFD Š \uFFFD\uFFFD");
}

TEST_CASE("HTML: links to addresses") {
  CHECK(text_of("<a href=\"mailto:a@b.example?subject=x\">a@b.example</a>") == "a@b.example");
  CHECK(text_of("<a href='MAILTO:a%40b.example'>Anna</a> <a href='http://c@d/'>e</a>") == "Anna (a@b.example) e");
  CHECK(text_of("<a href='mailto:a@b.example&#10;Bcc: c@d'>x</a>") == "x");
}

TEST_CASE("HTML: tables of data, in order with the text") {
  const auto content = read_html(
      "<p>Our delegates:</p><table "
      "border=1><tr><th>Name<th>E-mail</tr><tr><td><p>Ana<br>Gil</p></td><td>a@b.example</td></tr>"
      "</table><p>Regards</p>");
  REQUIRE(content.blocks.size() == 3);
  CHECK(content.blocks[0].text == "Our delegates:");
  CHECK(content.blocks[1].kind == HtmlBlock::Kind::table);
  CHECK(content.blocks[1].rows == Rows{{"Name", "E-mail"}, {"Ana\nGil", "a@b.example"}});
  CHECK(content.blocks[1].text == "Name\tE-mail\nAna Gil\ta@b.example");
  CHECK(content.blocks[2].text == "Regards");
  CHECK(table_of("<table><tr><td>Name<td><b>Ana</b><tr><td>Passport<td>X<script>1</script>1</table>") ==
        Rows{{"Name", "Ana"}, {"Passport", "X1"}});
  CHECK(table_of("<table><tr><td>&lt;b&gt;x<td>1<tr><td>y<td>2</table>") == Rows{{"<b>x", "1"}, {"y", "2"}});
}

TEST_CASE("HTML: a merged cell holds for all rows it covers") {
  CHECK(table_of("<table><tr><td>a<td rowspan=2>M<td>b<tr><td>c<td>d<tr><td>e<td>f<td>g</table>") ==
        Rows{{"a", "M", "b"}, {"c", "M", "d"}, {"e", "f", "g"}});
  CHECK(table_of("<table><tr><td colspan=2>T<td rowspan=0>M<tr><td>c<td>d<tr><td>e<td>f</table>") ==
        Rows{{"T", "", "M"}, {"c", "d", "M"}, {"e", "f", "M"}});
  CHECK(table_of("<table><tr><td>a<td>b<td rowspan=9>M<tr><td>c<td>d</table>") == Rows{{"a", "b", "M"}, {"c", "d", "M"}});
  CHECK(table_of("<table><tr><td rowspan=99999999999>M<td>b<tr><td>c</table>") == Rows{{"M", "b"}, {"M", "c"}});
}

TEST_CASE("HTML: tables that only place things are text") {
  CHECK(text_of("<table><tr><td>logo<td>Registration</table>") == "logo\tRegistration");
  CHECK(text_of("<table><tr><td>one<tr><td>two</table>") == "one\ntwo");
  CHECK(text_of("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>") == "a\tb\nc\td");
  CHECK(text_of("<table><tr><td>a<br>b<td>c</table>") == "a\nb\nc");
  const auto nested = read_html(
      "<table><tr><td>top<td>x</tr><tr><td><table><tr><td>Name<td>Ana<tr><td>ID<td>X1</table></td><td>y</td></tr></"
      "table>end");
  REQUIRE(nested.blocks.size() == 3);
  CHECK(nested.blocks[0].text == "top\tx");
  CHECK(nested.blocks[1].rows == Rows{{"Name", "Ana"}, {"ID", "X1"}});
  CHECK(nested.blocks[2].text == "y\nend");
  CHECK(text_of("a<tr><td>b<td>c</td></tr>d<td><div><td>e</td></div>f</td>") == "a\nb\nc\nd\ne\nf");
  CHECK(table_of("<table><tr><td><table><tr><td>a</table><td>b<tr><td>c<td>d</table>") == Rows{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("HTML: hostile documents are bounded") {
  CHECK(read_html("x" + repeated("<div>", 1'000'000) + "y").cut);
  CHECK_FALSE(read_html(repeated("<p>", 100'000)).cut);
  CHECK_FALSE(read_html(repeated("</b>", 1'000'000)).cut);
  CHECK_FALSE(read_html(repeated("<b>", 500) + repeated("</i>", 1'000'000)).cut);
  CHECK(text_of(repeated("<table><tr><td>", 100) + "deep") == "deep");
  std::string attributes = "<p ";
  for (int i = 0; i < 300'000; ++i) attributes += 'a' + std::to_string(i) + ' ';
  CHECK(text_of(attributes + ">kept") == "kept");
  CHECK(text_of(repeated("<a", 1'000'000)) == "");
  CHECK(text_of(repeated("<a =\"", 1'000'001)) == "");
  CHECK(text_of(repeated("<!--", 1'000'000)) == "");
  CHECK(text_of("x" + repeated("<script>", 1'000'000)) == "x");
  CHECK(text_of(repeated("&", 1'000'000)).size() == 1'000'000);
  CHECK(text_of(std::string(1'000'000, ' ') + "x" + std::string(1'000'000, '\n')) == "x");
  CHECK(read_html(std::string(max_html + 1, 'x')).cut);
  const auto wide = repeated("<tr><td colspan=1000>a<td>b", 2000);
  CHECK(read_html("<table>" + wide + "</table>").cut);
  const auto tall =
      "<table><tr>" + repeated("<td rowspan=65534>" + std::string(900, 'x'), 2) + "<td>b" + repeated("<tr><td>c", 100'000);
  CHECK(read_html(tall).cut);
  std::string spans = "<table>";
  for (int i = 0; i < 500; ++i) spans += "<tr>" + repeated("<td rowspan=500>x", 2);
  CHECK(read_html(spans + "</table>after").cut);
}
