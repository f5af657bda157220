// Midnight: the day is closed and written down; load, learning and forgetting.
#pragma once
#include "firm.hpp"

inline void Firm::close_day(int64_t day) {
    for (int function = 0; function < n_functions; ++function) {
        const FunctionNumbers& numbers = s.functions[function];
        const double waiting = lines[function].waiting;
        waiting_min[function] = waiting * numbers.people_time_min / std::max(numbers.seats, int64_t{1});
    }
    for (int64_t seat = 0; seat < n_seats; ++seat) {
        Person& person = people[seat];
        if (person.task != NOBODY) book_time(person);
        double share = 0.0;
        for (int64_t i = s.first_role_function[person.role]; i < s.first_role_function[person.role + 1]; ++i)
            share += waiting_min[s.role_function[i]];
        const double work_min = person.busy_today + person.overtime_today + share;
        average_load(person, work_min, s.scheduled_min[seat * s.n_days + day]);
        learn_and_forget(seat);
    }
    write_functions(day);
    write_people(day);
    write_bots(day);
}

inline void Firm::average_load(Person& person, double work_min, double scheduled_min) const {
    if (!law.load_on || scheduled_min <= 0.0) return;
    person.load = load_kept * person.load + (1.0 - load_kept) * (work_min / scheduled_min);
    person.load_factor = load_speed_factor(person.load, law);
    person.load_drop = load_accuracy_drop(person.load, law);
}

inline void Firm::learn_and_forget(int64_t seat) {
    const Person& person = people[seat];
    for (int64_t i = s.first_role_function[person.role]; i < s.first_role_function[person.role + 1]; ++i) {
        const int64_t function = s.role_function[i];
        Craft& own = craft(seat, function);
        if (law.practice) {
            if (own.practice_min[0] != 0.0)
                own.skill.practise(person.talent, own.exposure_per_min * own.practice_min[0], law);
            if (own.practice_min[1] != 0.0) {
                const double exposure = law.review_weight * own.exposure_per_min * own.practice_min[1];
                own.skill.practise(person.talent, exposure, law);
            }
        }
        own.practice_min[0] = own.practice_min[1] = 0.0;
        if (law.disuse) own.skill.forget(law);
        set_speed_and_ability(person, own, function);
    }
}

inline void Firm::set_speed_and_ability(const Person& person, Craft& own, int64_t function) const {
    const FunctionNumbers& numbers = s.functions[function];
    const double* current = own.skill.current;
    own.speed = work_speed(current[SPEED], numbers.speed_unskilled, person.load_factor);
    own.ability = numbers.ability_unskilled +
                  (numbers.ability_skilled - numbers.ability_unskilled) * current[ACCURACY] - person.load_drop;
}

inline void Firm::write_functions(int64_t day) {
    for (int function = 0; function < n_functions; ++function) {
        const int64_t entry = day * n_functions + function;
        s.day_arrivals[entry] = today[function].arrivals;
        s.day_returns[entry] = today[function].returns;
        s.day_correct[entry] = today[function].correct;
        s.day_errors[entry] = today[function].errors;
        s.day_abandoned[entry] = 0;
        s.day_unresolved[entry] = today[function].unresolved;
        s.day_backlog[entry] = open_tasks[function];
        s.day_waiting[entry] = lines[function].waiting;
        today[function] = Today{};
    }
}

inline void Firm::write_people(int64_t day) {
    int64_t pair = day * s.n_pairs;
    for (int64_t seat = 0; seat < n_seats; ++seat) {
        Person& person = people[seat];
        const int64_t entry = day * n_seats + seat;
        s.staff_busy_min[entry] = person.busy_today;
        s.staff_overtime_min[entry] = person.overtime_today;
        s.staff_load[entry] = person.load;
        s.staff_trust[entry] = trust_of(person.trust_good, person.trust_bad);
        person.busy_today = person.overtime_today = 0.0;
        for (int64_t i = s.first_role_function[person.role]; i < s.first_role_function[person.role + 1]; ++i, ++pair) {
            const Skill& skill = craft(seat, s.role_function[i]).skill;
            s.skill_speed[pair] = skill.current[SPEED];
            s.skill_accuracy[pair] = skill.current[ACCURACY];
            s.skill_peak_speed[pair] = skill.peak[SPEED];
            s.skill_peak_accuracy[pair] = skill.peak[ACCURACY];
        }
    }
}

inline void Firm::write_bots(int64_t day) {
    for (int number = 0; number < n_bots; ++number) {
        Bot& bot = bots[number];
        const int64_t entry = day * n_bots + number;
        const double under_way = bot.busy * now;
        s.bot_busy_min[entry] = bot.busy_min_today + under_way;
        bot.busy_min_today = -under_way;
        s.bot_day_visits[entry] = static_cast<double>(bot.visits);
        s.bot_day_failures[entry] = static_cast<double>(bot.failures);
    }
}
