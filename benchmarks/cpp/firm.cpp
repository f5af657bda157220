// The reference firm as a C++ programmer would write it for speed: the lower bound of what simulating it costs.
//
// The order of what happens is symbio_sim/choreography.py's, methods have the names they have in symbio_sim/model, and
// every number comes out the same to the last bit. What the reference firm does not use is not built.
#include "firm.hpp"

#include "bots.hpp"
#include "day.hpp"
#include "people.hpp"
#include "tasks.hpp"

namespace {

int64_t slots(const Scenario& given) {
    int64_t total = 0;
    for (int64_t bot = 0; bot < given.n_bots; ++bot) total += given.bots[bot].concurrency;
    return total;
}

}  // namespace

// A person has at most one stint to end, or one hand-over to come.
Firm::Firm(const Scenario& given)
    : s(given),
      law(*given.laws),
      n_functions(static_cast<int>(given.n_functions)),
      n_seats(static_cast<int>(given.n_seats)),
      n_bots(static_cast<int>(given.n_bots)),
      tasks(given.n_tasks),
      work(slots(given) + 2 * given.n_seats),
      returning(given.n_tasks),
      miss_at_half(logit(law.miss_at_half)),
      load_kept(std::exp(-1.0 / std::max(law.load_memory_days, 1e-9))),
      lines(n_functions),
      today(n_functions),
      open_tasks(n_functions, 0),
      next_duty(given.first_duty, given.first_duty + n_functions),
      due_place(n_functions, 0),
      waiting_min(n_functions, 0.0),
      beside(given.n_roles, 0) {
    set_up_people();
    set_up_bots();
}

void Firm::set_up_people() {
    people.resize(n_seats);
    crafts.resize(static_cast<size_t>(n_seats) * n_functions);
    idle.resize(s.n_roles);
    for (int64_t seat = 0; seat < n_seats; ++seat) {
        Person& person = people[seat];
        person = Person{};
        person.role = static_cast<int>(s.role_of_seat[seat]);
        const RoleNumbers& role = s.roles[person.role];
        person.task = person.held = NOBODY;
        person.next_shift = s.first_shift[seat];
        person.trust_good = role.starting_trust * law.prior_weight;
        person.trust_bad = (1.0 - role.starting_trust) * law.prior_weight;
        person.load_factor = 1.0;
        person.talent = s.talent[seat];
        for (int64_t i = s.first_role_function[person.role]; i < s.first_role_function[person.role + 1]; ++i) {
            const int64_t function = s.role_function[i];
            const double stated_error = s.functions[function].stated_error;
            Craft& own = craft(seat, function);
            own = Craft{};
            own.exposure_per_min = law.practice_rate_per_day / (60.0 * s.role_normal_h[i]);
            own.seen_wrong = law.prior_items * stated_error;
            own.seen_right = law.prior_items * (1.0 - stated_error);
            for (int part : {SPEED, ACCURACY}) {
                own.skill.peak[part] = role.starting_peak[part] * person.talent;
                own.skill.current[part] = role.starting_skill[part] * person.talent;
            }
            set_speed_and_ability(person, own, function);
        }
    }
}

void Firm::set_up_bots() {
    bots.resize(n_bots);
    bot_load.assign(n_bots, 0.0);
    for (int number = 0; number < n_bots; ++number) {
        bots[number].service = static_cast<int>(s.bots[number].service);
        bots[number].concurrency = static_cast<int>(s.bots[number].concurrency);
    }
    for (int64_t service = 0; service < s.n_services; ++service)
        services.push_back({s.first_outage[service], s.first_outage[service + 1], s.first_spell[service],
                            s.first_spell[service + 1]});
    for (int64_t i = 0; i < s.first_outage[s.n_services]; ++i)
        outage_luck.push_back(law.luck_partial_fail + luck::GOLDEN * s.outages[i].key);
}

inline Event Firm::planned() const {
    return Event(s.planned_min[next_planned], s.planned_kind[next_planned], s.planned_entity[next_planned]);
}

inline Event Firm::arrival() const {
    return next_arrival < s.n_tasks ? Event(s.arrival_min[next_arrival], ARRIVAL, next_arrival) : NO_EVENT;
}

// The last midnight is planned, so there is always something planned until the end.
void Firm::run() {
    const int last_day = static_cast<int>(s.n_days) - 1;
    Event known = planned(), arriving = arrival();
    for (;;) {
        const Event& done = work.next();
        const Event& back = returning.next();
        const bool worked = done < back;
        if ((worked ? done : back) < (known < arriving ? known : arriving)) {
            take_arisen(worked);
        } else if (arriving < known) {
            now = arriving.time_min;
            arrive();
            arriving = arrival();
        } else {
            take_planned(known);
            if (known.kind() == MIDNIGHT && known.entity() == last_day) break;
            ++next_planned;
            known = planned();
        }
    }
    write_open_tasks();
}

inline void Firm::take_arisen(bool worked) {
    Events& from = worked ? work : returning;
    const Event event = from.next();
    from.pop();
    now = event.time_min;
    switch (event.kind()) {
        case STAFF_DONE: finish_stint(event.entity()); break;
        case BOT_DONE: complete(event.place()); break;
        case BOT_FAILED: fail(event.place()); break;
        case HANDOVER: hand_over(event.entity()); break;
        default: return_task(event.place());
    }
}

inline void Firm::take_planned(const Event& event) {
    now = event.time_min;
    switch (event.kind()) {
        case MIDNIGHT: close_day(event.entity()); break;
        case SERVICE_UP: regain_service(event.entity()); break;
        case SERVICE_DOWN: lose_service(event.entity()); break;
        case SHIFT_END: end_shift(event.entity()); break;
        default: start_shift(event.entity());
    }
}

extern "C" int64_t size_of_scenario() { return sizeof(Scenario); }

extern "C" void simulate(const Scenario* scenario) { Firm(*scenario).run(); }
