#include "audit/hashed_lines.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "audit/lines.hpp"
#include "common/log/merkle.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t fetched_ahead = 8;

// Some thousands of lines: enough hashes for the start of a thread.
struct Batch {
  os::Block block;
  std::vector<HashedLine> lines;  // views into the block
  bool fits = true;               // false: a line after those is above the limit
};

std::unique_ptr<Batch> hashed(std::unique_ptr<Batch> batch) {
  batch->lines.clear();
  batch->fits = true;
  auto rest = batch->block.text();
  for (os::BlockLine line; os::take_line(rest, line);) {
    if (line.text.size() > max_line) {
      batch->fits = false;
      break;
    }
    auto& out = batch->lines.emplace_back();
    out.text = line.text;
    out.complete = line.complete;
    out.leaf = log::leaf_hash(as_bytes(line.text));
    if (line.complete) out.entry = log::view_entry(line.text);
  }
  return batch;
}

// Batches under way: some more than there are cores, so that none waits for the caller's thread.
class Batches {
 public:
  Batches(BlockFile file, const VisitHashedLine& visit) : file_(std::move(file)), visit_(visit) {}

  Status run() {
    for (auto batch = fresh(); file_.next(batch->block); batch = fresh()) {
      under_way_.push_back(std::async(std::launch::async, hashed, std::move(batch)));
      if (under_way_.size() > ahead_) EB_CHECK(visit_oldest());
    }
    while (!under_way_.empty()) EB_CHECK(visit_oldest());
    return file_.status();
  }

 private:
  // One that was visited, when there is one: its memory is there already.
  std::unique_ptr<Batch> fresh() {
    if (visited_.empty()) return std::make_unique<Batch>();
    auto batch = std::move(visited_.back());
    visited_.pop_back();
    return batch;
  }
  Status visit_oldest() {
    auto batch = under_way_.front().get();
    under_way_.pop_front();
    const auto& lines = batch->lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      // Another core read the text: it is fetched from there before the visit asks for it.
      if (i + fetched_ahead < lines.size()) __builtin_prefetch(lines[i + fetched_ahead].text.data());
      EB_CHECK(visit_(lines[i]));
    }
    if (!batch->fits) {
      file_.refuse_line();
      return file_.status();
    }
    visited_.push_back(std::move(batch));
    return {};
  }

  BlockFile file_;
  const VisitHashedLine& visit_;
  const std::size_t ahead_ = std::max(1U, std::thread::hardware_concurrency()) + 2;
  std::deque<std::future<std::unique_ptr<Batch>>> under_way_;
  std::vector<std::unique_ptr<Batch>> visited_;
};

}  // namespace

Status for_each_hashed_line(const std::filesystem::path& path, const VisitHashedLine& visit) {
  EB_TRY(file, BlockFile::open(path));
  return Batches(std::move(file), visit).run();
}

}  // namespace eb::audit
