#include "audit/replay.hpp"
#include "common/base/text.hpp"
#include "common/log/act.hpp"
#include "common/store/sqlite.hpp"

namespace eb::audit {

void OfficeBook::add(const std::string& number, OfficeBadge badge) {
  numbers_.emplace(to_hex(crypto::sha256(as_bytes(badge.text)).view()), number);
  badges_.emplace(number, std::move(badge));
}

// What is forgotten follows from the acts alone: a badge whose row was removed in another way is one that was never issued.
Status OfficeBook::read_acts(store::Database& database) {
  EB_TRY(select, database.prepare("SELECT line FROM log_line ORDER BY idx"));
  std::unordered_map<std::string, std::vector<std::string>> badges;  // by registration
  std::unordered_set<std::string> erased;
  while (true) {
    EB_TRY(more, select.step());
    if (!more) break;
    EB_TRY(act, log::parse_act(select.text(0)));
    if (act.act == "purge") purged_ = act.time;
    if (act.act == "erase" && act.registration) erased.insert(*act.registration);
    if ((act.act == "issue" || act.act == "reissue") && act.registration && act.badge)
      badges[*act.registration].push_back(*act.badge);
  }
  for (const auto& [registration, numbers] : badges)
    if (purged_ || erased.contains(registration)) forgotten_.insert(numbers.begin(), numbers.end());
  return {};
}

Result<OfficeBook> OfficeBook::read(const std::filesystem::path& office) {
  EB_TRY(database, store::Database::open(office / "registry.db", store::OpenMode::read_only));
  EB_TRY(select, database.prepare("SELECT b.number, b.text, r.name, r.organisation, r.id_number, r.birth_date, r.id_expiry,"
                                  " b.registration, b.state"
                                  " FROM badge b JOIN registration r ON r.id = b.registration"));
  OfficeBook book;
  EB_CHECK(book.read_acts(database));
  while (true) {
    EB_TRY(more, select.step());
    if (!more) return book;
    OfficeBadge badge;
    badge.text = select.text(1);
    badge.record.name = select.text(2);
    badge.record.organisation = select.text(3);
    badge.record.id.number = select.text(4);
    badge.registration = select.text(7);
    badge.active = select.text(8) == "active";
    const auto birth = parse_iso_date(select.text(5));
    const auto expiry = parse_iso_date(select.text(6));
    if (!birth || !expiry)
      return fail(ErrorCode::integrity, "badge " + printable(select.text(0)) +
                                            " belongs to a registration without dates: the registry was changed");
    badge.record.id.birth_date = *birth;
    badge.record.id.expiry = *expiry;
    book.add(std::string(select.text(0)), std::move(badge));
  }
}

const OfficeBadge* OfficeBook::by_text(const Sha256& text_hash) const {
  const auto number = numbers_.find(to_hex(text_hash.view()));
  return number == numbers_.end() ? nullptr : by_number(number->second);
}

const OfficeBadge* OfficeBook::by_number(const std::string& number) const {
  const auto badge = badges_.find(number);
  return badge == badges_.end() ? nullptr : &badge->second;
}

}  // namespace eb::audit
