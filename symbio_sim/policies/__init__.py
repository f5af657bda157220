"""The allocation rules: one small module each, pure scalar functions with one signature.

A rule says how much it prefers a bot over people for one task. It is asked once for each bot that could do the task;
the bot with the greatest positive preference gets it (ties: the least loaded, then the first declared), people get it
if no preference is positive. Preferences have any unit the rule likes. Only tasks that a bot may do are put to a rule.

Every rule, the user's own included, is called with these positional numbers:

===================  ================================================================================
p0, p1, p2, p3       the rule's parameters
u_share              luck of this visit of the task, uniform in (0, 1)
difficulty           how hard the task looks to people (standard normal)
confidence           the bot's stated probability of being right
people_wait_min      expected wait until a person could begin (0: someone is idle)
people_time_min      mean time people take for a task of this function
bot_wait_min         expected wait until the bot could begin (0: a slot is free)
bot_time_min         mean time of the bot's visit
value_eur            revenue of the task if correct
due_in_min           time left until it is due (infinite without a due time)
people_skill         mean current accuracy skill of the people of this function
people_error         chance that its people, at their mean current ability, get the task wrong
people_cost_eur      wages for the mean time people take
bot_cost_eur         price of a visit of the bot, as it is now
error_loss_eur       what an error costs that reaches the customer: the cost of an error and the value lost
learned              what a rule that learns knows of the function, in a unit of its own; 0 for a custom rule
===================  ================================================================================

Built-in rules are handed 0 for what they do not use; a custom rule gets all of them.
"""
