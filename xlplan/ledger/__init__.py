"""Ledgers: what is booked, by kostnadsställe, account and month, and on which unit's budget line it
belongs.

Knows nothing of workbooks. Amounts are int öre all the way; as in the ledger, debit is plus and
credit minus.
"""

from xlplan.ledger.accounts import AccountPlan, account_plan
from xlplan.ledger.cost_centres import CostCentres, cost_centres
from xlplan.ledger.model import Amounts, Ledger, LedgerSource, PostLine
from xlplan.ledger.opening import read_ledger, read_ledgers
from xlplan.ledger.placed import Listed, Placed, UnplacedReason, place

__all__ = [
    "AccountPlan",
    "Amounts",
    "CostCentres",
    "Ledger",
    "LedgerSource",
    "Listed",
    "Placed",
    "PostLine",
    "UnplacedReason",
    "account_plan",
    "cost_centres",
    "place",
    "read_ledger",
    "read_ledgers",
]
