#include "issuer/office/erase.hpp"

#include "common/base/text.hpp"
#include "common/os/zone.hpp"
#include "issuer/office/vetting.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

constexpr std::string_view unfinished_name = "purge unfinished";

// Where the registration came from becomes a trace of it; the path stays for the others who came from there, unless it names them.
Status leave_source(Office& office, const std::string& id, const TellingValues& values) {
  EB_TRY(source, office.registry().source_of(id));
  if (!source || source->path.empty()) return {};
  EB_CHECK(Traces(office.registry().database()).add({source->path, source->content, TraceKind::source}, {id}));
  EB_TRY(left, office.registry().left_of(*source));
  return left == 0 || values.in_path(source->path) ? office.registry().forget_source_path(*source) : Status{};
}

// A path that names the person must go with the person, though others are in the file.
Status hide_naming_paths(Office& office, const std::string& id, const TellingValues& values) {
  Traces traces(office.registry().database());
  EB_TRY(about, traces.about(id));
  for (const auto& trace : about)
    if (values.in_path(trace.path)) EB_CHECK(traces.keep_only(trace, id));
  return {};
}

Status blank(Office& office, ActWriter& acts, const StoredRegistration& stored, const std::string& reason, Erasure& out) {
  const auto& id = stored.registration.id;
  const TellingValues values(stored.registration);
  EB_CHECK(check_reason(reason, stored.registration));
  out.badge = office.state().vetting(id).badge;
  log::Act act;
  act.act = "erase";
  act.registration = id;
  act.badge = out.badge;
  act.detail = reason;
  EB_CHECK(acts.add(std::move(act)));
  EB_CHECK(office.registry().blank(stored));
  EB_CHECK(leave_source(office, id, values));
  return hide_naming_paths(office, id, values);
}

// Reasons are checked when they are given, but against the registration as it was then.
Status find_naming_acts(Office& office, const TellingValues& values, Erasure& out) {
  return office.for_each_act([&](const log::Act& act, std::string_view) -> Status {
    if (act.by && *act.by != "root" && act.detail && values.in_file(as_bytes(*act.detail)))
      out.named_in.push_back(act.index);
    return {};
  });
}

Result<StoredRegistration> found(Office& office, const std::string& id) {
  EB_TRY(stored, office.registry().find(id));
  if (!stored) return unknown_registration(id);
  return std::move(*stored);
}

Status begin_erasure(Office& office, const Actor& issuer, Millis now, const std::string& reason,
                     const StoredRegistration& seen, Erasure& out) {
  const auto& id = seen.registration.id;
  const TellingValues values(seen.registration);
  EB_TRY(source, office.registry().source_of(id));
  EB_CHECK(refuse_strange_files(office, &values, source ? source->path : std::string()));
  EB_CHECK(find_naming_acts(office, values, out));
  return office.transact(issuer, now, [&](ActWriter& acts) -> Status {
    EB_TRY(stored, found(office, id));
    if (form_digest(office.event().id, stored) != form_digest(office.event().id, seen))
      return fail(ErrorCode::not_now, id + " was changed by another program meanwhile: try again");
    return blank(office, acts, stored, reason, out);
  });
}

// The badge that an interrupted erasure revoked.
Status recall_badge(Office& office, Erasure& out) {
  return office.for_each_act([&](const log::Act& act, std::string_view) -> Status {
    if (act.act == "erase" && act.registration == out.registration) out.badge = act.badge;
    return {};
  });
}

Status end_erasure(Office& office, const std::string& id, const TellFile& tell) {
  auto& registry = office.registry();
  EB_TRY(traces, Traces(registry.database()).about(id));
  EB_CHECK(wipe_traces(office, traces, id, tell));
  EB_CHECK(registry.database().scrub());
  return registry.mark_erased(id);
}

// Local day on which the event ended.
Result<Date> last_day(const EventProfile& event) {
  const auto text = os::format_local(event.ends, event.time_zone);
  const auto date = parse_iso_date(std::string_view(text).substr(0, 10));
  if (!date) return fail(ErrorCode::integrity, "the event's end is no date: look at event.toml");
  return *date;
}

Status begin_purge(Office& office, const Actor& issuer, Millis now, const PurgeRequest& request) {
  EB_CHECK(purge_allowed(office, request, now));
  EB_CHECK(refuse_strange_files(office, nullptr, {}));
  return office.transact(issuer, now, [&](ActWriter& acts) -> Status {
    EB_CHECK(office.registry().for_each(
        [&](const StoredRegistration& stored) { return check_reason(request.reason, stored.registration); }));
    EB_TRY(totals, count_totals(office));
    // What an interrupted erasure left goes with everything else.
    if (const auto erasing = totals.standings.extract("erasing")) totals.standings["erased"] += erasing.mapped();
    log::Act act;
    act.act = "purge";
    act.detail = purge_detail(totals, request.reason);
    EB_CHECK(acts.add(std::move(act)));
    EB_CHECK(Traces(office.registry().database()).add_sources());
    EB_CHECK(office.registry().blank_everybody());
    return office.registry().set_value(unfinished_name, {});
  });
}

Status end_purge(Office& office, const TellFile& tell) {
  auto& registry = office.registry();
  EB_TRY(traces, Traces(registry.database()).all());
  EB_CHECK(wipe_traces(office, traces, std::nullopt, tell));
  EB_CHECK(registry.database().scrub());
  return registry.remove_value(unfinished_name);
}

}  // namespace

Result<Erasure> erase(Office& office, const Actor& issuer, Millis now, const std::string& id, const std::string& reason,
                      const TellFile& tell) {
  if (reason.empty()) return fail(ErrorCode::usage, "erase needs --reason TEXT");
  EB_CHECK(office.state().still_open());
  EB_CHECK(office.state().may(issuer.name, role_issuer));
  EB_TRY(stored, found(office, id));
  Erasure out;
  out.registration = stored.registration.id;
  const bool begun = office.state().vetting(out.registration).erased;
  if (begun && stored.revision == 0) {
    out.before = true;
    return out;
  }
  EB_CHECK(begun ? recall_badge(office, out) : begin_erasure(office, issuer, now, reason, stored, out));
  EB_CHECK(end_erasure(office, out.registration, tell));
  return out;
}

Seconds retention_end(const EventProfile& event) {
  return event.ends + std::chrono::days{event.retention_days};
}

Status purge_allowed(const Office& office, const PurgeRequest& request, Millis now) {
  EB_CHECK(office.state().still_open());
  EB_TRY(last, last_day(office.event()));
  if (last >= request.before)
    return fail(ErrorCode::not_allowed, "this office is of an event that ends on " + format_date(last) + ", not before " +
                                            format_date(request.before) + ": nothing was purged");
  const auto until = retention_end(office.event());
  if (to_seconds(now) < until && request.reason.empty())
    return fail(ErrorCode::not_allowed, "retention lasts until " + os::format_local(until, office.event().time_zone) + " (" +
                                            std::to_string(office.event().retention_days) +
                                            " days after the event): give --reason TEXT to purge before");
  return {};
}

Result<bool> purge_unfinished(Office& office) {
  EB_TRY(note, office.registry().value(unfinished_name));
  return note.has_value();
}

Result<Totals> purge(Office& office, const Actor& issuer, Millis now, const PurgeRequest& request, const TellFile& tell) {
  EB_CHECK(office.state().may(issuer.name, role_issuer));
  EB_TRY(unfinished, purge_unfinished(office));
  if (!unfinished) EB_CHECK(begin_purge(office, issuer, now, request));
  EB_CHECK(end_purge(office, tell));
  return count_totals(office);
}

}  // namespace eb::issuer
