#include "common/door/examine.hpp"

#include <utility>

namespace eb::door {
namespace {

using badge::ListStatus;
using badge::RecordState;

struct Found {
  ListStatus status = ListStatus::not_on_list;
  RecordState state = RecordState::absent;
  std::optional<badge::Record> record;  // only when it opens
};

// The record belongs to the badge when the badge's own secret opens it and its ID data gives the badge's ID tag.
Result<Found> look_up(const badge::VerifiedBadge& badge, ActiveList& list) {
  Found found;
  EB_TRY(row, list.file.body.find(badge.lookup()));
  if (!row) return found;
  found.status = row->status;
  if (row->status != ListStatus::active) return found;
  found.state = RecordState::mismatch;
  auto record = badge::open_record(row->sealed, badge.claims().secret, list.keys.door_key);
  if (!record) return found;
  const badge::IdTag tag = badge::id_tag(list.keys.event_id_key, record->id);
  if (!equal_constant_time(tag.view(), badge.claims().tag.view())) return found;
  found.state = RecordState::opens;
  found.record = std::move(*record);
  return found;
}

tl::expected<badge::VerifiedBadge, badge::Reason> verify(const Question& question, const ActiveList* list) {
  if (question.several) return tl::unexpected(badge::Reason::several_codes);
  if (list == nullptr) return tl::unexpected(badge::Reason::key_unknown);  // not asked: decide() says no_list before
  return badge::verify_badge(question.text, list->file.keys, question.now);
}

}  // namespace

Result<Answer> examine(const Question& question, ActiveList* list, const PresenceOf& presence_of) {
  Answer answer;
  Found found;
  const auto verified = verify(question, list);
  badge::Situation situation;
  situation.gate = question.gate;
  if (list == nullptr && question.gate == badge::GateCondition::fit) situation.gate = badge::GateCondition::no_list;
  situation.badge = &verified;
  situation.direction = question.direction;
  situation.zone = question.zone;
  situation.now = question.now;
  if (list != nullptr) {
    situation.event = list->file.manifest.event;
    situation.policy = &list->file.manifest.policy;
  }
  if (verified) {
    answer.number = verified->number();
    EB_TRY(looked_up, look_up(*verified, *list));
    found = std::move(looked_up);
    answer.presence = presence_of(verified->number());
  }
  if (found.record) {
    answer.id = badge::check_id(question.presented, found.record->id, found.record->name,
                                local_day(question.now, situation.policy->utc_offset));
  }
  situation.list = found.status;
  situation.record_state = found.state;
  situation.record = found.record ? &*found.record : nullptr;
  situation.id = answer.id;
  situation.presence = answer.presence;
  answer.decision = badge::decide(situation);
  if (answer.decision.reason >= badge::Reason::id_expired) answer.record = std::move(found.record);
  return answer;
}

}  // namespace eb::door
