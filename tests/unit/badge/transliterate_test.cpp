// Expected forms are those of ICAO Doc 9303-3 §6 (A Latin, B Cyrillic, C Arabic script) and of ELOT 743, typed from the
// standards.
#include <catch2/catch.hpp>

#include <algorithm>

#include "common/badge/mrz.hpp"
#include "common/badge/transliterate.hpp"

using namespace eb::badge;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void check_first_forms(const Pairs& pairs) {
  for (const auto& [text, expected] : pairs) {
    INFO(text);
    CHECK(mrz_transliterate(text) == expected);
  }
}

std::string utf8(char32_t c) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F))};
  return {byte(0xE0 | (c >> 12)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

// Every letter of `letters` has exactly `form` as its first form.
void check_group(std::u32string_view letters, std::string_view form) {
  for (const char32_t c : letters) {
    INFO(utf8(c));
    CHECK(mrz_transliterate(utf8(c)) == form);
  }
}

std::vector<std::string> forms(std::string_view one_letter) {
  const auto words = mrz_words(one_letter);
  REQUIRE(words.size() == 1);
  REQUIRE(words[0].size() == 1);
  std::vector<std::string> out(words[0][0].begin(), words[0][0].end());
  return out;
}

using Forms = std::vector<std::string>;

}  // namespace

TEST_CASE("section A: Latin letters, both cases") {
  check_group(U"ÀÁÂÃĀĂĄàáâãāăą", "A");
  check_group(U"ÇĆĈĊČçćĉċč", "C");
  check_group(U"ÐĎĐðďđ", "D");
  check_group(U"ÈÉÊËĒĔĖĘĚèéêëēĕėęě", "E");
  check_group(U"ĜĞĠĢĝğġģ", "G");
  check_group(U"ĤĦĥħ", "H");
  check_group(U"ÌÍÎÏĨĪĬĮİìíîïĩīĭįı", "I");
  check_group(U"Ĵĵ", "J");
  check_group(U"Ķķ", "K");
  check_group(U"ĹĻĽĿŁĺļľŀł", "L");
  check_group(U"ŃŅŇŊńņňŋ", "N");
  check_group(U"ÒÓÔÕŌŎŐòóôõōŏő", "O");
  check_group(U"ŔŖŘŕŗř", "R");
  check_group(U"ŚŜŞŠśŝşš", "S");
  check_group(U"ŢŤŦţťŧ", "T");
  check_group(U"ÙÚÛŨŪŬŮŰŲùúûũūŭůűų", "U");
  check_group(U"Ŵŵ", "W");
  check_group(U"ÝŶŸýŷÿ", "Y");
  check_group(U"ŹŻŽźżž", "Z");
  check_group(U"ÆæÄä", "AE");
  check_group(U"ØøŒœÖö", "OE");
  check_group(U"Åå", "AA");
  check_group(U"Üü", "UE");
  check_group(U"Ññ", "N");
  check_group(U"Þþ", "TH");
  check_group(U"Ĳĳ", "IJ");
  check_group(U"ẞß", "SS");
}

TEST_CASE("section A: letters with several forms offer each of them") {
  for (const auto* letter : {"Ä", "ä"}) CHECK(forms(letter) == Forms{"AE", "A"});
  for (const auto* letter : {"Å", "å"}) CHECK(forms(letter) == Forms{"AA", "A"});
  for (const auto* letter : {"Ñ", "ñ"}) CHECK(forms(letter) == Forms{"N", "NXX"});
  for (const auto* letter : {"Ö", "ö"}) CHECK(forms(letter) == Forms{"OE", "O"});
  for (const auto* letter : {"Ü", "ü"}) CHECK(forms(letter) == Forms{"UE", "UXX", "U"});
}

TEST_CASE("Latin letters that the standard does not list go to their base letter") {
  check_first_forms({{"Ștefan Țepeș", "STEFAN TEPES"}, {"Nguyễn Thị Ngọc", "NGUYEN THI NGOC"}, {"Əliyev", "ALIYEV"}});
}

TEST_CASE("a base letter with a combining mark is the precomposed letter") {
  const Pairs same{
      {"A\u0308", "Ä"},           {"o\u0308", "ö"},           {"U\u0308", "Ü"},           {"a\u030A", "å"},
      {"N\u0303", "Ñ"},           {"e\u0301", "é"},           {"c\u030C", "č"},           {"И\u0306", "Й"},
      {"г\u0301", "ѓ"},           {"І\u0308", "Ї"},           {"ι\u0308\u0301", "ΐ"},     {"υ\u0301", "ύ"},
      {"\u0627\u0653", "\u0622"}, {"\u0627\u0654", "\u0623"}, {"\u0648\u0654", "\u0624"}, {"\u0627\u0655", "\u0625"},
      {"\u064A\u0654", "\u0626"}, {"u\u0308\u0304", "ǖ"},     {"u\u0304\u0308", "ṻ"},     {"a\u0302\u0323", "ậ"}};
  for (const auto& [decomposed, precomposed] : same) {
    INFO(precomposed);
    CHECK(forms(decomposed) == forms(precomposed));
  }
  CHECK(mrz_transliterate("Mu\u0308ller") == "MUELLER");
  CHECK(mrz_transliterate("\u0308Muller\u0308") == "MULLER");
}

TEST_CASE("section B: Cyrillic letters, both cases") {
  const Pairs table{{"Аа", "AA"},   {"Бб", "BB"},   {"Вв", "VV"},       {"Гг", "GG"},      {"Дд", "DD"},     {"Ее", "EE"},
                    {"Ёё", "EE"},   {"Жж", "ZHZH"}, {"Зз", "ZZ"},       {"Ии", "II"},      {"Йй", "II"},     {"Кк", "KK"},
                    {"Лл", "LL"},   {"Мм", "MM"},   {"Нн", "NN"},       {"Оо", "OO"},      {"Пп", "PP"},     {"Рр", "RR"},
                    {"Сс", "SS"},   {"Тт", "TT"},   {"Уу", "UU"},       {"Фф", "FF"},      {"Хх", "KHKH"},   {"Цц", "TSTS"},
                    {"Чч", "CHCH"}, {"Шш", "SHSH"}, {"Щщ", "SHCHSHCH"}, {"Ъъ", "IEIE"},    {"Ыы", "YY"},     {"Ээ", "EE"},
                    {"Юю", "IUIU"}, {"Яя", "IAIA"}, {"Ђђ", "DD"},       {"Ѕѕ", "DZDZ"},    {"Іі", "II"},     {"Јј", "JJ"},
                    {"Љљ", "LJLJ"}, {"Њњ", "NJNJ"}, {"Џџ", "DZDZ"},     {"Ўў", "UU"},      {"Ѫѫ", "UU"},     {"Ѵѵ", "YY"},
                    {"Ґґ", "GG"},   {"Ғғ", "GG"},   {"Һһ", "CC"},       {"вєвї", "VIEVI"}, {"Ивань", "IVAN"}};
  check_first_forms(table);
}

TEST_CASE("section B: exceptions of one language apply where its own letters show it") {
  check_first_forms({{"Євген Гриценко", "YEVHEN HRYTSENKO"},  // Ukrainian: Є first YE, Г H, И Y
                     {"Їжакевич Юлія Яна Йосип", "YIZHAKEVYCH YULIIA YANA YOSYP"},
                     {"Быкаў Ёсіф Глеб", "BYKAU IOSIF HLEB"},               // Belarusian: Ё IO, Г H
                     {"Ђорђе Живко Ћирић Шуша", "DORDE ZIVKO CIRIC SUSA"},  // Serbian: Ж Z, Ш S
                     {"Ѓорѓи Ќосев Хаџи", "GJORGJI KJOSEV HADJI"},          // Macedonian: Ѓ GJ, Ќ KJ, Х H, Џ DJ
                     {"Глеб Хрущёв", "GLEB KHRUSHCHEV"}});                  // nothing shows a language: the general column
}

TEST_CASE("section C: Arabic script, teh marbuta by its place, shadda doubles") {
  const std::vector<std::pair<char32_t, std::string_view>> table{
      {0x621, "XE"},  {0x622, "XAA"}, {0x623, "XAE"}, {0x624, "U"},   {0x625, "I"},   {0x626, "XI"},  {0x627, "A"},
      {0x628, "B"},   {0x62A, "T"},   {0x62B, "XTH"}, {0x62C, "J"},   {0x62D, "XH"},  {0x62E, "XKH"}, {0x62F, "D"},
      {0x630, "XDH"}, {0x631, "R"},   {0x632, "Z"},   {0x633, "S"},   {0x634, "XSH"}, {0x635, "XSS"}, {0x636, "XDZ"},
      {0x637, "XTT"}, {0x638, "XZZ"}, {0x639, "E"},   {0x63A, "G"},   {0x641, "F"},   {0x642, "Q"},   {0x643, "K"},
      {0x644, "L"},   {0x645, "M"},   {0x646, "N"},   {0x647, "H"},   {0x648, "W"},   {0x649, "XAY"}, {0x64A, "Y"},
      {0x671, "XXA"}, {0x679, "XXT"}, {0x67C, "XRT"}, {0x67E, "P"},   {0x681, "XKE"}, {0x685, "XXH"}, {0x686, "XC"},
      {0x688, "XXD"}, {0x689, "XDR"}, {0x691, "XXR"}, {0x693, "XRR"}, {0x696, "XRX"}, {0x698, "XJ"},  {0x69A, "XXS"},
      {0x6A9, "XKK"}, {0x6AB, "XXK"}, {0x6AD, "XNG"}, {0x6AF, "XGG"}, {0x6BA, "XNN"}, {0x6BC, "XXN"}, {0x6BE, "XDO"},
      {0x6C0, "XYH"}, {0x6C1, "XXG"}, {0x6C2, "XGE"}, {0x6C3, "XTG"}, {0x6CC, "XYA"}, {0x6CD, "XXY"}, {0x6D0, "Y"},
      {0x6D2, "XYB"}, {0x6D3, "XBE"}};
  for (const auto& [letter, form] : table) {
    INFO(std::hex << static_cast<unsigned>(letter));
    CHECK(mrz_transliterate(utf8(letter)) == form);
  }
  // Tatweel, vowel signs and the obsolete letters are not encoded.
  for (const char32_t c : {0x640, 0x64B, 0x64C, 0x64D, 0x64E, 0x64F, 0x650, 0x652, 0x670, 0x69C, 0x6A2, 0x6A7, 0x6A8})
    CHECK(mrz_transliterate(utf8(c)).empty());
  // Notes 2 and 3 of the table: EBBAS and FXDZXDZXAH.
  CHECK(mrz_transliterate("\u0639\u0628\u0651\u0627\u0633") == "EBBAS");
  CHECK(mrz_transliterate("\u0641\u0636\u0651\u0629") == "FXDZXDZXAH");
  CHECK(mrz_transliterate("\u0641\u0636\u064E\u0651\u0629\u064C") == "FXDZXDZXAH");
  CHECK(mrz_transliterate("\u0628\u0629\u0628") == "BXTAB");
  CHECK(mrz_transliterate("\u0651").empty());
  // Appendix B: "abw bkr mXhmd bn zkrya alrazy".
  CHECK(mrz_transliterate(
            "\u0627\u0628\u0648 \u0628\u0643\u0631 \u0645\u062D\u0645\u062F \u0628\u0646 \u0632\u0643\u0631\u064A\u0627 "
            "\u0627\u0644\u0631\u0627\u0632\u064A") == "ABW BKR MXHMD BN ZKRYA ALRAZY");
}

TEST_CASE("Greek by ELOT 743") {
  check_first_forms({{"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "AVGDEZITHIKLMNXOPRSTYFCHPSO"},
                     {"αβγδεζηθικλμνξοπρσςτυφχψω", "AVGDEZITHIKLMNXOPRSSTYFCHPSO"},
                     {"Γεώργιος Παπαδόπουλος", "GEORGIOS PAPADOPOULOS"},
                     {"Ευάγγελος Αυγερινός", "EVANGELOS AVGERINOS"},  // ευ before a vowel, γγ, αυ before a voiced letter
                     {"Ευτυχία Ναυσικά", "EFTYCHIA NAFSIKA"},         // ευ, αυ before voiceless letters
                     {"Μπάμπης Σαμπάνης", "BAMPIS SAMPANIS"},
                     {"Αντώνης Γκίκας", "ANTONIS GKIKAS"},
                     {"Σφίγξ Μελάγχρους", "SFINX MELANCHROUS"},
                     {"Μαΐου Άυλος", "MAIOU AYLOS"},    // an accent on the first vowel keeps the two apart
                     {"Προϋπάντηση", "PROYPANTISI"}});  // and so does a diaeresis
}

TEST_CASE("what separates words, what vanishes, what is dropped") {
  check_first_forms({{"Anna-Maria  Smith,\tJr\n", "ANNA MARIA SMITH JR"},
                     {"O'Connor O\u2019Connor D\u02BCArc", "OCONNOR OCONNOR DARC"},
                     {"Jean\u2010Pierre\u00A0Li\u2013Wang", "JEAN PIERRE LI WANG"},
                     {"J.P. (Hans) 3rd", "JP HANS 3RD"},
                     {"王 Wang 🙂", "WANG"},
                     {"a\u200Bb\u202Ec\u202C", "ABC"},
                     {"", ""},
                     {" - , ", ""}});
  CHECK(mrz_transliterate(std::string("A\xFF\xC3Z", 4)) == "AZ");
  CHECK(mrz_transliterate("A\xE2\x82") == "A");
  CHECK(mrz_transliterate(std::string("A\0B", 3)) == "AB");
}

TEST_CASE("every table gives only letters of a zone, and no letter stands twice") {
  for (const auto& rows : {table::latin(), table::cyrillic(), table::arabic(), table::greek()}) {
    std::u32string seen;
    for (const auto& row : rows) {
      CHECK(std::all_of(row.forms.begin(), row.forms.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '|'; }));
      seen += row.letters;
    }
    std::sort(seen.begin(), seen.end());
    CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
  }
}
