#include "issuer/intake/dates.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

// Folded (no accents): English, French, German, Italian, Dutch, Spanish.
constexpr std::array<std::string_view, 12> month_words{
    "january|janvier|januar|janner|jaenner|gennaio|januari|enero|jan|janv|gen|genn|ene|jann",
    "february|fevrier|februar|feber|febbraio|februari|febrero|feb|febr|fev|fevr|febb",
    "march|mars|marz|maerz|marzo|maart|mar|mrz|mrt|maa",
    "april|avril|aprile|abril|apr|avr|abr",
    "may|mai|maggio|mei|mayo|mag|magg",
    "june|juin|juni|giugno|junio|jun|giu",
    "july|juillet|juli|luglio|julio|jul|juil|lug",
    "august|aout|agosto|augustus|aug|ago",
    "september|septembre|settembre|septiembre|setiembre|sep|sept|set|sett",
    "october|octobre|oktober|ottobre|octubre|oct|okt|ott",
    "november|novembre|noviembre|nov",
    "december|decembre|dezember|dicembre|diciembre|dec|dez|dic"};
constexpr std::array<std::string_view, 12> roman{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};

unsigned month_of(const std::string& word) {
  static const auto months = [] {
    std::unordered_map<std::string_view, unsigned> made;
    for (unsigned i = 0; i < month_words.size(); ++i)
      for_each_word(month_words.at(i), [&](std::string_view name) { made.emplace(name, i + 1); });
    return made;
  }();
  const auto found = months.find(word);
  return found == months.end() ? 0 : found->second;
}
unsigned roman_month(std::string_view word) {
  const auto found = std::find(roman.begin(), roman.end(), word);
  return found == roman.end() ? 0 : static_cast<unsigned>(found - roman.begin()) + 1;
}

struct Token {
  enum class Kind : std::uint8_t { end, number, word, sign } kind = Kind::end;
  char sign = 0;
  int value = 0;
  std::size_t digits = 0, start = 0, end = 0;
  std::string word;  // folded
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Typographic hyphens and dashes are hyphens; other signs beyond ASCII are '?'.
char sign_of(char32_t c) {
  if (c < 0x80) return static_cast<char>(c);
  if (c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2212) return '-';
  if (c == 0xB0) return '.';  // 1° marzo
  if (c == 0x2019) return '\'';
  return '?';
}

bool is_letter(std::string_view text, std::size_t at, std::size_t length) {
  const char c = text[at];
  if (length == 1) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !fold_words(text.substr(at, length)).empty();
}

Token next_token(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(code_point_at(text, at).value)) at += code_point_at(text, at).length;
  Token token;
  token.start = token.end = at;
  if (at >= text.size()) return token;
  if (is_digit(text[at])) {
    token.kind = Token::Kind::number;
    for (; token.end < text.size() && is_digit(text[token.end]) && token.digits < 9; ++token.end, ++token.digits)
      token.value = token.value * 10 + (text[token.end] - '0');
    return token;
  }
  auto point = code_point_at(text, at);
  if (!is_letter(text, at, point.length)) {
    token.kind = Token::Kind::sign;
    token.sign = sign_of(point.value);
    token.end = at + point.length;
    return token;
  }
  token.kind = Token::Kind::word;
  while (token.end < text.size() && token.end - at < 40) {
    point = code_point_at(text, token.end);
    if (is_digit(text[token.end]) || !is_letter(text, token.end, point.length)) break;
    token.end += point.length;
  }
  token.word = fold_words(text.substr(at, token.end - at));
  return token;
}

// The first number is in out.day, the second in out.month: dots are day first, the others show their order or leave it open.
void settle_order(char mark, DateReading& out) {
  out.kind = DateKind::exact;
  if (mark == '.' || out.day == out.month) return;
  if (out.day <= 12 && out.month <= 12) out.kind = DateKind::numeric;
  if (out.day > 12 && out.month <= 12) out.evidence = Order::day_first;
  if (out.month > 12 && out.day <= 12) {
    out.evidence = Order::month_first;
    std::swap(out.day, out.month);
  }
}

