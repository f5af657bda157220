"""The mechanisms of the model, a file each: each can be switched off, each number says where it comes from."""

from ..block import Block, field
from .assistance import Assistance
from .bias import Bias
from .bot_learning import BotLearning
from .customers import Customers
from .cyber import Cyber
from .drift import Drift
from .engagement import Engagement
from .innovation import Innovation
from .load import Load
from .market_shift import MarketShift
from .outages import Outages
from .oversight import Oversight
from .prices import Prices
from .reliance import Reliance
from .retraining import Retraining
from .skill import Skill
from .trust import Trust
from .turnover import Turnover

__all__ = [
    "Assistance",
    "Bias",
    "BotLearning",
    "Customers",
    "Cyber",
    "Drift",
    "Engagement",
    "Innovation",
    "Load",
    "MarketShift",
    "Mechanisms",
    "Outages",
    "Oversight",
    "Prices",
    "Reliance",
    "Retraining",
    "Skill",
    "Trust",
    "Turnover",
]


class Mechanisms(Block):
    """The switches and constants of the model."""

    skill: Skill = field(Skill(), "Learning and forgetting", source="see its fields", status="assumed")
    reliance: Reliance = field(
        Reliance(), "Attention that slackens with automation", source="see its fields", status="assumed"
    )
    load: Load = field(Load(), "Effects of load", source="see its fields", status="assumed")
    oversight: Oversight = field(Oversight(), "Review", source="see its fields", status="assumed")
    trust: Trust = field(Trust(), "Trust in bots", source="see its fields", status="assumed")
    engagement: Engagement = field(
        Engagement(), "Engagement and resistance to change", source="see its fields", status="assumed"
    )
    turnover: Turnover = field(Turnover(), "Quits, vacancies, hires", source="see its fields", status="assumed")
    assistance: Assistance = field(
        Assistance(), "Working with a bot's advice", source="see its fields", status="assumed"
    )
    customers: Customers = field(Customers(), "Customers and demand", source="see its fields", status="assumed")
    innovation: Innovation = field(Innovation(), "Improvements out of slack", source="see its fields", status="assumed")
    outages: Outages = field(Outages(), "Outages of services", source="see its fields", status="assumed")
    silent_degradation: bool = field(
        True, "Whether accuracy drops at times without notice", source="switch", status="assumed"
    )
    vendor_exit: bool = field(True, "Whether vendors may end a product", source="switch", status="assumed")
    prices: Prices = field(Prices(), "Vendors' prices and lock-in", source="see its fields", status="assumed")
    cyber: Cyber = field(Cyber(), "Attacks", source="see its fields", status="assumed")
    bot_learning: BotLearning = field(
        BotLearning(), "Bots that learn from corrections", source="see its fields", status="assumed"
    )
    drift: Drift = field(Drift(), "Drift of bots", source="see its fields", status="assumed")
    retraining: Retraining = field(Retraining(), "Retraining of bots", source="see its fields", status="assumed")
    bias: Bias = field(Bias(), "Bias of bots", source="see its fields", status="assumed")
    market_shift: MarketShift = field(MarketShift(), "Tasks of a new kind", source="see its fields", status="assumed")
