// The mechanisms and luck, in the same order of operations as in symbio_sim/mechanisms and symbio_sim/world/luck.py.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "scenario.hpp"

namespace luck {

constexpr uint64_t GOLDEN = 0x9E3779B97F4A7C15u;
constexpr double UNIT = 1.0 / 4503599627370496.0;

// The finaliser of SplitMix64.
inline uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

inline uint64_t state(uint64_t world_key, uint64_t task_key) { return mix(mix(task_key + GOLDEN) ^ world_key); }

// The luck in (0, 1) of a state for a purpose at a visit.
inline double uniform(uint64_t state, uint64_t purpose, uint64_t visit) {
    return static_cast<double>(mix(state + purpose + GOLDEN * (visit + 1)) >> 12) * UNIT + 0.5 * UNIT;
}

}  // namespace luck

inline double logistic(double x) {
    if (x >= 0.0) return 1.0 / (1.0 + std::exp(-x));
    const double growth = std::exp(x);
    return growth / (1.0 + growth);
}

inline double logit(double p) {
    const double inside = std::min(std::max(p, 1e-12), 1.0 - 1e-12);
    return std::log(inside / (1.0 - inside));
}

inline double clip(double x, double low, double high) { return std::min(std::max(x, low), high); }

inline double exponential_quantile(double mean, double u) { return -mean * std::log(std::max(u, 1e-300)); }

inline double trust_of(double good, double bad) { return good / std::max(good + bad, 1e-12); }

inline double work_speed(double skill, double unskilled, double load_factor) {
    return std::max((unskilled + (1.0 - unskilled) * skill) * load_factor, 1e-6);
}

inline double load_speed_factor(double load, const Laws& law) {
    const double gain = law.speed_up * std::min(load, law.turning_point);
    const double loss = law.slow_down * std::max(load - law.turning_point, 0.0);
    return clip(1.0 + gain - loss, 0.85, 1.10);
}

inline double load_accuracy_drop(double load, const Laws& law) {
    return std::min(law.accuracy_drop * std::max(load - law.turning_point, 0.0), law.accuracy_drop_max);
}

inline double severity_at(double now, const Outage& outage) {
    if (now < outage.start_min || now >= outage.tail_end_min) return 0.0;
    if (now < outage.fix_min) return outage.severity;
    const double tail_min = std::max(outage.tail_end_min - outage.fix_min, 1e-12);
    return outage.severity * std::min((outage.tail_end_min - now) / tail_min, 1.0);
}

// What a reviewer misses; `at_half` is the logit of what is missed where half of the items are wrong.
inline double miss_probability(double at_half, double prevalence, double trust, double skill, const Laws& law) {
    const double rarity = logit(clip(prevalence, 0.001, 0.5));
    const double trust_range = std::max(law.trust_high - law.trust_low, 1e-9);
    const double complacency = 2.0 * law.multitasking * (trust - law.trust_low) / trust_range;
    const double above_normal = skill - law.normal_accuracy_skill;
    return logistic(at_half - law.prevalence_slope * rarity + complacency - law.skill_effect * above_normal);
}

struct Skill {
    double peak[2], current[2];

    // `exposure` may be negative: copying the machine wears skill down to its floor.
    void practise(double talent, double exposure, const Laws& law) {
        if (exposure >= 0.0) {
            const double kept = std::exp(-exposure), gap_kept = std::exp(-law.relearning * exposure);
            for (int part : {SPEED, ACCURACY}) {
                const double gap = (peak[part] - current[part]) * gap_kept;
                peak[part] = talent - (talent - peak[part]) * kept;
                current[part] = peak[part] - gap;
            }
            return;
        }
        const double kept = std::exp(exposure);
        for (int part : {SPEED, ACCURACY}) {
            const double floor = law.floor_share * peak[part];
            if (current[part] > floor) current[part] = floor + (current[part] - floor) * kept;
        }
    }

    void forget(const Laws& law) {
        for (int part : {SPEED, ACCURACY}) {
            const double floor = law.floor_share * peak[part];
            if (current[part] > floor) current[part] = floor + (current[part] - floor) * law.retention[part];
        }
    }
};
