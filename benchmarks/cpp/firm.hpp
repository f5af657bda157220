// The reference firm: its state, and what can happen to it, in the words of symbio_sim/model.
#pragma once
#include <vector>

#include "laws.hpp"
#include "queues.hpp"
#include "scenario.hpp"

enum Kind { MIDNIGHT, SKILL_RESTORED, STAFF_DONE, BOT_DONE, SERVICE_UP, SERVICE_DOWN, BOT_FAILED, SHIFT_END, SHIFT_START,
            HANDOVER, BOT_OPENS, BOT_CLOSES, RETURN, ARRIVAL };
enum Stage { NOT_ARRIVED, WAITS_FOR_PERSON, WITH_PERSON, PAUSED, WAITS_FOR_BOT, WITH_BOT, WAITS_FOR_REVIEW, IN_REVIEW,
             OUT_IN_ERROR, ENDED };
enum Outcome { OPEN, CORRECT, ERROR, ABANDONED, UNRESOLVED };
enum Mode { NO_MODE, HUMAN, BOT, REVIEWED };

// What a person is in one function.
struct Craft {
    Skill skill;
    double speed, ability, practice_min[2], seen_wrong, seen_right, exposure_per_min;  // practice at work, in review
};

struct Person {
    double shift_end, finish, speed_at_start, since, stint_start, idle_since;
    int task, held, held_stage, role, earlier_idle, later_idle;
    bool on_shift, idle;
    int64_t next_shift;
    double trust_good, trust_bad, busy_today, overtime_today, load, load_factor, load_drop, talent;
};

// The idle people of a role, the longest idle first.
struct Idle {
    int first = NOBODY, last = NOBODY;
};

struct Bot {
    int busy = 0, concurrency = 0, service = 0;
    Line line;
    double busy_min_today = 0.0;
    int64_t visits = 0, failures = 0;
};

struct Service {
    int64_t next_outage, end_outage, next_spell, end_spell;
    int known_down = 0;
};

struct Today {
    int64_t arrivals, returns, correct, errors, unresolved;
};

class Firm {
public:
    explicit Firm(const Scenario& given);
    void run();

private:
    const Scenario s;
    const Laws law;
    const int n_functions, n_seats, n_bots;
    double now = 0.0;
    TaskPool tasks;
    Events work;       // ends of stints and visits, hand-overs
    Events returning;  // errors on their way back
    int64_t next_planned = 0;
    int next_arrival = 0;
    int64_t open_place = -1;  // the last opening that has begun by now
    double miss_at_half, load_kept;

    std::vector<Person> people;
    std::vector<Craft> crafts;  // seats x functions
    std::vector<Idle> idle;     // by role
    std::vector<Line> lines;    // by function: what waits for people
    std::vector<Bot> bots;
    std::vector<Service> services;
    std::vector<double> bot_load;
    std::vector<uint64_t> outage_luck;
    std::vector<Today> today;
    std::vector<int64_t> open_tasks, next_duty, due_place;
    std::vector<double> waiting_min;
    std::vector<char> beside;  // by role: who sees a service fail

    Craft& craft(int64_t seat, int64_t function) { return crafts[seat * n_functions + function]; }

    void set_up_people();
    void set_up_bots();
    Event planned() const;
    Event arrival() const;
    void take_arisen(bool worked);
    void take_planned(const Event& event);

    // ---- the clock of the opening hours
    double reading(double wall_min, int64_t& place) const;
    double wall_time(double target, int64_t& place) const;
    double due_min(int function, double arrival_min);

    // ---- what happens to tasks
    void arrive();
    void return_task(int place);
    void assign(int place);
    int choose(const Task& task) const;
    void to_people(int place);
    void to_review(int place, bool wrong);
    void queue_for_people(int place, Stage waits, bool at_head);
    int longest_idle(int function);
    bool next_visit(int place);
    void deliver(int place, bool correct, Mode mode);
    void send_out_in_error(int place, double mean_delay_open_min);
    void end(int place, Outcome outcome);

    // ---- people
    void start_shift(int seat);
    void end_shift(int seat);
    void pause(int seat);
    void arrange_handover(int seat, int function);
    void hand_over(int seat);
    void take_next(int seat);
    bool before(const Task& one, const Task& other) const;
    void begin_idleness(int seat);
    void end_idleness(int seat);
    void begin(int seat, int place, Stage stage);
    void finish_stint(int seat);
    void complete_work(int seat, int place);
    void complete_review(int seat, int place);
    double chance_to_miss(const Person& person, const Craft& own) const;
    void experience_bot(Person& person, bool good, double weight) const;
    void end_stint(int seat, Task& task);
    void book_time(Person& person) const;

    // ---- bots
    void set_load(int number);
    void receive(int number, int place);
    void begin_visit(int number, int place);
    bool fails(Service& service, double length, const Task& task, double& end_min);
    void complete(int place);
    double drop(const BotNumbers& numbers);
    void fail(int place);
    void end_visit(int number);
    void work_off_line(int number);
    void lose_service(int service);
    void regain_service(int service);
    void lose_trust(int service);

    // ---- midnight
    void close_day(int64_t day);
    void average_load(Person& person, double work_min, double scheduled_min) const;
    void learn_and_forget(int64_t seat);
    void set_speed_and_ability(const Person& person, Craft& own, int64_t function) const;
    void write_functions(int64_t day);
    void write_people(int64_t day);
    void write_bots(int64_t day);
    void write_open_tasks();
};