// Reads one date; every step takes what it accepts and nothing else.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), token_(next_token(text, 0)) {}

  std::size_t scan(DateReading& out) {
    if (token_.kind == Token::Kind::word) return month_first_words(out);
    if (token_.kind != Token::Kind::number) return 0;
    const auto first = take();
    if (first.digits == 4) return year_first(first, out);
    if (first.digits == 8) return compact(first, out);
    if (first.digits > 2) return 0;
    return day_first(first, out);
  }

 private:
  Token take() {
    Token taken = std::move(token_);
    token_ = next_token(text_, taken.end);
    return taken;
  }
  bool sign(char c) {
    if (token_.kind != Token::Kind::sign || token_.sign != c) return false;
    take();
    return true;
  }
  bool word(std::initializer_list<std::string_view> words) {
    if (token_.kind != Token::Kind::word || std::find(words.begin(), words.end(), token_.word) == words.end()) return false;
    take();
    return true;
  }
  bool number(std::size_t min_digits, std::size_t max_digits) const {
    return token_.kind == Token::Kind::number && token_.digits >= min_digits && token_.digits <= max_digits;
  }
  char separator() {
    for (const char c : {'/', '-', '.'})
      if (sign(c)) return c;
    return 0;
  }
  // A full year, or the last two digits of one.
  bool year(DateReading& out) {
    sign('\'');
    if (!number(4, 4) && !number(2, 2)) return false;
    out.short_year = token_.digits == 2;
    out.year = token_.value;
    last_ = take().end;
    return true;
  }
  std::size_t done(DateReading& out, DateKind kind) const {
    out.kind = kind;
    return last_;
  }

  // 1978-08-17, 1978.08.17., 1978 August 17, 2019-07, 2019
  std::size_t year_first(const Token& first, DateReading& out) {
    if (first.value < 1000) return 0;
    out.year = first.value;
    last_ = first.end;
    const char mark = separator();
    if (token_.kind == Token::Kind::word && (out.month = month_of(token_.word)) != 0) {
      last_ = take().end;
      separator();
    } else if (mark != 0 && number(1, 2)) {
      out.month = static_cast<unsigned>(token_.value);
      last_ = take().end;
      if (!sign(mark)) return done(out, DateKind::partial);
    } else {
      return done(out, DateKind::partial);
    }
    if (!number(1, 2)) return done(out, DateKind::partial);
    out.day = static_cast<unsigned>(token_.value);
    last_ = take().end;
    return done(out, DateKind::exact);
  }

  // 19780817
  std::size_t compact(const Token& first, DateReading& out) {
    const int month = first.value / 100 % 100;
    const int day = first.value % 100;
    if (first.value < 18000101 || first.value > 21991231 || month < 1 || month > 12 || day < 1 || day > 31) return 0;
    out.year = first.value / 10000;
    out.month = static_cast<unsigned>(month);
    out.day = static_cast<unsigned>(day);
    last_ = first.end;
    return done(out, DateKind::exact);
  }

  // 17/08/1978, 17.8.78, 17 August 1978, 9th of November 1980, 23.XI.1953, 07/2019
  std::size_t day_first(const Token& first, DateReading& out) {
    out.day = static_cast<unsigned>(first.value);
    if (token_.kind == Token::Kind::word && token_.start == first.end)
      word({"st", "nd", "rd", "th", "er", "e", "o", "a", "re"});
    const char mark = separator();
    if (number(1, 2) && mark != 0) return numeric(mark, out);
    if (number(4, 4) && mark != 0) {
      out.month = out.day;
      out.day = 0;
      return year(out) ? done(out, DateKind::partial) : 0;
    }
    word({"of", "de", "del", "di", "den", "d"});
    sign('\'');
    if (token_.kind != Token::Kind::word) return 0;
    out.month = month_of(token_.word);
    const bool roman_numeral = out.month == 0;
    if (roman_numeral) out.month = roman_month(token_.word);
    if (out.month == 0) return 0;
    take();
    separator();
    sign(',');
    word({"of", "de", "del", "di"});
    if (roman_numeral && !number(4, 4)) return 0;
    return year(out) ? done(out, DateKind::exact) : 0;
  }

  // Two numbers are read (the first is in out.day), `mark` between them.
  std::size_t numeric(char mark, DateReading& out) {
    out.month = static_cast<unsigned>(token_.value);
    take();
    if (!sign(mark) || !year(out)) return 0;
    settle_order(mark, out);
    return last_;
  }

  // March 3, 1971; July 2019
  std::size_t month_first_words(DateReading& out) {
    out.month = month_of(token_.word);
    if (out.month == 0) return 0;
    take();
    sign('.');
    if (number(4, 4)) return year(out) ? done(out, DateKind::partial) : 0;
    if (separator() == 0) word({"the"});
    if (!number(1, 2)) return 0;
    const auto day = take();
    out.day = static_cast<unsigned>(day.value);
    if (token_.start == day.end) word({"st", "nd", "rd", "th"});
    if (!sign(',')) separator();
    return year(out) ? done(out, DateKind::exact) : 0;
  }

  std::string_view text_;
  Token token_;
  std::size_t last_ = 0;  // end of what was read
};

