// What the caller hands over: the World's columns, the firm's numbers, room for what happens. All of it is run-time data.
// `layout.py` says the same in NumPy's and ctypes' words.
#pragma once
#include <cstdint>

constexpr int SPEED = 0, ACCURACY = 1;

struct FunctionNumbers {
    double people_time_min, ability_unskilled, ability_skilled, slope, speed_unskilled;
    double due_min, return_probability, return_delay_open_min, stated_error;
    int64_t due_open_clock, priority, max_visits, seats;
};

struct RoleNumbers {
    double starting_trust, starting_peak[2], starting_skill[2];
};

struct BotNumbers {
    double slope, jaggedness, type_jaggedness, novel_penalty, setup_min, time_ratio, degradation_drop, relearning_drop;
    int64_t service, concurrency;
    uint64_t luck_correct;
};

struct ServiceNumbers {
    double relearning_start_min, relearning_end_min;
};

struct Outage {
    double start_min, fix_min, tail_end_min, severity;
    uint64_t key;
};

struct Spell {
    double start_min, end_min;
};

struct Laws {
    int64_t practice, disuse;
    double practice_rate_per_day, relearning, floor_share, review_weight, retention[2];
    int64_t load_on;
    double turning_point, speed_up, slow_down, accuracy_drop, accuracy_drop_max, load_memory_days;
    int64_t oversight_on;
    double miss_at_half, prevalence_slope, multitasking, trust_low, trust_high, skill_effect;
    double memory_items, prior_items, false_alarm, review_ratio, normal_accuracy_skill;
    int64_t trust_on;
    double success_weight, failure_weight, trust_keep, prior_weight, outage_failures, detect_min;
    double share, review_share;
    uint64_t world_key;
    uint64_t luck_share, luck_correct_human, luck_reviewed, luck_detect, luck_false_alarm;
    uint64_t luck_returns, luck_return_delay, luck_partial_fail;
};

// What happens to a task.
struct TaskRecord {
    double due_min, start_min, end_min, people_min[2], bot_min;  // people's time at work, in review
    int32_t staff, bot;
    int16_t visit, bot_visits, caught, false_alarms, outage_failures, escaped_human, escaped_bot, escaped_reviewed;
    int8_t stage, outcome, mode;
};

struct Scenario {
    int64_t n_functions, n_roles, n_seats, n_bots, n_services, n_tasks, n_open, n_days, n_pairs;
    const Laws* laws;
    const FunctionNumbers* functions;
    const RoleNumbers* roles;
    const BotNumbers* bots;
    const ServiceNumbers* services;

    // Lists of lists: the items of i are those from first[i] to first[i + 1].
    const int64_t *first_role_function, *role_function;  // in the order in which its people serve them
    const double* role_normal_h;                         // beside role_function
    const int64_t *first_function_role, *function_role;
    const int64_t *first_function_bot, *function_bot;
    const int64_t* first_outage;
    const Outage* outages;
    const int64_t* first_spell;
    const Spell* spells;
    const double* bot_ability;  // bots x functions

    const int64_t* role_of_seat;
    const double* talent;
    const int64_t* first_shift;
    const double *shift_start_min, *shift_end_min;
    const double* scheduled_min;  // seats x days
    const int64_t* first_duty;
    const double* duty_start_min;
    const double *open_start_min, *open_end_min, *open_before_min;
    const double* open_total_min;  // one number

    const double* planned_min;
    const int64_t *planned_kind, *planned_entity;

    const double *arrival_min, *effort_min, *difficulty, *machine_z;
    const int16_t *function, *task_type;
    const uint8_t *novel, *needs_human;
    const uint64_t* key;
    const double* type_z;

    TaskRecord* happened;  // to each task

    // The daily books: days x functions, seats, (seat, function) pairs, bots.
    int64_t *day_arrivals, *day_returns, *day_correct, *day_errors, *day_abandoned, *day_unresolved;
    int64_t *day_backlog, *day_waiting;
    double *staff_busy_min, *staff_overtime_min, *staff_load, *staff_trust;
    double *skill_speed, *skill_accuracy, *skill_peak_speed, *skill_peak_accuracy;
    double *bot_busy_min, *bot_day_visits, *bot_day_failures;
};
