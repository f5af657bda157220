"""Which functions customers meet, and how many customers there are."""

from .firm import Firm


def faces_customers(firm: Firm) -> tuple[bool, ...]:
    """Return whether customers meet each function, and so judge it."""
    internal = firm.config.mechanisms.customers.internal_functions
    return tuple(function.name not in internal for function in firm.functions)


def wants_people(firm: Firm) -> tuple[bool, ...]:
    """Return whether some of each function's customers want a person."""
    return tuple(firm.config.functions[function.name].human_touch_share > 0.0 for function in firm.functions)


def customer_base(firm: Firm) -> float:
    """Return the number of customers at the base demand: tasks a day times the days until a customer comes again."""
    tasks_per_day = 0.0
    for function, is_faced in zip(firm.functions, faces_customers(firm), strict=True):
        if is_faced:
            tasks_per_day += function.demand_h_per_day * 60.0 / function.mean_effort_min
    return tasks_per_day * firm.config.mechanisms.customers.days_between_purchases
