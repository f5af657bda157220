"""Midnight of the bots: their services are updated, they drift, are retrained, have learned; bias grows, is audited."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


def close_day(model: "SymbioModel", day: int) -> None:
    """Close a day of all bots, and write down what has become of them."""
    laws = model.config.mechanisms
    if laws.drift.on:
        _drift(model)
    if laws.retraining.on:
        for bot in model.bots:
            bot.retrain_if_due(day, model.examples)
    if laws.bot_learning.on or laws.drift.on:
        for bot in model.bots:
            bot.set_abilities()
    if laws.bias.on:
        _learn_from_results(model, day)
        _audit(model, day)
    _write_books(model)


def _drift(model: "SymbioModel") -> None:
    for service in model.services:
        service.update(model.now_min)
    for bot in model.bots:
        bot.drift_for_a_day(model.firm.drift_decay_per_day)


def _learn_from_results(model: "SymbioModel", day: int) -> None:
    if (day + 1) % model.config.mechanisms.bias.loop_days != 0:
        return
    for bot in model.bots:
        bot.learn_from_itself(model.results)
    model.results = [0] * len(model.functions)


def _audit(model: "SymbioModel", day: int) -> None:
    plan = model.firm.safeguards
    if plan.audit_every_days == 0 or (day + 1) % plan.audit_every_days != 0:
        return
    for bot in model.bots:
        bot.be_audited(plan.audit_effect)


def _write_books(model: "SymbioModel") -> None:
    laws, books, bots = model.config.mechanisms, model.books, model.bots
    if laws.bot_learning.on:
        books.note("bot_corrections", [bot.all_corrections() for bot in bots])
    if laws.drift.on:
        books.note("bot_drift", [bot.drift for bot in bots])
    if laws.retraining.on:
        books.note("bot_retrainings", [float(bot.retrainings) for bot in bots])
    if laws.bias.on:
        books.note("bot_gap", [bot.mean_gap() for bot in bots])
        books.note("bot_audits", [float(bot.audits) for bot in bots])
