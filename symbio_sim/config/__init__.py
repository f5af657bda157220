"""What a user may say: frozen, typed blocks read from strict YAML, with clear errors."""

from .automation import TECHNOLOGIES, Bot, Technology, Vendor
from .business import Business
from .errors import ConfigError, Problem
from .freed_hours import FreedHours
from .functions import Arrivals, Due, Effort, FailureDemand, Function, HumanWork, Patience, TaskType
from .hours import DAY_MIN, WeeklyHours
from .inventory import AssumedField, FieldRow, assumed_fields, describe_fields
from .load import config_hash, load_config
from .mechanisms import (
    Customers,
    Cyber,
    Engagement,
    Innovation,
    Load,
    Mechanisms,
    Outages,
    Oversight,
    Prices,
    Skill,
    Trust,
    Turnover,
)
from .plan import Economics
from .policy import Custom, HumanOnly, Policy
from .roadmap import Phase
from .root import DAYS_PER_YEAR, SCHEMA_VERSION, Config
from .safeguards import (
    CoreCompetence,
    CriticalEvaluation,
    Diversification,
    Governance,
    HumanCentric,
    Safeguards,
    Security,
)
from .schema import SCHEMA_HINT, json_schema
from .shipped import copy_config, shipped_configs
from .staff import Role, StartingSkill
from .standbys import IN_HOUSE, standby_name
from .stress_text import AskedShock, asked_shocks, with_only
from .stressors import (
    Attack,
    DemandSurge,
    LossOfPeople,
    PriceRise,
    ShiftOfMarket,
    SilentDegradation,
    Stressor,
    Stressors,
    VendorExit,
    VendorOutage,
    stressor_kinds,
)

__all__ = [
    "DAYS_PER_YEAR",
    "DAY_MIN",
    "IN_HOUSE",
    "SCHEMA_HINT",
    "SCHEMA_VERSION",
    "TECHNOLOGIES",
    "Arrivals",
    "AskedShock",
    "AssumedField",
    "Attack",
    "Bot",
    "Business",
    "Config",
    "ConfigError",
    "CoreCompetence",
    "CriticalEvaluation",
    "Custom",
    "Customers",
    "Cyber",
    "DemandSurge",
    "Diversification",
    "Due",
    "Economics",
    "Effort",
    "Engagement",
    "FailureDemand",
    "FieldRow",
    "FreedHours",
    "Function",
    "Governance",
    "HumanCentric",
    "HumanOnly",
    "HumanWork",
    "Innovation",
    "Load",
    "LossOfPeople",
    "Mechanisms",
    "Outages",
    "Oversight",
    "Patience",
    "Phase",
    "Policy",
    "PriceRise",
    "Prices",
    "Problem",
    "Role",
    "Safeguards",
    "Security",
    "ShiftOfMarket",
    "SilentDegradation",
    "Skill",
    "StartingSkill",
    "Stressor",
    "Stressors",
    "TaskType",
    "Technology",
    "Trust",
    "Turnover",
    "Vendor",
    "VendorExit",
    "VendorOutage",
    "WeeklyHours",
    "asked_shocks",
    "assumed_fields",
    "config_hash",
    "copy_config",
    "describe_fields",
    "json_schema",
    "load_config",
    "shipped_configs",
    "standby_name",
    "stressor_kinds",
    "with_only",
]
