"""A World's file: one Parquet file, its tasks as columns, all else in the metadata, under the hash of its content."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .happenings import CyberIncident, Degradation, Exit, MarketShift, Outage, PriceSpike, VendorUpdate
from .world import EXTRA, FORMAT, TASK_COLUMNS, World

_MAGIC = b"symbio_sim_world"


class WorldFileError(ValueError):
    """A file that is no World, or a damaged one."""


def write_world(world: World, path: Path) -> Path:
    """Write a World and return the path."""
    facts = world.facts() | {
        "type_z": world.type_z.tolist(),
        "talent_z": world.talent_z.tolist(),
        "content_hash": world.content_hash,
    }
    table = pa.table({name: pa.array(column) for name, column in world.tasks.items()})
    table = table.replace_schema_metadata({_MAGIC: json.dumps(facts).encode()})
    floats = [name for name, kind in TASK_COLUMNS.items() if kind is np.float64]
    pq.write_table(table, path, compression="zstd", use_dictionary=False, use_byte_stream_split=floats)
    return path


def read_world(path: Path) -> World:
    """Read a World.

    Raises
    ------
    WorldFileError
        If the file is not a World or its content does not match its hash.
    """
    try:
        # Read the bytes first: a path would also be looked up as a folder of files and as a partition.
        table = pq.read_table(pa.BufferReader(path.read_bytes()))
        facts = json.loads((table.schema.metadata or {})[_MAGIC])
    except OSError as error:
        raise WorldFileError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (pa.ArrowException, KeyError, ValueError) as error:
        raise WorldFileError(f"{path}: not a World file ({type(error).__name__})") from error
    if facts.pop("format", None) != FORMAT:
        raise WorldFileError(f"{path}: written in another format version")
    expected = facts.pop("content_hash", None)
    try:
        world = _from_facts(facts, table)
    except (KeyError, TypeError, ValueError) as error:
        raise WorldFileError(f"{path}: damaged, parts of it are missing ({error!r})") from error
    if world.content_hash != expected:
        raise WorldFileError(f"{path}: damaged, its content does not match its hash")
    return world


def _from_facts(facts: dict[str, Any], table: Any) -> World:
    """Put a World together from what its file holds."""
    kinds = TASK_COLUMNS | ({EXTRA: np.bool_} if EXTRA in table.column_names else {})
    return World(
        tasks={name: table[name].to_numpy().astype(kind) for name, kind in kinds.items()},
        type_z=np.array(facts.pop("type_z"), dtype=np.float64),
        talent_z=np.array(facts.pop("talent_z"), dtype=np.float64),
        functions=tuple(facts.pop("functions")),
        task_types=tuple(facts.pop("task_types")),
        seats=tuple(facts.pop("seats")),
        absences=tuple((int(a), int(b), int(c)) for a, b, c in facts.pop("absences")),
        outages=tuple(Outage(*row) for row in facts.pop("outages")),
        degradations=tuple(Degradation(*row) for row in facts.pop("degradations")),
        exits=tuple(Exit(*row) for row in facts.pop("exits")),
        price_spikes=tuple(PriceSpike(*row) for row in facts.pop("price_spikes", ())),
        cyber_incidents=tuple(CyberIncident(*row) for row in facts.pop("cyber_incidents", ())),
        updates=tuple(VendorUpdate(*row) for row in facts.pop("updates", ())),
        market_shifts=tuple(MarketShift(*row) for row in facts.pop("market_shifts", ())),
        **facts,
    )
