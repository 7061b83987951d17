#include "issuer/intake/layout.hpp"

#include <algorithm>
#include <bitset>
#include <optional>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

using FieldSet = std::bitset<32>;
std::size_t bit(Field field) {
  return static_cast<std::size_t>(field);
}

std::vector<std::optional<Field>> labels_of(const std::vector<std::string>& cells) {
  std::vector<std::optional<Field>> labels;
  labels.reserve(cells.size());
  for (const auto& cell : cells) labels.push_back(trim(cell).empty() ? std::nullopt : header_field(cell));
  return labels;
}

std::size_t distinct(const std::vector<std::optional<Field>>& labels) {
  FieldSet seen;
  for (const auto& label : labels)
    if (label && is_wanted(*label)) seen.set(bit(*label));
  return seen.count();
}

// A header in two rows: "Document" over "Number" and "Valid until". The upper cell holds until the next one.
void use_upper_row(const std::vector<std::string>& upper, const std::vector<std::string>& cells,
                   std::vector<std::optional<Field>>& labels) {
  const auto filled = std::count_if(upper.begin(), upper.end(), [](const auto& cell) { return !trim(cell).empty(); });
  if (filled < 2 || std::any_of(upper.begin(), upper.end(), is_data)) return;
  std::string above;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i < upper.size() && !trim(upper[i]).empty()) above = upper[i];
    if (labels[i] && *labels[i] != Field::ignored) continue;
    const auto joined = header_field(trim(cells[i]).empty() ? above : above + ' ' + cells[i]);
    if (joined && is_wanted(*joined)) labels[i] = joined;
  }
}

// "Nom" beside "Prénom" is the surname, "Nome" beside "Cognome" the given name; a department counts only without an
// organisation.
void settle_names(std::vector<Column>& columns) {
  FieldSet has;
  for (const auto& column : columns) has.set(bit(column.field));
  const bool given = has[bit(Field::given)];
  const bool surname = has[bit(Field::surname)];
  for (auto& column : columns) {
    if (column.field != Field::name || given == surname) continue;
    column.field = given ? Field::surname : Field::given;
  }
  // Two columns "Name" side by side hold the two parts of one.
  for (std::size_t i = 0; !given && !surname && i + 1 < columns.size(); ++i) {
    auto& first = columns[i];
    auto& second = columns[i + 1];
    if (first.field != Field::name || second.field != Field::name || second.index != first.index + 1) continue;
    first.field = Field::given;
    second.field = Field::surname;
    break;
  }
  std::erase_if(columns, [&](const Column& column) {
    return (column.field == Field::name && given && surname) ||
           (column.field == Field::department && has[bit(Field::organisation)]);
  });
}

std::size_t filled_width(const std::vector<std::string>& cells) {
  std::size_t width = cells.size();
  while (width > 0 && trim(cells[width - 1]).empty()) --width;
  return width;
}

Layout from_header(const Sample& sample, std::size_t row, const std::vector<std::optional<Field>>& labels) {
  Layout layout;
  layout.header_row = row + 1;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] && *labels[i] != Field::ignored) layout.columns.push_back({*labels[i], i});
  settle_names(layout.columns);
  layout.width = std::max(filled_width(sample[row]), row > 0 ? filled_width(sample[row - 1]) : 0);
  for (std::size_t above = 0; above <= row; ++above)
    for (const auto& cell : sample[above])
      if (cell.size() < 500) layout.stated = combine(layout.stated, stated_order(cell));
  return layout;
}

// What the cells of one column look like.
struct Looks {
  std::size_t filled = 0, emails = 0, dates = 0, births = 0, languages = 0, ids = 0, people = 0, organisations = 0,
              single_words = 0;
  [[nodiscard]] bool mostly(std::size_t count) const { return filled > 0 && count * 10 >= filled * 6; }
};

bool is_phone(std::string_view cell) {
  return !cell.empty() && (cell.front() == '+' || cell.find_first_not_of("0123456789 ()-./") == std::string_view::npos) &&
         cell.size() > 6 && (cell.front() == '+' || cell.find(' ') != std::string_view::npos);
}

Looks look_at(const Sample& sample, std::size_t column) {
  Looks looks;
  for (const auto& row : sample) {
    if (column >= row.size()) continue;
    std::string cell;
    clean_text(row[column], cell);
    if (is_placeholder(cell)) continue;
    ++looks.filled;
    const auto date = read_date(cell, DateUse::birth);
    const bool is_date = date.kind == DateKind::exact || date.kind == DateKind::numeric;
    if (is_date) {
      ++looks.dates;
      // Nobody registers who is younger than ten; no document ran out before 2010 that somebody would still send.
      looks.births += date.short_year ? (date.year >= 30 ? 1U : 0U) : (date.year < 2006 ? 1U : 0U);
    } else if (cell.find('@') != std::string_view::npos) {
      looks.emails += clean_email(cell).empty() ? 0U : 1U;
    } else if (cell.size() >= 5 && !is_phone(cell) && cell.size() < 24 && !clean_id_number(cell).empty()) {
      ++looks.ids;
    } else if (looks_like_organisation(cell)) {
      ++looks.organisations;
    } else if (cell.size() < 12 && !clean_language(cell).empty()) {
      ++looks.languages;
    } else if (looks_like_person(cell)) {
      ++looks.people;
    } else if (cell.find_first_of("0123456789+") == std::string_view::npos) {
      ++looks.single_words;
    }
  }
  return looks;
}

