"""The memory: what every run of the month came to, in SQLite or PostgreSQL.

`open_store` gives a `Store`. Amounts are stored as int öre, times as UTC. A run is one transaction;
the newest run of a unit's month is the current one, and those that it replaced are kept and say
which run replaced them.
"""

from xlplan.store.address import DEFAULT, AddressError
from xlplan.store.faults import StoreError
from xlplan.store.past import Figures, PastFinding, PastMonth, PastRun, UnitName, UnknownUnitError
from xlplan.store.store import Saved, Store, open_store

__all__ = [
    "DEFAULT",
    "AddressError",
    "Figures",
    "PastFinding",
    "PastMonth",
    "PastRun",
    "Saved",
    "Store",
    "StoreError",
    "UnitName",
    "UnknownUnitError",
    "open_store",
]
