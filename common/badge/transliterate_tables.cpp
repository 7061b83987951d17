#include "common/badge/transliterate.hpp"

namespace eb::badge::table {
namespace {

constexpr Row latin_rows[] = {
    // ICAO 9303-3 §6 A.
    {U"ÀàÁáÂâÃãĀāĂăĄą", "A"},
    {U"Ää", "AE|A"},
    {U"Åå", "AA|A"},
    {U"Ææ", "AE"},
    {U"ÇçĆćĈĉĊċČč", "C"},
    {U"ÐðĎďĐđ", "D"},
    {U"ÈèÉéÊêËëĒēĔĕĖėĘęĚě", "E"},
    {U"ĜĝĞğĠġĢģ", "G"},
    {U"ĤĥĦħ", "H"},
    {U"ÌìÍíÎîÏïĨĩĪīĬĭĮįİı", "I"},
    {U"Ĳĳ", "IJ"},
    {U"Ĵĵ", "J"},
    {U"Ķķ", "K"},
    {U"ĹĺĻļĽľĿŀŁł", "L"},
    {U"ŃńŅņŇňŊŋ", "N"},
    {U"Ññ", "N|NXX"},
    {U"ÒòÓóÔôÕõŌōŎŏŐő", "O"},
    {U"Öö", "OE|O"},
    {U"ØøŒœ", "OE"},
    {U"ŔŕŖŗŘř", "R"},
    {U"ŚśŜŝŞşŠš", "S"},
    {U"ẞß", "SS"},
    {U"ŢţŤťŦŧ", "T"},
    {U"Þþ", "TH"},
    {U"ÙùÚúÛûŨũŪūŬŭŮůŰűŲų", "U"},
    {U"Üü", "UE|UXX|U"},
    {U"Ŵŵ", "W"},
    {U"ÝýŶŷŸÿ", "Y"},
    {U"ŹźŻżŽž", "Z"},
    // Not in the standard: other marks on the same letters (Romanian, Vietnamese, Sámi, Welsh), and the Azerbaijani schwa.
    {U"ǍǎǠǡȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ", "A"},
    {U"Əə", "A|E"},
    {U"Ǟǟ", "AE|A"},
    {U"Ǻǻ", "AA|A"},
    {U"ǢǣǼǽ", "AE"},
    {U"ḂḃḄḅḆḇ", "B"},
    {U"Ḉḉ", "C"},
    {U"ḊḋḌḍḎḏḐḑḒḓ", "D"},
    {U"ȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ", "E"},
    {U"Ḟḟ", "F"},
    {U"ǤǥǦǧǴǵḠḡ", "G"},
    {U"ȞȟḢḣḤḥḦḧḨḩḪḫẖ", "H"},
    {U"ǏǐȈȉȊȋḬḭḮḯỈỉỊị", "I"},
    {U"ǰ", "J"},
    {U"ǨǩḰḱḲḳḴḵ", "K"},
    {U"ḶḷḸḹḺḻḼḽ", "L"},
    {U"ḾḿṀṁṂṃ", "M"},
    {U"ŉǸǹṄṅṆṇṈṉṊṋ", "N"},
    {U"ƠơǑǒǪǫǬǭȌȍȎȏȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ", "O"},
    {U"Ȫȫ", "OE|O"},
    {U"Ǿǿ", "OE"},
    {U"ṔṕṖṗ", "P"},
    {U"ȐȑȒȓṘṙṚṛṜṝṞṟ", "R"},
    {U"ȘșṠṡṢṣṤṥṦṧṨṩẛſ", "S"},
    {U"ȚțṪṫṬṭṮṯṰṱẗ", "T"},
    {U"ƯưǓǔȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự", "U"},
    {U"ǕǖǗǘǙǚǛǜ", "UE|UXX|U"},
    {U"ṼṽṾṿ", "V"},
    {U"ẀẁẂẃẄẅẆẇẈẉẘ", "W"},
    {U"ẊẋẌẍ", "X"},
    {U"ȲȳẎẏẙỲỳỴỵỶỷỸỹ", "Y"},
    {U"ẐẑẒẓẔẕ", "Z"},
    {U"ǄǅǆǱǲǳ", "DZ"},
    {U"Ǉǈǉ", "LJ"},
    {U"Ǌǋǌ", "NJ"},
};

// ICAO 9303-3 §6 B first; after it the exceptions of single languages and the forms of the Bulgarian Transliteration Act
// (there a final -ия is IA, so that я may be A). Ћ, Ѓ and Ь are missing in the standard: the code points 0402, 0492 and 04BA are
// printed where the letters 040B and 0403 are meant.
constexpr Row cyrillic_rows[] = {
    {U"Аа", "A"},       {U"Бб", "B"},        {U"Вв", "V"},          {U"Гг", "G|H"},      {U"Дд", "D"},     {U"ЕеЀѐ", "E"},
    {U"Ёё", "E|IO|YO"}, {U"Жж", "ZH|Z"},     {U"Зз", "Z"},          {U"ИиЍѝ", "I|Y"},    {U"Йй", "I|Y|J"}, {U"Кк", "K"},
    {U"Лл", "L"},       {U"Мм", "M"},        {U"Нн", "N"},          {U"Оо", "O"},        {U"Пп", "P"},     {U"Рр", "R"},
    {U"Сс", "S"},       {U"Тт", "T"},        {U"УуЎўѪѫ", "U"},      {U"Фф", "F"},        {U"Хх", "KH|H"},  {U"Цц", "TS|C"},
    {U"Чч", "CH|C"},    {U"Шш", "SH|S"},     {U"Щщ", "SHCH|SHT"},   {U"Ъъ", "IE|A|"},    {U"Ыы", "Y"},     {U"Ьь", "|Y"},
    {U"Ээ", "E"},       {U"Юю", "IU|YU|JU"}, {U"Яя", "IA|YA|JA|A"}, {U"Ђђ", "D"},        {U"Ћћ", "C|D"},   {U"Єє", "IE|YE"},
    {U"Ѕѕ", "DZ"},      {U"Іі", "I"},        {U"Її", "I|YI"},       {U"Јј", "J"},        {U"Љљ", "LJ"},    {U"Њњ", "NJ"},
    {U"Ќќ", "K|KJ"},    {U"Џџ", "DZ|DJ"},    {U"Ѵѵ", "Y"},          {U"ҐґҒғЃѓ", "G|GJ"}, {U"Һһ", "C"},
};

constexpr Exception exception_rows[] = {
    {Language::belarusian, false, U"Ёё", "IO"}, {Language::belarusian, false, U"Гг", "H"},
    {Language::macedonian, false, U"Ќќ", "KJ"}, {Language::macedonian, false, U"Џџ", "DJ"},
    {Language::macedonian, false, U"Хх", "H"},  {Language::macedonian, false, U"Цц", "C"},
    {Language::macedonian, false, U"Ѓѓ", "GJ"}, {Language::serbian, false, U"Гг", "H"},
    {Language::serbian, false, U"Жж", "Z"},     {Language::serbian, false, U"Хх", "H"},
    {Language::serbian, false, U"Цц", "C"},     {Language::serbian, false, U"Чч", "C"},
    {Language::serbian, false, U"Шш", "S"},     {Language::ukrainian, false, U"Гг", "H"},
    {Language::ukrainian, false, U"Ии", "Y"},   {Language::ukrainian, true, U"Єє", "YE"},
    {Language::ukrainian, true, U"Її", "YI"},   {Language::ukrainian, true, U"Йй", "Y"},
    {Language::ukrainian, true, U"Юю", "YU"},   {Language::ukrainian, true, U"Яя", "YA"},
};

constexpr Telltale telltale_rows[] = {
    {Language::ukrainian, U"ЄєЇїҐґ"},
    {Language::belarusian, U"Ўў"},
    {Language::macedonian, U"ЃѓЌќЅѕ"},
    {Language::serbian, U"ЂђЋћ"},
};

// ICAO 9303-3 §6 C. Written with code points: a right-to-left letter would turn the lines around. Teh marbuta (0629) and
// shadda (0651) depend on their place and are in the code.
constexpr Row arabic_rows[] = {
    {U"\u0621", "XE"},  {U"\u0622", "XAA"},       {U"\u0623", "XAE"}, {U"\u0624", "U"},   {U"\u0625", "I"},
    {U"\u0626", "XI"},  {U"\u0627", "A"},         {U"\u0628", "B"},   {U"\u062A", "T"},   {U"\u062B", "XTH"},
    {U"\u062C", "J"},   {U"\u062D", "XH"},        {U"\u062E", "XKH"}, {U"\u062F", "D"},   {U"\u0630", "XDH"},
    {U"\u0631", "R"},   {U"\u0632", "Z"},         {U"\u0633", "S"},   {U"\u0634", "XSH"}, {U"\u0635", "XSS"},
    {U"\u0636", "XDZ"}, {U"\u0637", "XTT"},       {U"\u0638", "XZZ"}, {U"\u0639", "E"},   {U"\u063A", "G"},
    {U"\u0641", "F"},   {U"\u0642", "Q"},         {U"\u0643", "K"},   {U"\u0644", "L"},   {U"\u0645", "M"},
    {U"\u0646", "N"},   {U"\u0647", "H"},         {U"\u0648", "W"},   {U"\u0649", "XAY"}, {U"\u064A", "Y"},
    {U"\u0671", "XXA"}, {U"\u0679", "XXT"},       {U"\u067C", "XRT"}, {U"\u067E", "P"},   {U"\u0681", "XKE"},
    {U"\u0685", "XXH"}, {U"\u0686", "XC"},        {U"\u0688", "XXD"}, {U"\u0689", "XDR"}, {U"\u0691", "XXR"},
    {U"\u0693", "XRR"}, {U"\u0696", "XRX"},       {U"\u0698", "XJ"},  {U"\u069A", "XXS"}, {U"\u06A4", "V"},
    {U"\u06A5", "XF"},  {U"\u06A9", "XKK"},       {U"\u06AB", "XXK"}, {U"\u06AD", "XNG"}, {U"\u06AF", "XGG"},
    {U"\u06BA", "XNN"}, {U"\u06BC", "XXN"},       {U"\u06BE", "XDO"}, {U"\u06C0", "XYH"}, {U"\u06C1", "XXG"},
    {U"\u06C2", "XGE"}, {U"\u06C3", "XTG"},       {U"\u06CD", "XXY"}, {U"\u06D0", "Y"},   {U"\u06D2", "XYB"},
    {U"\u06D3", "XBE"}, {U"\u06CC", "XYA|XAY|Y"},
};

constexpr Row greek_rows[] = {
    {U"Α", "A"}, {U"Β", "V"}, {U"Γ", "G"}, {U"Δ", "D"},   {U"Ε", "E"},    {U"Ζ", "Z"},    {U"Η", "I"},  {U"Θ", "TH"},
    {U"Ι", "I"}, {U"Κ", "K"}, {U"Λ", "L"}, {U"Μ", "M"},   {U"Ν", "N"},    {U"Ξ", "X|KS"}, {U"Ο", "O"},  {U"Π", "P"},
    {U"Ρ", "R"}, {U"Σ", "S"}, {U"Τ", "T"}, {U"Υ", "Y|I"}, {U"Φ", "F|PH"}, {U"Χ", "CH|H"}, {U"Ψ", "PS"}, {U"Ω", "O"},
};

constexpr Composition composition_rows[] = {
    {U'A', 0x308, U'Ä'},     {U'a', 0x308, U'ä'},     {U'O', 0x308, U'Ö'},     {U'o', 0x308, U'ö'},
    {U'U', 0x308, U'Ü'},     {U'u', 0x308, U'ü'},     {U'A', 0x30A, U'Å'},     {U'a', 0x30A, U'å'},
    {U'N', 0x303, U'Ñ'},     {U'n', 0x303, U'ñ'},     {U'Е', 0x308, U'Ё'},     {U'е', 0x308, U'ё'},
    {U'И', 0x306, U'Й'},     {U'и', 0x306, U'й'},     {U'І', 0x308, U'Ї'},     {U'і', 0x308, U'ї'},
    {U'У', 0x306, U'Ў'},     {U'у', 0x306, U'ў'},     {U'Г', 0x301, U'Ѓ'},     {U'г', 0x301, U'ѓ'},
    {U'К', 0x301, U'Ќ'},     {U'к', 0x301, U'ќ'},     {0x0627, 0x653, 0x0622}, {0x0627, 0x654, 0x0623},
    {0x0648, 0x654, 0x0624}, {0x0627, 0x655, 0x0625}, {0x064A, 0x654, 0x0626}, {0x06D5, 0x654, 0x06C0},
    {0x06C1, 0x654, 0x06C2}, {0x06D2, 0x654, 0x06D3},
};

constexpr GreekLetter greek_accent_rows[] = {
    {U'Ά', U'Α', true, false}, {U'ά', U'Α', true, false}, {U'Έ', U'Ε', true, false}, {U'έ', U'Ε', true, false},
    {U'Ή', U'Η', true, false}, {U'ή', U'Η', true, false}, {U'Ί', U'Ι', true, false}, {U'ί', U'Ι', true, false},
    {U'Ό', U'Ο', true, false}, {U'ό', U'Ο', true, false}, {U'Ύ', U'Υ', true, false}, {U'ύ', U'Υ', true, false},
    {U'Ώ', U'Ω', true, false}, {U'ώ', U'Ω', true, false}, {U'Ϊ', U'Ι', false, true}, {U'ϊ', U'Ι', false, true},
    {U'Ϋ', U'Υ', false, true}, {U'ϋ', U'Υ', false, true}, {U'ΐ', U'Ι', true, true},  {U'ΰ', U'Υ', true, true},
};

}  // namespace

std::span<const Row> latin() {
  return latin_rows;
}
std::span<const Row> cyrillic() {
  return cyrillic_rows;
}
std::span<const Row> arabic() {
  return arabic_rows;
}
std::span<const Row> greek() {
  return greek_rows;
}
std::span<const Exception> cyrillic_exceptions() {
  return exception_rows;
}
std::span<const Telltale> cyrillic_telltales() {
  return telltale_rows;
}
std::span<const Composition> compositions() {
  return composition_rows;
}
std::span<const GreekLetter> greek_accents() {
  return greek_accent_rows;
}

}  // namespace eb::badge::table
