// Writes frames as PGM and a list of what each shows.
//   make_frames DIRECTORY [SCENES_A_LEVEL [FIRST_SEED]]
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/tools/frame_maker.hpp"

int main(int argc, char** argv) {
  using namespace eb::image;
  if (argc < 2) {
    std::fprintf(stderr, "usage: make_frames DIRECTORY [SCENES_A_LEVEL [FIRST_SEED]]\n");
    return 2;
  }
  const std::filesystem::path directory = argv[1];
  const auto number = [&](int i, unsigned otherwise) {
    return argc > i ? static_cast<unsigned>(std::strtoul(argv[i], nullptr, 10)) : otherwise;
  };
  const unsigned scenes = number(2, 1);
  const unsigned first = number(3, 1);
  std::filesystem::create_directories(directory);
  std::ofstream list(directory / "frames.tsv");
  list << "file\tkind\tlevel\ttext\n";
  for (int kind = 0; kind < static_cast<int>(test::frame_kinds.size()); ++kind)
    for (int level = 0; level < test::frame_levels; ++level)
      for (unsigned seed = first; seed < first + scenes; ++seed) {
        const test::Scene scene(kind, level, seed);
        const Luma frame = scene.take(0);
        const auto name = std::to_string(kind) + "-" + std::to_string(level) + "-" + std::to_string(seed) + ".pgm";
        std::ofstream file(directory / name, std::ios::binary);
        file << "P5\n" << frame.width << ' ' << frame.height << "\n255\n" << eb::as_text(frame.pixels);
        list << name << '\t' << test::frame_kinds.at(static_cast<std::size_t>(kind)) << '\t' << level << '\t' << scene.text()
             << '\n';
        if (!file) std::fprintf(stderr, "%s cannot be written\n", name.c_str());
        if (!file) return 1;
      }
  return list ? 0 : 1;
}
