// People: shifts, work, review.
#pragma once
#include "firm.hpp"

inline void Firm::start_shift(int seat) {
    Person& person = people[seat];
    person.on_shift = true;
    person.shift_end = s.shift_end_min[person.next_shift++];
    if (person.held != NOBODY) {
        const int task = person.held;
        person.held = NOBODY;
        begin(seat, task, static_cast<Stage>(person.held_stage));
    } else {
        take_next(seat);
    }
}

inline void Firm::end_shift(int seat) {
    Person& person = people[seat];
    if (person.task != NOBODY) pause(seat);
    else if (person.idle) end_idleness(seat);
    person.on_shift = false;
}

inline void Firm::pause(int seat) {
    Person& person = people[seat];
    Task& task = tasks[person.task];
    end_stint(seat, task);
    task.remaining_min = (person.finish - now) * person.speed_at_start;
    person.held = person.task;
    person.held_stage = task.stage;
    person.task = NOBODY;
    task.stage = PAUSED;
    task.queued_min = now;
    arrange_handover(seat, task.function);
}

inline void Firm::arrange_handover(int seat, int function) {
    const Person& person = people[seat];
    int64_t& duty = next_duty[function];
    while (duty < s.first_duty[function + 1] && s.duty_start_min[duty] < now) ++duty;
    const double next = duty < s.first_duty[function + 1] ? s.duty_start_min[duty] : NEVER;
    const double back = person.next_shift < s.first_shift[seat + 1] ? s.shift_start_min[person.next_shift] : NEVER;
    if (next < back) work.push(Event(next, HANDOVER, seat));
}

inline void Firm::hand_over(int seat) {
    Person& person = people[seat];
    if (person.held == NOBODY) return;
    const int task = person.held;
    person.held = NOBODY;
    queue_for_people(task, person.held_stage == IN_REVIEW ? WAITS_FOR_REVIEW : WAITS_FOR_PERSON, true);
}

inline void Firm::take_next(int seat) {
    const int role = people[seat].role;
    int best = NOBODY;
    for (int64_t i = s.first_role_function[role]; i < s.first_role_function[role + 1]; ++i) {
        const int head = lines[s.role_function[i]].head;
        if (head != NOBODY && (best == NOBODY || before(tasks[head], tasks[best]))) best = head;
    }
    if (best == NOBODY) {
        begin_idleness(seat);
        return;
    }
    lines[tasks[best].function].take_head(tasks);
    begin(seat, best, tasks[best].stage == WAITS_FOR_REVIEW ? IN_REVIEW : WITH_PERSON);
}

inline bool Firm::before(const Task& one, const Task& other) const {
    const int64_t priority = s.functions[one.function].priority, others = s.functions[other.function].priority;
    if (priority != others) return priority < others;
    if (one.queued_min != other.queued_min) return one.queued_min < other.queued_min;
    return one.number < other.number;
}

inline void Firm::begin_idleness(int seat) {
    Person& person = people[seat];
    Idle& pool = idle[person.role];
    person.idle = true;
    person.idle_since = now;
    person.earlier_idle = pool.last;
    person.later_idle = NOBODY;
    (pool.last == NOBODY ? pool.first : people[pool.last].later_idle) = seat;
    pool.last = seat;
}

inline void Firm::end_idleness(int seat) {
    Person& person = people[seat];
    Idle& pool = idle[person.role];
    person.idle = false;
    (person.earlier_idle == NOBODY ? pool.first : people[person.earlier_idle].later_idle) = person.later_idle;
    (person.later_idle == NOBODY ? pool.last : people[person.later_idle].earlier_idle) = person.earlier_idle;
}

inline void Firm::begin(int seat, int place, Stage stage) {
    Person& person = people[seat];
    Task& task = tasks[place];
    person.task = place;
    task.stage = stage;
    task.staff = seat;
    task.start_min = task.start_min != task.start_min ? now : task.start_min;
    person.speed_at_start = craft(seat, task.function).speed;
    person.since = person.stint_start = now;
    person.finish = now + task.remaining_min / person.speed_at_start;
    if (person.finish <= person.shift_end) work.push(Event(person.finish, STAFF_DONE, seat));
}

inline void Firm::finish_stint(int seat) {
    Person& person = people[seat];
    const int place = person.task;
    Task& task = tasks[place];
    end_stint(seat, task);
    person.task = NOBODY;
    if (task.stage == IN_REVIEW) complete_review(seat, place);
    else complete_work(seat, place);
    if (person.task == NOBODY && person.on_shift && now < person.shift_end) take_next(seat);
}

inline void Firm::complete_work(int seat, int place) {
    const Task& task = tasks[place];
    const double slope = s.functions[task.function].slope;
    const double chance = logistic(craft(seat, task.function).ability - slope * task.difficulty);
    deliver(place, luck::uniform(task.luck, law.luck_correct_human, task.visit) < chance, HUMAN);
}

inline void Firm::complete_review(int seat, int place) {
    Task& task = tasks[place];
    Craft& own = craft(seat, task.function);
    const bool wrong = task.wrong;
    const bool rejected =
        wrong ? luck::uniform(task.luck, law.luck_detect, task.visit) >= chance_to_miss(people[seat], own)
              : luck::uniform(task.luck, law.luck_false_alarm, task.visit) < law.false_alarm;
    const double keep = 1.0 - 1.0 / std::max(law.memory_items, 1.0);
    own.seen_wrong = keep * own.seen_wrong + (wrong ? 1.0 : 0.0);
    own.seen_right = keep * own.seen_right + (wrong ? 0.0 : 1.0);
    if (!rejected) {
        experience_bot(people[seat], true, 1.0);
        deliver(place, !wrong, REVIEWED);
        return;
    }
    if (wrong) {
        ++task.caught;
        experience_bot(people[seat], false, 1.0);
    } else {
        ++task.false_alarms;
    }
    if (next_visit(place)) {
        task.remaining_min = task.effort_min;
        begin(seat, place, WITH_PERSON);
    }
}

inline double Firm::chance_to_miss(const Person& person, const Craft& own) const {
    if (!law.oversight_on) return law.miss_at_half;
    const double prevalence = own.seen_wrong / (own.seen_wrong + own.seen_right);
    const double trust = trust_of(person.trust_good, person.trust_bad);
    return miss_probability(miss_at_half, prevalence, trust, own.skill.current[ACCURACY], law);
}

inline void Firm::experience_bot(Person& person, bool good, double weight) const {
    if (!law.trust_on) return;
    person.trust_good = law.trust_keep * person.trust_good + (good ? weight * law.success_weight : 0.0);
    person.trust_bad = law.trust_keep * person.trust_bad + (good ? 0.0 : weight * law.failure_weight);
}

inline void Firm::end_stint(int seat, Task& task) {
    Person& person = people[seat];
    book_time(person);
    const double worked = person.since - person.stint_start;
    Craft& own = craft(seat, task.function);
    const bool in_review = task.stage == IN_REVIEW;
    task.people_min[in_review] += worked;
    own.practice_min[in_review] += worked;
}

inline void Firm::book_time(Person& person) const {
    (person.on_shift ? person.busy_today : person.overtime_today) += now - person.since;
    person.since = now;
}
