// Runs a figure and its floor in turns, so that whatever slows the machine slows both, and reports the median of each.
#pragma once

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace bench {

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

template <class Work>
double microseconds_of(Work&& work, int calls) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) work();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count() / calls;
}

// Of the whole process, set-up included.
inline double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// One iteration is `calls` calls of each; which goes first alternates. Counters: microseconds of one call.
template <class Figure, class Floor>
void compare(benchmark::State& state, int calls, Figure&& figure, Floor&& floor) {
  std::vector<double> figures, floors;
  microseconds_of(figure, 1);  // caches and lazy set-up
  microseconds_of(floor, 1);
  bool figure_first = true;
  for ([[maybe_unused]] const auto iteration : state) {
    if (figure_first) figures.push_back(microseconds_of(figure, calls));
    floors.push_back(microseconds_of(floor, calls));
    if (!figure_first) figures.push_back(microseconds_of(figure, calls));
    figure_first = !figure_first;
  }
  state.counters["figure_us"] = median(std::move(figures));
  state.counters["floor_us"] = median(std::move(floors));
  state.counters["peak_mb"] = peak_megabytes();
}

// A benchmark that could not measure what it claims must not print a number.
inline void demand(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "badge_bench: %s\n", what);
  std::abort();
}

}  // namespace bench
