// The checkpoints of many notes. A signature costs as much as hundreds of entries, so they are asked on all cores.
#pragma once

#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "common/log/note.hpp"

namespace eb::audit {

// One result for each note, in order: log::open_checkpoint().
[[nodiscard]] std::vector<Result<log::Checkpoint>> open_checkpoints(const std::vector<std::string>& notes,
                                                                    const log::NoteKey& key);

}  // namespace eb::audit
