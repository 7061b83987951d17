#include "audit/hashed_lines.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <thread>
#include <vector>

#include "audit/lines.hpp"
#include "common/log/merkle.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t batch_size = std::size_t{2} << 20;  // bytes of lines: thousands of hashes for one start of a thread

struct Batch {
  std::vector<char> bytes;        // the lines, one behind the other
  std::vector<std::size_t> ends;  // in bytes
  bool last_complete = true;
  std::vector<HashedLine> lines;
};

// The lines are views into the bytes, which stay where they are when the batch is moved.
Batch hashed(Batch batch) {
  batch.lines.reserve(batch.ends.size());
  std::size_t start = 0;
  for (const auto end : batch.ends) {
    HashedLine line;
    line.text = {batch.bytes.data() + start, end - start};
    line.complete = end != batch.ends.back() || batch.last_complete;
    line.leaf = log::leaf_hash(as_bytes(line.text));
    if (line.complete) line.entry = log::view_entry(line.text);
    batch.lines.push_back(line);
    start = end;
  }
  return batch;
}

// Batches under way: as many as there are cores, and one that is being read.
class Batches {
 public:
  explicit Batches(const VisitHashedLine& visit) : visit_(visit) {}

  Status add(std::string_view line, bool complete) {
    if (!next_.ends.empty() && next_.bytes.size() + line.size() > batch_size) EB_CHECK(start());
    if (next_.bytes.empty()) next_.bytes.reserve(std::max(batch_size, line.size()));
    next_.bytes.insert(next_.bytes.end(), line.begin(), line.end());
    next_.ends.push_back(next_.bytes.size());
    next_.last_complete = complete;
    return {};
  }
  Status finish() {
    if (!next_.ends.empty()) EB_CHECK(start());
    while (!under_way_.empty()) EB_CHECK(visit_oldest());
    return {};
  }

 private:
  Status start() {
    under_way_.push_back(std::async(std::launch::async, hashed, std::exchange(next_, {})));
    return under_way_.size() > cores_ ? visit_oldest() : Status{};
  }
  Status visit_oldest() {
    const auto batch = under_way_.front().get();
    under_way_.pop_front();
    for (const auto& line : batch.lines) EB_CHECK(visit_(line));
    return {};
  }

  const VisitHashedLine& visit_;
  const std::size_t cores_ = std::max(1U, std::thread::hardware_concurrency());
  std::deque<std::future<Batch>> under_way_;
  Batch next_;
};

}  // namespace

Status for_each_hashed_line(const std::filesystem::path& path, const VisitHashedLine& visit) {
  Batches batches(visit);
  EB_CHECK(for_each_line(path, [&](std::string_view line, bool complete) { return batches.add(line, complete); }));
  return batches.finish();
}

}  // namespace eb::audit
