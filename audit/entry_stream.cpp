#include "audit/entry_stream.hpp"

#include <algorithm>

#include "audit/inside_book.hpp"

namespace eb::audit {
namespace {

void take(Survey& survey, const log::EntryView& entry, Millis at) {
  ++survey.entries;
  if (may_move(entry)) {
    if (!survey.first_move) survey.first_move = at;
    survey.last_move = at;
  }
  if (entry.kind == log::Kind::undo && entry.ref) survey.undoings.feed(entry.index, *entry.ref);
  if (entry.kind == log::Kind::override_ && entry.ref) survey.overruled.insert(*entry.ref);
}

}  // namespace

Result<EntryStream> EntryStream::open(const std::filesystem::path& directory) {
  EB_TRY(lines, LineFile::open(directory / "entries.jsonl"));
  return EntryStream(std::move(lines));
}

bool EntryStream::next() {
  for (LineFile::Line line; lines_.next(line);) {
    const auto entry = log::view_entry(line.text);
    if (!entry) {
      ++unreadable_;
    } else if (entry->rehearsal) {
      ++rehearsed_;
    } else {
      entry_ = *entry;
      at_ = std::max(at_, entry_.time);
      return true;
    }
  }
  return false;
}

Result<Survey> survey_export(const std::filesystem::path& directory, std::optional<Millis> until) {
  EB_TRY(stream, EntryStream::open(directory));
  Survey survey;
  std::uint64_t end = 0;  // index after the last entry that counts
  while (stream.next()) {
    const auto& entry = stream.entry();
    if (!survey.first) {
      survey.first = stream.at();
      survey.gate = entry.gate;
    }
    survey.last = stream.at();
    survey.last_kind = entry.kind;
    if (!until || stream.at() <= *until) {
      take(survey, entry, stream.at());
      end = entry.index + 1;
    } else if (entry.kind == log::Kind::undo && entry.ref && *entry.ref < end) {
      ++survey.undone_later;
    }
  }
  survey.unreadable = stream.unreadable();
  survey.rehearsed = stream.rehearsed();
  survey.ended = stream.status();
  return survey;
}

Status for_each_by_time(const std::vector<std::filesystem::path>& directories, std::optional<Millis> until,
                        const VisitTimed& visit) {
  std::vector<EntryStream> streams;
  for (const auto& directory : directories) {
    EB_TRY(stream, EntryStream::open(directory));
    streams.push_back(std::move(stream));
  }
  Status ended;
  std::vector<std::size_t> heap;  // those with an entry to hand out, the earliest in front
  const auto later = [&](std::size_t a, std::size_t b) {
    return streams[a].at() != streams[b].at() ? streams[a].at() > streams[b].at() : a > b;
  };
  const auto advance = [&](std::size_t which) {
    if (streams[which].next()) {
      if (until && streams[which].at() > *until) return;
      heap.push_back(which);
      std::push_heap(heap.begin(), heap.end(), later);
    } else if (ended && !streams[which].status()) {
      ended = streams[which].status();
    }
  };
  for (std::size_t i = 0; i < streams.size(); ++i) advance(i);
  while (!heap.empty()) {
    const auto which = heap.front();
    EB_CHECK(visit({which, streams[which].entry(), streams[which].at()}));
    std::pop_heap(heap.begin(), heap.end(), later);
    heap.pop_back();
    advance(which);
  }
  return ended;
}

}  // namespace eb::audit
