// Tasks in play, the lines they wait in, and the events to come. Nothing is allocated during a run.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>

#include "scenario.hpp"

constexpr int NOBODY = -1;
constexpr double NEVER = std::numeric_limits<double>::infinity();
constexpr double UNKNOWN = std::numeric_limits<double>::quiet_NaN();

// A task in play. Its place is used again when it has ended, so that the tasks in play stay in the cache.
struct Task : TaskRecord {
    double effort_min, difficulty, type_z, machine_z, remaining_min, queued_min;
    uint64_t luck;
    int32_t number, next;
    int16_t function;
    bool novel, wrong;
};

class TaskPool {
public:
    explicit TaskPool(int64_t n) : tasks_(new Task[n]) {}
    Task& operator[](int place) { return tasks_[place]; }
    int size() const { return used_; }

    int take() {
        if (free_ == NOBODY) return used_++;
        const int place = free_;
        free_ = tasks_[place].next;
        return place;
    }

    void give_back(int place) {
        tasks_[place].next = free_;
        free_ = place;
    }

private:
    std::unique_ptr<Task[]> tasks_;  // untouched until used: only the tasks in play cost memory
    int used_ = 0, free_ = NOBODY;
};

// First come, first served; a task stands in one line at a time.
struct Line {
    int head = NOBODY, tail = NOBODY, waiting = 0;

    void append(int task, TaskPool& tasks) {
        tasks[task].next = NOBODY;
        if (tail == NOBODY) head = task;
        else tasks[tail].next = task;
        tail = task;
        ++waiting;
    }

    void append_at_head(int task, TaskPool& tasks) {
        tasks[task].next = head;
        head = task;
        if (tail == NOBODY) tail = task;
        ++waiting;
    }

    int take_head(TaskPool& tasks) {
        const int task = head;
        head = tasks[task].next;
        if (head == NOBODY) tail = NOBODY;
        --waiting;
        return task;
    }
};

// An event: its time, then kind, entity number and the task's place in one word, in this order of significance.
struct Event {
    double time_min;
    uint64_t order;

    Event() = default;
    Event(double time_min, uint64_t kind, uint64_t entity, uint64_t place = 0)
        : time_min(time_min), order(kind << 60 | entity << 30 | place) {}
    int kind() const { return static_cast<int>(order >> 60); }
    int entity() const { return static_cast<int>(order >> 30 & 0x3FFFFFFF); }
    int place() const { return static_cast<int>(order & 0x3FFFFFFF); }
    bool operator<(const Event& other) const {
        return time_min != other.time_min ? time_min < other.time_min : order < other.order;
    }
};

const Event NO_EVENT(NEVER, 15, 0);

// Events to come. Up to some tens are kept sorted, the next one last; more in a heap with four children to a parent.
class Events {
public:
    explicit Events(int64_t n) : few_(n <= 64), events_(new Event[n + 1]) { events_[0] = NO_EVENT; }

    const Event& next() const { return few_ ? events_[size_] : size_ > 0 ? events_[1] : NO_EVENT; }

    void push(const Event& event) {
        int place = ++size_;
        if (few_) {
            for (; events_[place - 1] < event && place > 1; --place) events_[place] = events_[place - 1];
        } else {
            for (; place > 1 && event < events_[parent(place)]; place = parent(place))
                events_[place] = events_[parent(place)];
        }
        events_[place] = event;
    }

    void pop() {
        const Event last = events_[size_--];
        if (few_ || size_ == 0) return;
        int place = 1;
        for (int child = 2; child <= size_; child = 4 * place - 2) {
            int least = child;
            const int end = std::min(child + 4, size_ + 1);
            for (int other = child + 1; other < end; ++other)
                if (events_[other] < events_[least]) least = other;
            if (!(events_[least] < last)) break;
            events_[place] = events_[least];
            place = least;
        }
        events_[place] = last;
    }

private:
    static int parent(int place) { return (place + 2) / 4; }

    const bool few_;
    std::unique_ptr<Event[]> events_;  // the first place holds "never", the events follow
    int size_ = 0;
};