// Without a header the content says what a column is.
Layout from_content(const Sample& sample) {
  std::size_t width = 0;
  for (const auto& row : sample) width = std::max(width, row.size());
  width = std::min<std::size_t>(width, 60);
  Layout layout;
  FieldSet has;
  const auto claim = [&](Field field, std::size_t column) {
    if (has[bit(field)]) return false;
    has.set(bit(field));
    layout.columns.push_back({field, column});
    return true;
  };
  std::vector<std::size_t> words;
  for (std::size_t i = 0; i < width; ++i) {
    const auto looks = look_at(sample, i);
    if (looks.mostly(looks.emails)) {
      claim(Field::email, i);
    } else if (looks.mostly(looks.dates)) {
      claim(looks.births * 2 > looks.dates ? Field::birth_date : Field::id_expiry, i);
    } else if (looks.mostly(looks.ids)) {
      claim(Field::id_number, i);
    } else if (looks.mostly(looks.languages)) {
      claim(Field::language, i);
    } else if (looks.mostly(looks.organisations)) {
      claim(Field::organisation, i);
    } else if (looks.mostly(looks.people)) {
      if (!claim(Field::name, i)) words.push_back(i);
    } else if (looks.mostly(looks.single_words + looks.people + looks.organisations)) {
      words.push_back(i);
    }
  }
  if (!has[bit(Field::name)] && words.size() >= 2 && words[1] == words[0] + 1) {
    claim(Field::given, words[1]);
    claim(Field::surname, words[0]);
    words.erase(words.begin(), words.begin() + 2);
  }
  if (!words.empty()) claim(Field::organisation, words.front());
  const bool named = has[bit(Field::name)] || has[bit(Field::surname)];
  if (!named || layout.columns.size() < 3 || !(has[bit(Field::email)] || has[bit(Field::birth_date)]))
    layout.columns.clear();
  return layout;
}

// Labels down one column, each person in a column of their own.
std::optional<Layout> on_its_side(const Sample& sample, std::size_t rival) {
  Layout best;
  std::size_t best_count = std::max<std::size_t>(rival, 2);
  for (std::size_t column = 0; column < 3; ++column) {
    std::vector<std::optional<Field>> labels;
    for (const auto& row : sample) {
      const bool usable = column < row.size() && !trim(row[column]).empty() && !is_data(row[column]);
      labels.push_back(usable ? header_field(row[column]) : std::nullopt);
    }
    if (distinct(labels) <= best_count) continue;
    best_count = distinct(labels);
    best = Layout{};
    best.on_its_side = true;
    best.label_column = column;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (!labels[i]) continue;
      if (*labels[i] != Field::ignored) best.columns.push_back({*labels[i], i});
      best.stated = combine(best.stated, stated_order(sample[i][column]));
    }
    settle_names(best.columns);
  }
  if (!best.on_its_side) return std::nullopt;
  return best;
}

// "Price", "Rate", "Tarif": what is sold has names, too, but neither birth nor document, nor names with addresses.
bool sells(const std::vector<std::string>& header) {
  static constexpr std::string_view prices =
      "price|prices|rate|rates|cost|costs|fare|discount|prix|tarif|tarifs|cout|remise|preis|preise|kosten|rabatt|prezzo|"
      "prezzi|"
      "tariffa|tariffe|costo|sconto|prijs|prijzen|tarief|tarieven|korting|precio|precios|tarifa|tarifas|coste|descuento|eur|"
      "euro|usd";
  return std::any_of(header.begin(), header.end(), [](const std::string& cell) { return says(fold_words(cell), prices); });
}

bool tells_of_births(const Layout& layout) {
  FieldSet has;
  for (const auto& column : layout.columns) has.set(bit(column.field));
  const bool named = has[bit(Field::name)] || has[bit(Field::surname)];
  return has[bit(Field::birth_date)] || has[bit(Field::id_number)] || has[bit(Field::id_and_expiry)] ||
         (named && has[bit(Field::email)]);
}

// Services and offers have houses and dates, too, but nothing that only a person has.
Layout of_people(Layout layout) {
  const bool people = std::any_of(layout.columns.begin(), layout.columns.end(), [](const Column& column) {
    return column.field != Field::organisation && column.field != Field::department && column.field != Field::id_expiry &&
           column.field != Field::language;
  });
  return people ? layout : Layout{};
}

}  // namespace

bool is_data(std::string_view cell) {
  if (cell.find('@') != std::string_view::npos) return true;
  const auto kind = read_date(cell, DateUse::birth).kind;
  return kind == DateKind::exact || kind == DateKind::numeric;
}

std::size_t count_labels(const std::vector<std::string>& cells) {
  if (std::any_of(cells.begin(), cells.end(), is_data)) return 0;
  return distinct(labels_of(cells));
}

Layout find_layout(const Sample& sample) {
  std::size_t best = 1;
  std::size_t best_row = 0;
  std::vector<std::optional<Field>> best_labels;
  for (std::size_t row = 0; row < sample.size() && row < 30; ++row) {
    if (std::any_of(sample[row].begin(), sample[row].end(), is_data)) continue;
    auto labels = labels_of(sample[row]);
    const auto count = distinct(labels);
    if (count <= best) continue;
    best = count;
    best_row = row;
    best_labels = std::move(labels);
  }
  if (auto sideways = on_its_side(sample, best)) return of_people(*std::move(sideways));
  if (best < 2) return from_content(sample);
  if (best_row > 0) use_upper_row(sample[best_row - 1], sample[best_row], best_labels);
  auto layout = of_people(from_header(sample, best_row, best_labels));
  if (!sells(sample[best_row]) || tells_of_births(layout)) return layout;
  Layout offer;
  offer.offer = true;
  return offer;
}

}  // namespace eb::issuer::intake
