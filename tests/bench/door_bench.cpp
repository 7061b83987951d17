// A decision from QR text with the look-up in the door list, the record opened and the document compared, against OpenSSL's
// verification of one signature.
#include <map>

#include "tests/bench/compare.hpp"
#include "tests/bench/raw_openssl.hpp"
#include "tests/unit/door/world.hpp"

namespace {

using world::World;

constexpr int calls = 20;
constexpr int guests = 256;  // different badges shown in turn

// Made once: every repetition asks the same door.
struct Door {
  World world{eb::crypto::Algorithm::es256, guests};
  eb::door::ActiveList list;
  explicit Door(std::size_t size) : list(world.activate(world.list(rows(size)))) {}
  std::vector<eb::badge::ListRow> rows(std::size_t size) {
    auto made = world.rows();
    const std::size_t sealed_size = made[0].sealed.size();
    while (made.size() < size) {
      eb::badge::ListRow row;
      world.fill(row.lookup.value);
      row.sealed = world.fresh(sealed_size);
      made.push_back(std::move(row));
    }
    return made;
  }
  static Door& with(std::size_t size) {
    static std::map<std::size_t, Door> doors;
    return doors.try_emplace(size, size).first->second;
  }
};

void examine(benchmark::State& state) {
  Door& door = Door::with(static_cast<std::size_t>(state.range(0)));
  World& world = door.world;
  bench::RawVerifier raw(world.badge_key, bench::signed_bytes(world.delegates[0].text));
  std::size_t next = 0;
  const auto nobody_inside = [](const eb::badge::BadgeNumber&) { return eb::badge::Presence{}; };
  bench::compare(
      state, calls,
      [&] {
        const auto& guest = world.delegates[next];
        next = (next + 97) % guests;
        eb::door::Question question;
        question.text = guest.text;
        question.presented.text = guest.record.id.number;
        question.now = world.now;
        const auto answer = eb::door::examine(question, &door.list, nobody_inside);
        bench::demand(answer && answer->decision.reason == eb::badge::Reason::admitted, "a guest is not admitted");
      },
      [&] { raw.verify(); });
}
BENCHMARK(examine)->Arg(300)->Arg(1'000'000)->Iterations(300);

}  // namespace
