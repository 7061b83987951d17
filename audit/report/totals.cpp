#include "audit/report/totals.hpp"

#include <algorithm>

#include "audit/local_clock.hpp"
#include "audit/name_order.hpp"
#include "common/log/json_line.hpp"

namespace eb::audit {
namespace {

using namespace std::chrono_literals;
using Step = InsideBook::Step;

constexpr std::array<std::chrono::seconds, 14> steps{60s,   120s, 300s, 600s, 900s, 1800s,   3600s,
                                                     7200s, 3h,   6h,   12h,  24h,  7 * 24h, 30 * 24h};

void add(Listed& list, const TimedEntry& timed, bool counts, std::optional<badge::Reason> overruled = std::nullopt) {
  ++list.all;
  if (list.first.size() >= max_listed) return;
  const auto& entry = timed.entry;
  const auto text = [](std::string_view raw) { return raw.empty() ? std::string() : log::unquoted(raw); };
  list.first.push_back({timed.gate, entry.index, timed.at, std::string(entry.badge), text(entry.guard), text(entry.detail),
                        entry.ref, overruled, counts});
}

bool is_decision(const log::EntryView& entry) {
  return entry.verdict && entry.reason &&
         (entry.kind == log::Kind::scan || entry.kind == log::Kind::confirm || entry.kind == log::Kind::exit);
}

std::size_t number_of(badge::Reason reason) {
  return static_cast<std::size_t>(reason);
}

}  // namespace

std::chrono::seconds round_step(Millis first, Millis last, std::size_t most) {
  const auto count = [&](std::chrono::seconds step) { return static_cast<std::size_t>((last - first) / step) + 1; };
  const auto fits = std::find_if(steps.begin(), steps.end(), [&](std::chrono::seconds step) { return count(step) <= most; });
  auto step = fits == steps.end() ? steps.back() : *fits;
  while (count(step) > most) step *= 2;
  return step;
}

Timeline make_timeline(Millis first, Millis last, std::chrono::minutes utc_offset) {
  const auto step = round_step(first, last, max_buckets - 1);  // one more when the first begins before the time
  const auto local = to_seconds(first + utc_offset).time_since_epoch();
  const auto start = Seconds(local - (local % step + step) % step - utc_offset);
  const auto count = static_cast<std::size_t>((to_seconds(last) - start) / step) + 1;
  return {Millis(start), step, std::vector<Bucket>(count)};
}

TotalsCounter::TotalsCounter(const GateSet& gates, const std::string& zone, const OfficeBook* office)
    : gates_(gates), office_(office), overruled_(gates.gates.size()) {
  totals_.gates.resize(gates.gates.size());
  std::optional<Millis> first, last;
  for (const auto& gate : gates.gates) {
    if (!gate.survey.first_move) continue;
    first = std::min(first.value_or(*gate.survey.first_move), *gate.survey.first_move);
    last = std::max(last.value_or(*gate.survey.last_move), *gate.survey.last_move);
  }
  if (first) totals_.timeline = make_timeline(*first, *last, LocalClock(zone).offset(*first));
}

void TotalsCounter::feed(const TimedEntry& timed) {
  const auto& survey = gates_.gates[timed.gate].survey;
  const bool counts = survey.undoings.counts(timed.entry.index);
  ++totals_.entries;
  ++totals_.gates[timed.gate].entries;
  if (!totals_.first) totals_.first = timed.at;
  totals_.last = timed.at;
  if (timed.entry.reason && survey.overruled.contains(timed.entry.index))
    overruled_[timed.gate].insert_or_assign(timed.entry.index, *timed.entry.reason);
  count_act(timed, counts);
  if (is_decision(timed.entry)) count_verdict(timed);
  if (counts) move(timed);
}

void TotalsCounter::count_act(const TimedEntry& timed, bool counts) {
  const auto& entry = timed.entry;
  if (entry.kind == log::Kind::override_) {
    const auto& known = overruled_[timed.gate];
    const auto about = entry.ref ? known.find(*entry.ref) : known.end();
    add(totals_.overrides, timed, counts, about == known.end() ? std::nullopt : std::optional(about->second));
    ++totals_.gates[timed.gate].overrides;
  } else if (entry.kind == log::Kind::undo) {
    add(totals_.undos, timed, counts);
    ++totals_.gates[timed.gate].undos;
  } else if (entry.kind == log::Kind::sign_in) {
    if (entry.detail == "\"refused\"")
      add(totals_.sign_ins_refused, timed, true);
    else
      ++totals_.sign_ins;
  } else if (entry.kind == log::Kind::clock) {
    add(totals_.clock_incidents, timed, true);
  }
}

void TotalsCounter::count_verdict(const TimedEntry& timed) {
  const auto& entry = timed.entry;
  if (*entry.verdict == badge::Verdict::deny) {
    ++totals_.denied[number_of(*entry.reason)];
    ++totals_.gates[timed.gate].denied;
  } else if (*entry.verdict == badge::Verdict::check) {
    ++totals_.asked[number_of(*entry.reason)];
    ++totals_.gates[timed.gate].asked;
  }
}

// Closes the steps that lie before the time.
void TotalsCounter::advance_to(Millis at) {
  auto& [start, step, buckets] = totals_.timeline;
  const auto wanted = static_cast<std::size_t>((at - start) / step);
  while (bucket_ < wanted && bucket_ + 1 < buckets.size()) {
    buckets[bucket_].inside_at_end = inside_.inside_count();
    buckets[++bucket_].most_inside = inside_.inside_count();
  }
}

void TotalsCounter::move(const TimedEntry& timed) {
  if (!may_move(timed.entry)) return;
  advance_to(timed.at);
  const auto step = inside_.feed(timed.gate, timed.entry, timed.at).step;
  auto& bucket = totals_.timeline.buckets[bucket_];
  if (step == Step::none) return;
  if (step == Step::left || step == Step::left_elsewhere) {
    ++totals_.departures;
    ++bucket.departures;
    ++totals_.gates[timed.gate].departures;
    if (step == Step::left_elsewhere) ++totals_.left_elsewhere;
    return;
  }
  ++totals_.arrivals;
  ++bucket.arrivals;
  ++totals_.gates[timed.gate].arrivals;
  ++totals_.id_checks[static_cast<std::size_t>(timed.entry.id_check)];
  if (office_ != nullptr) ++arrivals_[BadgeKey::of(timed.entry.badge)];
  bucket.most_inside = std::max(bucket.most_inside, inside_.inside_count());
  if (inside_.inside_count() > totals_.most_inside) {
    totals_.most_inside = inside_.inside_count();
    totals_.most_inside_at = timed.at;
  }
}

// By registration: one who came with either of two badges came.
OfficeTotals TotalsCounter::office_totals() const {
  struct Invited {
    const OfficeBadge* badge = nullptr;  // the active one when there is one
    std::string number;
    std::uint64_t arrivals = 0;
  };
  OfficeTotals out;
  std::map<std::string, Invited> invited;
  for (const auto& [number, badge] : office_->badges()) {
    const auto came = arrivals_.find(BadgeKey::of(number));
    if (!badge.active && came == arrivals_.end()) continue;
    auto& one = invited[badge.registration];
    if (one.badge == nullptr || badge.active) {
      one.badge = &badge;
      one.number = number;
    }
    if (came != arrivals_.end()) one.arrivals += came->second;
  }
  for (const auto& [registration, one] : invited) {
    auto& organisation = out.organisations[one.badge->record.organisation];
    ++organisation.invited;
    organisation.arrivals += one.arrivals;
    if (one.arrivals > 0)
      ++organisation.came;
    else
      out.no_shows.push_back({one.badge->record.name, one.badge->record.organisation, one.number});
  }
  std::sort(out.no_shows.begin(), out.no_shows.end(), [](const NoShow& a, const NoShow& b) {
    const auto one = name_order(a.name), other = name_order(b.name);
    return one != other ? one < other : a.badge < b.badge;
  });
  for (const auto& [key, count] : arrivals_)
    if (office_->by_number(std::string(key.view())) == nullptr) ++out.unknown_badges;
  return out;
}

Totals TotalsCounter::finish() {
  auto& buckets = totals_.timeline.buckets;
  for (; bucket_ < buckets.size(); ++bucket_) {
    buckets[bucket_].inside_at_end = inside_.inside_count();
    buckets[bucket_].most_inside = std::max(buckets[bucket_].most_inside, inside_.inside_count());
  }
  totals_.badges = inside_.stays().size();
  totals_.inside_at_end = inside_.inside_count();
  if (office_ != nullptr) totals_.office = office_totals();
  return std::move(totals_);
}

}  // namespace eb::audit
