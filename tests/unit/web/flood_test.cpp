// While somebody floods the server, a request that is made once, and not again, gets its answer before its client's patience ends:
// 28 s, since the machine may be busy with other things; a flood that nobody drove out would last 30 s and more.
#include <sys/resource.h>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "tests/unit/web/world.hpp"

using namespace eb;
using namespace eb::web_test;
using namespace std::chrono_literals;

namespace {

// A thread for as long as the object lives.
class Meanwhile {
 public:
  explicit Meanwhile(std::function<void()> again)
      : thread_([this, again = std::move(again)] {
          while (!over_) again();
        }) {}
  Meanwhile(const Meanwhile&) = delete;
  Meanwhile& operator=(const Meanwhile&) = delete;
  ~Meanwhile() {
    over_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

std::vector<std::unique_ptr<Client>> connect(const World& world, std::size_t many, const std::string& text = "") {
  rlimit files{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
  files.rlim_cur = files.rlim_max;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
  REQUIRE(files.rlim_cur > many + 300);  // the server's ends are here too
  std::vector<std::unique_ptr<Client>> all;
  for (std::size_t i = 0; i < many; ++i) {
    all.push_back(std::make_unique<Client>(world.server->port()));
    if (!text.empty()) all.back()->send(text);
  }
  return all;
}

void is_answered(const World& world, int times) {
  for (int i = 0; i < times; ++i) {
    const auto got = Client(world.server->port()).send(world.get("/hello", "Connection: close\r\n")).read();
    CHECK(got.find("good morning") != std::string::npos);
  }
}

}  // namespace

TEST_CASE("2,000 idle connections") {
  World world;
  const auto idle = connect(world, 2000);
  is_answered(world, 20);
}

TEST_CASE("idle connections that come again and again") {
  World world;
  auto idle = connect(world, 500);
  std::size_t next = 0;
  const Meanwhile again([&] {  // most of them leave before they are taken
    idle[next++ % idle.size()] = std::make_unique<Client>(world.server->port());
    std::this_thread::sleep_for(1ms);
  });
  is_answered(world, 10);
}

TEST_CASE("headers that never end, on 1,200 connections") {
  World world;
  const auto request = world.get("/hello");
  const auto slow = connect(world, 1200, request.substr(0, request.size() - 2));
  const Meanwhile dripping([&] {
    for (const auto& one : slow) one->send("X");
    std::this_thread::sleep_for(100ms);
  });
  is_answered(world, 20);
}

TEST_CASE("bodies that do not come, on 600 connections") {
  World world;
  const auto slow = connect(world, 600, world.post("Content-Length: 1000\r\n"));
  is_answered(world, 20);
}

TEST_CASE("500 event streams, one after another, read or not, closed or not") {
  World world;
  std::vector<std::unique_ptr<Client>> streams(100);
  for (std::size_t i = 0; i < 500; ++i) {
    auto& stream = streams[i % streams.size()];
    stream = std::make_unique<Client>(world.server->port());
    stream->send(world.get("/events"));
    if (i % 2 == 0) stream->read("state 1");
    if (i % 3 == 0) stream.reset();
    if (i % 50 == 0) is_answered(world, 1);
  }
  is_answered(world, 5);
}
