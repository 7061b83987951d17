// Frames of a camera (tests/tools/frame_maker.hpp): how many each reader reads, and what a frame costs. Prints lines of
// tab-separated fields that frames_table.py makes a table of.
//   frame_bench rates KIND SCENES_A_LEVEL FIRST_SEED    frames, plain, plain in `takes`, zbar, ours in `takes`, ours at once, wrong
//   frame_bench empty KIND FIRST_SEED                   50th and 95th percentile and greatest cost in ms of the
//                                                      processor, texts found
//   frame_bench clean FIRST_SEED                        median ms of ours and of plain, in turns, and of their ratio
//   frame_bench after FIRST_SEED                        the same for a clean frame that follows a cluttered one
//   frame_bench kinds                                   the names of all kinds, those with a code first
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "common/image/frame_reader.hpp"
#include "tests/bench/compare.hpp"
#include "tests/bench/plain_reader.hpp"
#include "tests/bench/zbar_reader.hpp"
#include "tests/tools/frame_maker.hpp"

namespace {

using namespace eb::image;
using Texts = std::vector<std::string>;
constexpr unsigned takes = 8;  // successive frames of a badge that is held still

struct Count {
  int frames = 0, plain = 0, plain_takes = 0, zbar = 0, ours = 0, at_once = 0, wrong = 0;
};

bool has(const Texts& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Counts every other text as wrong.
bool check(const Texts& texts, const std::string& text, Count& count) {
  for (const auto& found : texts) count.wrong += found == text ? 0 : 1;
  return has(texts, text);
}

void measure_scene(const test::Scene& scene, Count& count) {
  const Luma first = scene.take(0);
  const bool plain = has(bench::read_plain(first), scene.text());
  bool plain_takes = plain;
  FrameReader reader;
  bool ours = check(reader.read(first), scene.text(), count);
  for (unsigned number = 1; number < takes && !(ours && plain_takes); ++number) {
    const Luma frame = scene.take(number);
    ours = ours || check(reader.read(frame), scene.text(), count);
    plain_takes = plain_takes || has(bench::read_plain(frame), scene.text());
  }
  ++count.frames;
  count.plain += plain ? 1 : 0;
  count.plain_takes += plain_takes ? 1 : 0;
  count.zbar += has(bench::read_with_zbar(first), scene.text()) ? 1 : 0;
  count.ours += ours ? 1 : 0;
  count.at_once += check(read_codes(first), scene.text(), count) ? 1 : 0;
}

void print_rates(int kind, unsigned scenes, unsigned seed) {
  Count count;
  for (int level = 0; level < test::frame_levels; ++level)
    for (unsigned i = 0; i < scenes; ++i) measure_scene(test::Scene(kind, level, seed + i), count);
  std::printf("%d\t%d\t%d\t%d\t%d\t%d\t%d\n", count.frames, count.plain, count.plain_takes, count.zbar, count.ours,
              count.at_once, count.wrong);
}

double milliseconds_of(FrameReader& reader, const Luma& frame, int& found) {
  return bench::microseconds_of([&] { found += static_cast<int>(reader.read(frame).size()); }, 1) / 1000;
}

// Of the processor: on a machine with nothing else to do the same as by the clock, as the reader waits for nothing.
double processor_milliseconds_of(FrameReader& reader, const Luma& frame, int& found) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  };
  const double start = now();
  found += static_cast<int>(reader.read(frame).size());
  return now() - start;
}

void print_empty(int kind, unsigned seed) {
  std::vector<double> costs;
  int found = 0;
  for (int level = 0; level < test::frame_levels; ++level) {
    const test::Scene scene(kind, level, seed);
    std::vector<Luma> frames;
    for (unsigned number = 0; number < takes; ++number) frames.push_back(scene.take(number));
    FrameReader reader;
    for (unsigned number = 0; number < 40; ++number)
      costs.push_back(processor_milliseconds_of(reader, frames[number % takes], found));
  }
  std::sort(costs.begin(), costs.end());
  std::printf("%.2f\t%.2f\t%.2f\t%d\n", costs[costs.size() / 2], costs[costs.size() * 95 / 100], costs.back(), found);
}

// before: shown to the reader before each clean frame, outside of the time that counts.
void print_clean(unsigned seed, const Luma* before) {
  std::vector<double> ours, plain, ratios;
  for (unsigned i = 0; i < 12; ++i) {
    const test::Scene scene(0, static_cast<int>(i % test::frame_levels), seed + i);
    const Luma frame = scene.take(0);
    FrameReader reader;
    for (int round = 0; round < 20; ++round) {
      int found = 0;
      if (before != nullptr) (void)reader.read(*before);
      const double figure = milliseconds_of(reader, frame, found);
      const double floor =
          bench::microseconds_of([&] { bench::demand(!bench::read_plain(frame).empty(), "unread"); }, 1) / 1000;
      bench::demand(found == 1, "a clean frame was not read at once");
      ours.push_back(figure);
      plain.push_back(floor);
      ratios.push_back(figure / floor);
    }
  }
  std::printf("%.3f\t%.3f\t%.3f\n", bench::median(ours), bench::median(plain), bench::median(ratios));
}

unsigned number(const char* text) {
  return static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bool some = !words.empty();
  if (some && words[0] == "rates" && words.size() == 4)
    print_rates(static_cast<int>(number(argv[2])), number(argv[3]), number(argv[4]));
  else if (some && words[0] == "empty" && words.size() == 3)
    print_empty(static_cast<int>(number(argv[2])), number(argv[3]));
  else if (some && words[0] == "clean" && words.size() == 2)
    print_clean(number(argv[2]), nullptr);
  else if (some && words[0] == "after" && words.size() == 2) {
    const Luma clutter = test::Scene(15, 2, number(argv[2])).take(0);
    print_clean(number(argv[2]), &clutter);
  } else if (some && words[0] == "kinds")
    for (const auto& kind : test::frame_kinds) std::printf("%s\n", std::string(kind).c_str());
  else {
    std::fprintf(stderr, "usage: frame_bench rates KIND SCENES SEED | empty KIND SEED | clean SEED | after SEED | kinds\n");
    return 2;
  }
  return 0;
}
