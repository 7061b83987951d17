// Frames of a camera, one after another. Nothing here asks how long a frame takes: the benchmark does.
#include <catch2/catch.hpp>

#include <algorithm>

#include "common/image/frame_reader.hpp"
#include "tests/tools/frame_maker.hpp"
#include "tests/unit/image/pictures.hpp"

using namespace eb::image;
using namespace eb::image::test;
using Texts = std::vector<std::string>;

namespace {

int kind_of(std::string_view name) {
  const auto* const found = std::find(frame_kinds.begin(), frame_kinds.end(), name);
  REQUIRE(found != frame_kinds.end());
  return static_cast<int>(found - frame_kinds.begin());
}

// The number of frames of a badge held still until it is read; 0: not within `takes`.
unsigned frames_until_read(FrameReader& reader, const Scene& scene, unsigned takes = 8) {
  for (unsigned number = 0; number < takes; ++number) {
    const auto texts = reader.read(scene.take(number));
    if (texts.empty()) continue;
    CHECK(texts == Texts{scene.text()});
    return number + 1;
  }
  return 0;
}

Luma grey_frame() {
  Luma frame = paper(frame_width, frame_height);
  std::fill(frame.pixels.begin(), frame.pixels.end(), std::uint8_t{120});
  return frame;
}

}  // namespace

TEST_CASE("a clean frame is read at the first call") {
  for (const int level : {0, 4}) {
    FrameReader reader(0);
    CHECK(frames_until_read(reader, Scene(kind_of("clean"), level, 1), 1) == 1);
  }
}

TEST_CASE("a glance reads a clean frame beside the reader, and leaves a hard one to it") {
  const Scene clean(kind_of("clean"), 0, 1);
  const auto glance = FrameReader::glance(clean.take(0));
  CHECK(glance.texts == Texts{clean.text()});
  CHECK(glance.place.width > 0);
  FrameReader reader;
  CHECK(reader.follow(clean.take(0), glance) == Texts{clean.text()});
  CHECK(FrameReader::glance(grey_frame()).texts.empty());
  CHECK(FrameReader::glance(Luma{}).texts.empty());
}

TEST_CASE("a badge held still in a hard way is read within eight frames") {
  struct Case {
    std::string_view kind;
    int level;
  };
  for (const auto& [kind, level] : {Case{"small", 3}, Case{"focus blur", 1}, Case{"sensor noise", 3},
                                    Case{"low contrast", 2}, Case{"curl", 1}, Case{"moire", 3}, Case{"phone screen", 2}}) {
    INFO(kind << " " << level);
    FrameReader reader;
    CHECK(frames_until_read(reader, Scene(kind_of(kind), level, 4)) > 0);
  }
}

TEST_CASE("the way that helped comes first for the next badge, and the work bounds what is tried") {
  const Scene first(kind_of("low contrast"), 3, 5);
  const Scene second(kind_of("low contrast"), 3, 6);
  FrameReader reader;
  CHECK(frames_until_read(reader, first) > 0);
  CHECK(frames_until_read(reader, second) == 1);
  FrameReader idle(0);
  CHECK(frames_until_read(idle, first) == 0);
}

TEST_CASE("nothing is read where there is no code, and a clean frame behind it is read at once") {
  FrameReader reader;
  for (const auto* const kind : {"empty wall", "clutter", "text page", "checkerboard", "faces"}) {
    INFO(kind);
    const auto frame = Scene(kind_of(kind), 2, 1).take(0);
    for (int call = 0; call < 6; ++call) CHECK(reader.read(frame).empty());
  }
  CHECK(frames_until_read(reader, Scene(kind_of("clean"), 2, 1), 1) == 1);
}

TEST_CASE("frames full of finder patterns are left, and a clean frame behind them is read at once") {
  FrameReader reader;
  for (const int module : {1, 2, 3, 5}) {
    auto frame = paper(frame_width, frame_height);
    const auto patterns = finder_patterns(frame_height / 9 / module, module);
    paste(frame, patterns, 0, 0);
    for (int call = 0; call < 6; ++call) CHECK(reader.read(frame).empty());
  }
  CHECK(frames_until_read(reader, Scene(kind_of("clean"), 2, 1), 1) == 1);
}

TEST_CASE("two badges in one frame are both given") {
  auto frame = grey_frame();
  paste(frame, drawn(*make_symbol(random_text(1)), 6), 60, 100);
  paste(frame, drawn(*make_symbol(random_text(2)), 5), 700, 300);
  FrameReader reader;
  auto texts = reader.read(frame);
  std::sort(texts.begin(), texts.end());
  auto wanted = Texts{random_text(1), random_text(2)};
  std::sort(wanted.begin(), wanted.end());
  CHECK(texts == wanted);
}

TEST_CASE("the same frames give the same results") {
  const Scene hard(kind_of("focus blur"), 2, 7);
  FrameReader one;
  FrameReader other;
  for (unsigned number = 0; number < 4; ++number) {
    const auto frame = hard.take(number);
    CHECK(one.read(frame) == other.read(frame));
  }
}

TEST_CASE("frames may change their size from one to the next") {
  FrameReader reader;
  CHECK(frames_until_read(reader, Scene(kind_of("clean"), 0, 1), 1) == 1);
  for (const auto& [width, height] :
       {std::pair{640, 480}, std::pair{64, 64}, std::pair{63, 21}, std::pair{21, 400}, std::pair{2, 2}}) {
    Luma frame = grey_frame();
    frame.width = width;
    frame.height = height;
    frame.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int call = 0; call < 3; ++call) CHECK(reader.read(frame).empty());
  }
  CHECK(reader.read(Luma{}).empty());
}
