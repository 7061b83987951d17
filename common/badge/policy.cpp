#include "common/badge/policy.hpp"

namespace eb::badge {

std::string_view id_mode_name(IdMode mode) {
  switch (mode) {
    case IdMode::none: return "none";
    case IdMode::visual: return "visual";
    case IdMode::mrz: return "mrz";
  }
  return "unknown";
}

std::string_view reentry_name(Reentry rule) {
  switch (rule) {
    case Reentry::after_exit: return "after-exit";
    case Reentry::never: return "never";
    case Reentry::free: return "free";
  }
  return "unknown";
}

}  // namespace eb::badge
