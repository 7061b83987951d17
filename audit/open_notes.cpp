#include "audit/open_notes.hpp"

#include <algorithm>
#include <future>
#include <thread>

namespace eb::audit {
namespace {

constexpr std::size_t worth_a_thread = 16;

}  // namespace

std::vector<Result<log::Checkpoint>> open_checkpoints(const std::vector<std::string>& notes, const log::NoteKey& key) {
  std::vector<Result<log::Checkpoint>> out(notes.size());
  const auto open = [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) out[i] = log::open_checkpoint(notes[i], key);
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const auto parts = std::clamp(notes.size() / worth_a_thread, std::size_t{1}, cores);
  std::vector<std::future<void>> running;  // their destructors wait
  for (std::size_t i = 1; i < parts; ++i)
    running.push_back(std::async(std::launch::async, open, notes.size() * i / parts, notes.size() * (i + 1) / parts));
  open(0, notes.size() / parts);
  for (auto& part : running) part.get();
  return out;
}

}  // namespace eb::audit
