#include "common/evidence/export_tiles.hpp"

#include <fstream>

#include "common/base/text.hpp"
#include "common/os/lines.hpp"

namespace eb::evidence {
namespace {

bool is_bundle(std::string_view path) {
  return path.starts_with("tile/entries/");
}
bool is_of_entries(std::string_view path) {
  return is_bundle(path) || path.starts_with("tile/0/");
}

}  // namespace

Result<ExportTiles> ExportTiles::read(const std::filesystem::path& entries) {
  ExportTiles out(entries);
  Place place;  // of the entries that the next bundle will hold
  log::TileWriter writer([&](const std::string& path, BytesView content) -> Status {
    if (is_of_entries(path))
      out.places_.emplace(path, place);
    else
      out.upper_.emplace(path, Bytes(content.begin(), content.end()));
    return {};
  });
  EB_TRY(lines, os::LineFile::open(entries));
  for (os::LineFile::Line line; lines.next(line);) {
    if (!line.complete)
      return fail(ErrorCode::malformed,
                  printable(entries.string()) + " ends within an entry: the file was cut off, export again");
    if (writer.size() % log::tile_width == 0) place.begin = place.end;
    place.end += line.text.size() + 1;
    EB_CHECK(writer.add(as_bytes(line.text)));
  }
  EB_CHECK(lines.status());
  EB_CHECK(writer.finish());
  out.size_ = writer.size();
  return out;
}

Result<Bytes> ExportTiles::file(const std::string& path) const {
  if (const auto upper = upper_.find(path); upper != upper_.end()) return upper->second;
  const auto place = places_.find(path);
  if (place == places_.end())
    return fail(ErrorCode::not_found, printable(entries_.string()) + " makes no " + printable(path));
  return made_of(place->second, is_bundle(path));
}

Result<Bytes> ExportTiles::made_of(const Place& place, bool bundle) const {
  std::string text(place.end - place.begin, '\0');
  std::ifstream in(entries_, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(place.begin));
  if (!in.read(text.data(), static_cast<std::streamsize>(text.size())))
    return fail(ErrorCode::io, "cannot read " + printable(entries_.string()) + " again: it was changed meanwhile");
  Bytes out;
  log::TileWriter writer([&](const std::string& path, BytesView content) -> Status {
    if (is_of_entries(path) && is_bundle(path) == bundle) out.assign(content.begin(), content.end());
    return {};
  });
  std::string_view rest = text;
  for (os::BlockLine line; os::take_line(rest, line);) EB_CHECK(writer.add(as_bytes(line.text)));
  EB_CHECK(writer.finish());
  return out;
}

}  // namespace eb::evidence
