#include "scanner/door_acts.hpp"

#include <algorithm>

#include "common/base/text.hpp"

namespace eb::scanner {
namespace {

using badge::Reason;

std::uint64_t sequence_of(const GateView& view) {
  return view.list != nullptr ? view.list->sequence : 0;
}

log::Entry entry_for(const GateView& view, log::Kind kind, std::optional<std::string> guard) {
  log::Entry entry;
  entry.kind = kind;
  entry.list = sequence_of(view);
  entry.guard = std::move(guard);
  return entry;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Result<std::string> checked_reason(const std::string& text) {
  const auto reason = trim(text);
  if (!is_utf8(reason)) return fail(ErrorCode::invalid_argument, "the reason is not readable text: type it again");
  const auto length = characters(reason);
  if (length < least_reason || length > most_reason)
    return fail(ErrorCode::invalid_argument, "give a reason of 3 to 200 characters: it is kept in the log");
  return std::string(reason);
}

bool is_scan(const log::Entry& entry) {
  return entry.kind == log::Kind::scan || entry.kind == log::Kind::confirm;
}

bool is_settled(const log::Entry& entry, const GateView& view) {
  const auto admission = view.log->presence.last_admission(*entry.badge);
  return admission && *admission > entry.index;
}

Status check_gate(const GateView& view) {
  if (view.condition == badge::GateCondition::fit) return {};
  return fail(ErrorCode::not_now,
              "this gate is not fit to admit anybody: " +
                  (view.list_trouble.empty() ? "look at its clock and its door list" : view.list_trouble));
}

Status check_override(const log::Entry& entry, const GateView& view) {
  if (!is_scan(entry) || !entry.badge || !entry.reason || !badge::may_override(*entry.reason))
    return fail(ErrorCode::not_allowed, "entry " + std::to_string(entry.index) + " cannot be overridden by anybody");
  EB_CHECK(check_gate(view));
  if (!is_overridable(entry, view))
    return fail(ErrorCode::not_now, "entry " + std::to_string(entry.index) +
                                        " is too old, or the badge was admitted since: scan the badge again");
  return {};
}

}  // namespace

bool is_overridable(const log::Entry& entry, const GateView& view) {
  return is_scan(entry) && entry.badge && entry.reason && badge::may_override(*entry.reason) &&
         entry.list == sequence_of(view) && view.now - entry.time <= badge::override_patience && !is_settled(entry, view);
}

Result<std::uint64_t> override_entry(Scanner& scanner, const Act& act) {
  EB_TRY(reason, checked_reason(act.reason));
  std::uint64_t index = 0;
  EB_CHECK(scanner.act([&](EntryWriter& writer, const GateView& view) -> Status {
    EB_TRY(about, writer.entry(act.entry));
    EB_CHECK(check_override(about, view));
    auto entry = entry_for(view, log::Kind::override_, act.by);
    entry.badge = about.badge;
    entry.verdict = badge::Verdict::admit;
    entry.reason = Reason::admitted;
    entry.ref = act.entry;
    entry.detail = reason;
    EB_TRY(added, writer.add(std::move(entry)));
    index = added;
    return {};
  }));
  return index;
}

Result<std::uint64_t> undo_entry(Scanner& scanner, const Act& act) {
  EB_TRY(reason, checked_reason(act.reason));
  std::uint64_t index = 0;
  EB_CHECK(scanner.act([&](EntryWriter& writer, const GateView& view) -> Status {
    EB_TRY(about, writer.entry(act.entry));
    if (view.log->presence.counts(act.entry) != true)
      return fail(ErrorCode::not_now, "entry " + std::to_string(act.entry) + " let nobody in or out, or was undone already");
    auto entry = entry_for(view, log::Kind::undo, act.by);
    entry.badge = about.badge;
    entry.ref = act.entry;
    entry.detail = reason;
    EB_TRY(added, writer.add(std::move(entry)));
    index = added;
    return {};
  }));
  return index;
}

Status sign_in(Scanner& scanner, const std::string& name, const std::string& role) {
  return scanner.act([&](EntryWriter& writer, const GateView& view) -> Status {
    if (view.log->on_duty) EB_CHECK(writer.add(entry_for(view, log::Kind::sign_out, view.log->on_duty)));
    auto entry = entry_for(view, log::Kind::sign_in, name);
    entry.detail = role;
    EB_CHECK(writer.add(std::move(entry)));
    return {};
  });
}

Status sign_out(Scanner& scanner) {
  return scanner.act([&](EntryWriter& writer, const GateView& view) -> Status {
    if (view.log->on_duty) EB_CHECK(writer.add(entry_for(view, log::Kind::sign_out, view.log->on_duty)));
    return {};
  });
}

Status refuse_sign_in(Scanner& scanner, const std::optional<std::string>& name) {
  return scanner.act([&](EntryWriter& writer, const GateView& view) -> Status {
    auto entry = entry_for(view, log::Kind::sign_in, name);
    entry.detail = sign_in_refused;
    EB_CHECK(writer.add(std::move(entry)));
    return {};
  });
}

}  // namespace eb::scanner
