// Bots and their services: visits, outages, silent degradation.
#pragma once
#include "firm.hpp"

inline void Firm::set_load(int number) {
    const Bot& bot = bots[number];
    const double load = services[bot.service].known_down
                            ? NEVER
                            : static_cast<double>(bot.busy + bot.line.waiting) / bot.concurrency;
    bot_load[number] = load;
}

inline void Firm::receive(int number, int place) {
    Bot& bot = bots[number];
    if (bot.busy < bot.concurrency) {  // the caller has seen that the service is not known to be down
        begin_visit(number, place);
    } else {
        tasks[place].stage = WAITS_FOR_BOT;
        tasks[place].queued_min = now;
        bot.line.append(place, tasks);
    }
    set_load(number);
}

inline void Firm::begin_visit(int number, int place) {
    Bot& bot = bots[number];
    const BotNumbers& numbers = s.bots[number];
    Task& task = tasks[place];
    task.stage = WITH_BOT;
    task.bot = number;
    task.start_min = task.start_min != task.start_min ? now : task.start_min;
    ++bot.busy;
    ++bot.visits;
    ++task.bot_visits;
    bot.busy_min_today -= now;
    double end_min = 0.0;
    const double length = numbers.setup_min + numbers.time_ratio * task.effort_min;
    const bool failed = fails(services[bot.service], length, task, end_min);
    task.bot_min += end_min - now;
    work.push(Event(end_min, failed ? BOT_FAILED : BOT_DONE, task.number, place));
}

inline bool Firm::fails(Service& service, double length, const Task& task, double& end_min) {
    while (service.next_outage < service.end_outage && s.outages[service.next_outage].tail_end_min <= now)
        ++service.next_outage;
    double at = now, left = length;
    for (int64_t i = service.next_outage; i < service.end_outage; ++i) {
        const Outage& outage = s.outages[i];
        if (outage.start_min >= at + left) break;
        if (outage.start_min > at) {
            left -= outage.start_min - at;
            at = outage.start_min;
        }
        const double severity = severity_at(at, outage);
        if (severity > 0.0 && luck::uniform(task.luck, outage_luck[i], task.visit) < severity) {
            end_min = at + law.detect_min;
            return true;
        }
    }
    end_min = at + left;
    return false;
}

inline void Firm::complete(int place) {
    Task& task = tasks[place];
    const int number = task.bot;
    const BotNumbers& numbers = s.bots[number];
    end_visit(number);
    const double novelty = task.novel ? numbers.novel_penalty : 0.0;
    const double difficulty =
        task.difficulty + numbers.type_jaggedness * task.type_z + numbers.jaggedness * task.machine_z + novelty;
    const double ability = s.bot_ability[number * n_functions + task.function];
    const double chance = logistic(ability - numbers.slope * difficulty - drop(numbers));
    const bool correct = luck::uniform(task.luck, numbers.luck_correct, task.visit) < chance;
    if (luck::uniform(task.luck, law.luck_reviewed, task.visit) < law.review_share) to_review(place, !correct);
    else deliver(place, correct, BOT);
    work_off_line(number);
}

inline double Firm::drop(const BotNumbers& numbers) {
    Service& service = services[numbers.service];
    while (service.next_spell < service.end_spell && s.spells[service.next_spell].end_min <= now)
        ++service.next_spell;
    double total = 0.0;
    if (service.next_spell < service.end_spell && s.spells[service.next_spell].start_min <= now)
        total = numbers.degradation_drop;
    const ServiceNumbers& terms = s.services[numbers.service];
    if (terms.relearning_start_min <= now && now < terms.relearning_end_min) total += numbers.relearning_drop;
    return total;
}

inline void Firm::fail(int place) {
    const int number = tasks[place].bot;
    end_visit(number);
    ++bots[number].failures;
    ++tasks[place].outage_failures;
    if (next_visit(place)) to_people(place);
    work_off_line(number);
}

inline void Firm::end_visit(int number) {
    --bots[number].busy;
    bots[number].busy_min_today += now;
}

inline void Firm::work_off_line(int number) {
    Bot& bot = bots[number];
    while (bot.line.waiting && bot.busy < bot.concurrency && !services[bot.service].known_down)
        begin_visit(number, bot.line.take_head(tasks));
    set_load(number);
}

inline void Firm::lose_service(int service) {
    if (++services[service].known_down > 1) return;
    lose_trust(service);
    for (int number = 0; number < n_bots; ++number) {
        if (bots[number].service != service) continue;
        while (bots[number].line.waiting) to_people(bots[number].line.take_head(tasks));
        set_load(number);
    }
}

inline void Firm::regain_service(int service) {
    if (--services[service].known_down > 0) return;
    for (int number = 0; number < n_bots; ++number)
        if (bots[number].service == service) work_off_line(number);
}

// Let those who work beside a failed service see it fail; one that nobody has used fails unseen.
inline void Firm::lose_trust(int service) {
    bool seen = false;
    std::fill(beside.begin(), beside.end(), char{0});
    for (int function = 0; function < n_functions; ++function)
        for (int64_t i = s.first_function_bot[function]; i < s.first_function_bot[function + 1]; ++i) {
            const Bot& bot = bots[s.function_bot[i]];
            if (bot.service != service) continue;
            seen = seen || bot.visits > 0;
            for (int64_t j = s.first_function_role[function]; j < s.first_function_role[function + 1]; ++j)
                beside[s.function_role[j]] = 1;
        }
    if (!seen || law.outage_failures <= 0.0) return;
    for (Person& person : people)
        if (beside[person.role]) experience_bot(person, false, law.outage_failures);
}
