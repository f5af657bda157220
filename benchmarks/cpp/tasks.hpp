// What happens to tasks.
#pragma once
#include "firm.hpp"

inline double Firm::reading(double wall_min, int64_t& place) const {
    while (place + 1 < s.n_open && s.open_start_min[place + 1] <= wall_min) ++place;
    if (place < 0) return 0.0;
    return s.open_before_min[place] + (std::min(wall_min, s.open_end_min[place]) - s.open_start_min[place]);
}

// The wall time at which the clock shows `target`; `place` is any interval that begins before it does.
inline double Firm::wall_time(double target, int64_t& place) const {
    if (target > *s.open_total_min) return NEVER;
    while (place + 1 < s.n_open && s.open_before_min[place + 1] < target) ++place;
    return std::max(s.open_start_min[place] + (target - s.open_before_min[place]), now);
}

inline double Firm::due_min(int function, double arrival_min) {
    const FunctionNumbers& numbers = s.functions[function];
    if (!numbers.due_open_clock || numbers.due_min == NEVER) return arrival_min + numbers.due_min;
    if (s.n_open == 0) return NEVER;
    return wall_time(reading(arrival_min, open_place) + numbers.due_min, due_place[function]);
}

inline void Firm::arrive() {
    const int number = next_arrival++, place = tasks.take();
    Task& task = tasks[place];
    task = Task{};
    task.number = number;
    task.function = s.function[number];
    task.effort_min = s.effort_min[number];
    task.difficulty = s.difficulty[number];
    task.type_z = s.type_z[s.task_type[number]];
    task.machine_z = s.machine_z[number];
    task.novel = s.novel[number];
    task.luck = luck::state(law.world_key, s.key[number]);
    task.due_min = due_min(task.function, now);
    task.start_min = task.end_min = UNKNOWN;
    task.staff = task.bot = NOBODY;
    ++today[task.function].arrivals;
    ++open_tasks[task.function];
    assign(place);
}

inline void Firm::return_task(int place) {
    Task& task = tasks[place];
    ++task.visit;
    ++open_tasks[task.function];
    ++today[task.function].returns;
    assign(place);
}

inline void Firm::assign(int place) {
    const int bot = choose(tasks[place]);
    if (bot == NOBODY || services[bots[bot].service].known_down) to_people(place);
    else receive(bot, place);
}

inline int Firm::choose(const Task& task) const {
    if (s.needs_human[task.number]) return NOBODY;
    if (!(luck::uniform(task.luck, law.luck_share, task.visit) < law.share)) return NOBODY;
    const int64_t first = s.first_function_bot[task.function], last = s.first_function_bot[task.function + 1];
    int64_t best = s.function_bot[first];
    for (int64_t i = first + 1; i < last && bot_load[best] > 0.0; ++i)
        if (bot_load[s.function_bot[i]] < bot_load[best]) best = s.function_bot[i];
    return static_cast<int>(best);
}

inline void Firm::to_people(int place) {
    tasks[place].remaining_min = tasks[place].effort_min;
    queue_for_people(place, WAITS_FOR_PERSON, false);
}

inline void Firm::to_review(int place, bool wrong) {
    Task& task = tasks[place];
    task.wrong = wrong;
    task.remaining_min = law.review_ratio * task.effort_min;
    queue_for_people(place, WAITS_FOR_REVIEW, false);
}

inline void Firm::queue_for_people(int place, Stage waits, bool at_head) {
    Task& task = tasks[place];
    const int seat = longest_idle(task.function);
    if (seat != NOBODY) {
        begin(seat, place, waits == WAITS_FOR_REVIEW ? IN_REVIEW : WITH_PERSON);
        return;
    }
    task.stage = waits;
    if (at_head) {
        lines[task.function].append_at_head(place, tasks);
    } else {
        task.queued_min = now;
        lines[task.function].append(place, tasks);
    }
}

inline int Firm::longest_idle(int function) {
    int best = NOBODY;
    for (int64_t i = s.first_function_role[function]; i < s.first_function_role[function + 1]; ++i) {
        const int seat = idle[s.function_role[i]].first;
        if (seat == NOBODY) continue;
        if (best == NOBODY || people[seat].idle_since < people[best].idle_since ||
            (people[seat].idle_since == people[best].idle_since && seat < best))
            best = seat;
    }
    if (best != NOBODY) end_idleness(best);
    return best;
}

inline bool Firm::next_visit(int place) {
    Task& task = tasks[place];
    if (task.visit + 1 >= s.functions[task.function].max_visits) {
        end(place, UNRESOLVED);
        return false;
    }
    ++task.visit;
    return true;
}

inline void Firm::deliver(int place, bool correct, Mode mode) {
    Task& task = tasks[place];
    task.mode = mode;
    if (correct) {
        end(place, CORRECT);
        return;
    }
    if (mode == HUMAN) ++task.escaped_human;
    else if (mode == BOT) ++task.escaped_bot;
    else ++task.escaped_reviewed;
    const FunctionNumbers& numbers = s.functions[task.function];
    if (luck::uniform(task.luck, law.luck_returns, task.visit) >= numbers.return_probability) {
        end(place, ERROR);
    } else if (task.visit + 1 >= numbers.max_visits) {
        end(place, UNRESOLVED);
    } else {
        send_out_in_error(place, numbers.return_delay_open_min);
    }
}

inline void Firm::send_out_in_error(int place, double mean_delay_open_min) {
    Task& task = tasks[place];
    const double u = luck::uniform(task.luck, law.luck_return_delay, task.visit);
    const double delay = exponential_quantile(mean_delay_open_min, u);
    double back = NEVER;
    if (s.n_open > 0) {
        const double target = reading(now, open_place) + delay;
        int64_t from = std::max(open_place, int64_t{0});
        back = wall_time(target, from);
    }
    task.stage = OUT_IN_ERROR;
    --open_tasks[task.function];
    ++today[task.function].errors;
    returning.push(Event(back, RETURN, task.number, place));
}

inline void Firm::end(int place, Outcome outcome) {
    Task& task = tasks[place];
    Today& counts = today[task.function];
    --open_tasks[task.function];
    if (outcome == CORRECT) ++counts.correct;
    else if (outcome == ERROR) ++counts.errors;
    else ++counts.unresolved;
    task.stage = ENDED;
    task.outcome = outcome;
    task.end_min = now;
    s.happened[task.number] = task;
    tasks.give_back(place);
}

// Write down what has happened to the tasks that have not ended, and when those that never came would have been due.
inline void Firm::write_open_tasks() {
    for (int place = 0; place < tasks.size(); ++place)
        if (tasks[place].stage != ENDED) s.happened[tasks[place].number] = tasks[place];
    for (; next_arrival < s.n_tasks; ++next_arrival) {
        now = s.arrival_min[next_arrival];
        TaskRecord& record = s.happened[next_arrival] = TaskRecord{};
        record.due_min = due_min(s.function[next_arrival], now);
        record.start_min = record.end_min = UNKNOWN;
        record.staff = record.bot = NOBODY;
    }
}
