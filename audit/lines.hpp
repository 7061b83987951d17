// The lines of an export's entries, with this room's words.
#pragma once

#include "common/os/lines.hpp"

namespace eb::audit {

using os::BlockFile;
using os::for_each_line;
using os::LineFile;
using os::max_line;
using os::VisitLine;

}  // namespace eb::audit