// dd/mm/yyyy, dd.mm.yyyy and yyyy-mm-dd, nothing around: nearly every cell of a list.
bool read_plain(std::string_view text, DateReading& out) {
  if (text.size() != 10) return false;
  const auto digits = [&](std::size_t from, std::size_t count, int& value) {
    value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (!is_digit(text[i])) return false;
      value = value * 10 + (text[i] - '0');
    }
    return true;
  };
  int a = 0;
  int b = 0;
  int c = 0;
  if (text[4] == '-' && text[7] == '-' && digits(0, 4, a) && digits(5, 2, b) && digits(8, 2, c) && a >= 1000) {
    out = {DateKind::exact, Order::unknown, false, a, static_cast<unsigned>(b), static_cast<unsigned>(c)};
    return true;
  }
  const char mark = text[2];
  if ((mark == '.' || mark == '/' || mark == '-') && text[5] == mark && digits(0, 2, a) && digits(3, 2, b) &&
      digits(6, 4, c) && c >= 1000) {
    out = {DateKind::exact, Order::unknown, false, c, static_cast<unsigned>(b), static_cast<unsigned>(a)};
    settle_order(mark, out);
    return true;
  }
  return false;
}

bool says_unlimited(const std::string& folded) {
  return contains_any(
      folded,
      "unlimited|illimit|unbegrenzt|unbefristet|ilimitad|onbeperkt|indefinid|indefinite|permanent|no expir|not expire|"
      "never expire|without expir|sans limite|sans expiration|senza scadenza|sin caducidad|sin vencimiento|no caduca|"
      "non scade|lifelong|lifetime|a vie|onbepaald|auf lebenszeit|unendlich|no limit|n expire pas|lauft nicht ab|verloopt "
      "niet|"
      "vervalt niet");
}

bool says_issued(const std::string& folded) {
  return contains_any(
      folded,
      "issue|ausgestellt|ausstell|delivr|emis|rilasc|afgegeven|afgifte|uitgegeven|expedid|expedicion|emitid|ausgegeben");
}

}  // namespace

Order combine(Order a, Order b) {
  if (a == Order::unknown) return b;
  if (b == Order::unknown || a == b) return a;
  return Order::conflicting;
}

std::size_t scan_date(std::string_view text, DateReading& reading) {
  DateReading found;
  const auto length = Scanner(text).scan(found);
  if (length != 0) reading = found;
  return length;
}

DateReading read_date(std::string_view text, DateUse use) {
  DateReading best;
  if (read_plain(text, best)) return best;
  std::size_t after_last = 0;
  for (std::size_t at = 0; at < text.size() && at < 400;) {
    const auto token = next_token(text, at);
    if (token.kind == Token::Kind::end) break;
    DateReading found;
    const auto length = scan_date(text.substr(token.start), found);
    if (length == 0) {
      at = token.end;
      continue;
    }
    at = token.start + length;
    const auto before = fold_words(text.substr(after_last, token.start - after_last));
    after_last = at;
    if (says_issued(before)) continue;
    // A lone number counts as a year only where it is all there is.
    const bool lone_number = found.kind == DateKind::partial && found.month == 0;
    if (lone_number && best.kind != DateKind::none) continue;
    best = found;
    if (use == DateUse::birth && !lone_number) return best;
  }
  if (best.kind == DateKind::none && use == DateUse::expiry && says_unlimited(fold_words(text)))
    best.kind = DateKind::unlimited;
  return best;
}

DateResult resolve(const DateReading& reading, DateUse use, const OrderContext& context) {
  if (reading.kind == DateKind::none) return {};
  if (reading.kind == DateKind::partial || reading.kind == DateKind::unlimited) return {std::nullopt, true, false};
  unsigned day = reading.day;
  unsigned month = reading.month;
  if (reading.kind == DateKind::numeric) {
    Order order = context.stated;
    if (order == Order::unknown) order = context.own;
    if (order == Order::unknown) order = context.file;
    if (order == Order::conflicting || (order == Order::unknown && context.sender_in_us)) return {std::nullopt, true, false};
    if (order == Order::month_first) std::swap(day, month);
  }
  const int century = use == DateUse::birth ? 1900 : 2000;
  const Date date{std::chrono::year{reading.short_year ? century + reading.year : reading.year}, std::chrono::month{month},
                  std::chrono::day{day}};
  if (!date.ok()) return {std::nullopt, false, true};
  return {date, false, false};
}

Order stated_order(std::string_view text) {
  const auto folded = fold_words(text);
  if (says(folded,
           "dd mm yy|jj mm aa|tt mm jj|gg mm aa|dd mm jj|dd mm aa|d m y|j m a|t m j|g m a|ddmmyy|jjmmaa|ttmmjj|"
           "ggmmaa|day month|jour mois|tag monat|giorno mese|dag maand|dia mes|day first|european format",
           true))
    return Order::day_first;
  if (says(folded,
           "mm dd yy|mm jj aa|mm tt jj|mm gg aa|mm dd jj|mm dd aa|m d y|mmddyy|month day|mois jour|monat tag|"
           "mese giorno|maand dag|mes dia|month first|us format|american format",
           true))
    return Order::month_first;
  return Order::unknown;
}

}  // namespace eb::issuer::intake
