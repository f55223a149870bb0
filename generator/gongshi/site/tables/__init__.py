"""The public facts as tables: what the data files and the API hold, column by column.

Rows of open lists are not here and must not be. A page takes a name down when its notice closes; a
file that was downloaded is kept for good. So the data tell how many households and persons a list
has, and no more.
"""

from __future__ import annotations

from gongshi.site.tables import figures, helping, places, policy, rounds

TABLES = (
    *places.TABLES,
    *figures.TABLES,
    *rounds.TABLES,
    *helping.TABLES,
    *policy.TABLES,
)
"""Every table, in the order in which the data page explains them."""
