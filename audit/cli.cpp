#include "audit/cli.hpp"

#include <algorithm>

#include "common/base/text.hpp"

namespace eb::audit {

Result<std::optional<keys::RootAnchor>> given_root(const std::string& file) {
  if (file.empty()) return std::nullopt;
  EB_TRY(root, read_root(file));
  return root;
}

Result<std::vector<KeptNote>> kept_notes(const std::vector<std::string>& files) {
  std::vector<KeptNote> kept;
  for (const auto& file : files) {
    const auto wrong = [&](const std::string& why) {
      return fail(ErrorCode::malformed,
                  printable(file) + " is no checkpoint (" + why + "): give the file that badge-scanner checkpoint printed");
    };
    EB_TRY(notes, read_notes(file));
    if (notes.empty()) return wrong("it is empty");
    for (auto& note : notes) {
      if (note.find("\n\n") == std::string::npos) return wrong("no signature line");
      const auto opened = log::open_note(note, {});
      if (!opened && opened.error().code != ErrorCode::signature_invalid) return wrong(opened.error().message);
      kept.push_back({file, std::move(note)});
    }
  }
  return kept;
}

void warn_of_unused(const std::vector<KeptNote>& kept, const std::vector<std::string>& exports) {
  for (const auto& note : kept) {
    const bool used = std::any_of(exports.begin(), exports.end(), [&](const std::string& directory) {
      const auto key = read_note_key(directory);
      return key && names_key(note.text, *key);
    });
    if (!used)
      os::print_warning(program, printable(note.file) + " is a checkpoint of " +
                                     printable(note.text.substr(0, note.text.find('\n'))) +
                                     ", and no export given is of that gate: it was not used");
  }
}

}  // namespace eb::audit
