#include "issuer/office/original.hpp"

#include "common/base/text.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

Result<std::filesystem::path> original_of(Office& office, const std::string& id,
                                          const std::optional<std::filesystem::path>& named) {
  EB_TRY(source, office.registry().source_of(id));
  if (!source) return fail(ErrorCode::not_found, id + " was not read from a file that the office knows");
  const auto path = named ? *named : std::filesystem::path(source->path);
  if (path.empty())
    return fail(ErrorCode::not_found,
                "where the original of " + id + " lies is not known any more: name it with --original FILE");
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return fail(ErrorCode::not_found,
                printable(path.string()) + " is not there any more: name the original with --original FILE");
  EB_TRY(hash, hash_file(path));
  EB_TRY(digest, content_digest(office, hash));
  if (digest != source->content)
    return fail(ErrorCode::integrity, printable(path.string()) + " is not the file that " + id +
                                          " was read from, or was changed since: name the original with --original FILE");
  return path;
}

}  // namespace

Result<FoundPlaces> look_up(Office& office, const StoredRegistration& stored,
                            const std::optional<std::filesystem::path>& named) {
  const auto& r = stored.registration;
  EB_CHECK(office.state().not_erased(r.id));
  EB_TRY(path, original_of(office, r.id, named));
  const auto mark = r.source.rfind('#');
  EB_TRY(texts, intake::source_texts(
                    path, mark == std::string::npos ? std::string_view() : std::string_view(r.source).substr(mark + 1)));
  return FoundPlaces{path, intake::find_places(r, texts)};
}

}  // namespace eb::issuer
