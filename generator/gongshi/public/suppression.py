"""Small groups stay hidden: which counts of households or persons may be published, and which not.

What goes in is a hierarchy (villages in townships in a county) and, for each village, counts of
groups that exclude one another; what is higher up is the sum. What comes out is each count, or None
where it is held back. What comes out never tells a small count (from 1 to ``smallest`` - 1) of a
group or of several groups together, in a place or in hidden places together: not shown, and not
worked out by adding, subtracting, and knowing that counts are whole and not negative. Nought is
shown, as nobody is in it. Hence one thing that hiding cannot help: where a public total is small
and all of it is in one group, the noughts of the others say so. It is not shown either.

A large group can tell of each of its members too: "120 of 120" says of all that they have the
trait. Of groups that are *sensitive*, a nought beside others is treated as a small count is: such a
place is hidden, and so are others with it until they do not tell it.

The method
----------
1. A place is shown whole, with all its groups, or hidden whole. Hidden first is every place with a
   small count.
2. Hidden villages below the same nearest shown place form a *pool*. The shown place less the shown
   villages gives the sum of each group over the pool; nothing more can be learned of it, besides
   each village's total where totals are public anyway. Hidden places in between add nothing: each
   is the sum of shown places and of villages of the pool.
3. So a pool is a table with known column sums, and known row sums or none. What a cell of such a
   table can hold is known exactly (Fréchet's bounds): with row sum r, column sum c and n in all,
   any whole number from ``max(0, r + c - n)`` to ``min(r, c)``; without row sums, from nought to c
   if there is another row. Rows or columns taken together are again a row or a column.
4. A pool is safe if no sum over it is small and no small count in it has a single possible value.
   While one is not safe, another village is hidden with it: the smallest that counts anybody of
   those directly below the same shown place; if there is none, a shown place in between is hidden,
   so that its villages come next, or else the shown place itself, and its pool becomes part of the
   one above. In the end the whole county may be hidden: then nothing is known but public totals
   and the groups that nobody in the county is in.
5. A count in a hidden place that has a single possible value is not small, by 4, or is the whole
   of a public total. The first is shown, as everybody can work it out.

Tables that tell of the same cases are hidden together. It protects the counts of one day: who keeps
the sites of two days learns what changed between them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

Node = Hashable
Groups = tuple[int, ...]
Union = tuple[int, ...]
"""Some of the groups, by their places in ``Groups``."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The counts of one table: for each leaf so many in each group, the groups disjoint.

    ``total_public``: the sum of all groups is published anyway, for every place. Of the groups that
    are ``sensitive``, by their places, it is not told that nobody is in one and somebody in others.
    """

    leaves: Mapping[Node, Groups]
    total_public: bool
    sensitive: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """What may be published of a place: its groups and their sum; None is held back."""

    groups: tuple[int | None, ...]
    total: int | None


def published(
    parents: Mapping[Node, Node | None], tables: Sequence[Cells], smallest: int
) -> list[dict[Node, Row]]:
    """For each table and place what may be published.

    ``parents`` gives the place above each, None for the topmost. The leaves of every table are
    those places that stand above none; a table has each of them.
    """
    tree = _Tree(parents)
    hidden = {node for node in parents for table in tables if _small(tree, table, node, smallest)}
    while (pool := _telling(tree, tables, hidden, smallest)) is not None:
        hidden.add(_next(tree, tables, hidden, pool))
    pools = _pools(tree, hidden)
    return [
        {
            node: _row(tree, _known(tree, table, hidden, pools, node), hidden, node, smallest)
            for node in parents
        }
        for table in tables
    ]


class _Tree:
    """The places: which are above and below which."""

    def __init__(self, parents: Mapping[Node, Node | None]) -> None:
        self.parents = parents
        above = set(parents.values())
        self.leaves = [node for node in parents if node not in above]
        self.below: dict[Node, list[Node]] = {node: [] for node in parents}
        for leaf in self.leaves:
            for node in (leaf, *self.above(leaf)):
                self.below[node].append(leaf)

    def above(self, node: Node) -> Iterator[Node]:
        """The places above a place, the nearest first."""
        parent = self.parents[node]
        while parent is not None:
            yield parent
            parent = self.parents[parent]

    def rows(self, node: Node, hidden: set[Node]) -> list[Node]:
        """The leaves of a hidden place in its pool; those below a shown place in it are not."""
        top = self.shown_above(node, hidden)
        return [
            leaf
            for leaf in self.below[node]
            if leaf in hidden and self.shown_above(leaf, hidden) == top
        ]

    def shown_above(self, node: Node, hidden: set[Node]) -> Node | None:
        """The nearest shown place above a place; None where all above it is hidden."""
        return next((one for one in self.above(node) if one not in hidden), None)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Hidden leaves below the same nearest shown place; ``top`` is None where all is hidden."""

    top: Node | None
    leaves: tuple[Node, ...]


@dataclass(frozen=True)
class _Known:
    """What anyone can know of one table over a pool: the sums, and which groups nobody is in."""

    table: Cells
    pool: _Pool

    @cached_property
    def sums(self) -> Groups:
        """The groups over the whole pool."""
        return _sums(self.table, self.pool.leaves)

    @cached_property
    def empty(self) -> frozenset[int]:
        """The groups that nobody in the county is in, and that may be known to be so."""
        everywhere = _sums(self.table, list(self.table.leaves))
        kept = self.table.sensitive if any(everywhere) else frozenset[int]()
        return frozenset(
            one for one, count in enumerate(everywhere) if not count and one not in kept
        )

    def bounds(self, rows: Sequence[Node], union: Union) -> tuple[int, int | None]:
        """The least and the most that ``union`` counts over some leaves; no most: None."""
        column = sum(self.sums[one] for one in union)
        if not rows or self.empty.issuperset(union):
            return 0, 0
        if not self.table.total_public:
            if self.pool.top is None:
                return 0, None
            return (column if len(rows) == len(self.pool.leaves) else 0), column
        row = sum(_sums(self.table, rows))
        if len(union) == len(self.sums):
            return row, row
        if self.pool.top is None:
            return 0, row
        return max(0, row + column - sum(self.sums)), min(row, column)

    def settles(self, rows: Sequence[Node], union: Union) -> bool:
        """Whether ``union`` has a single possible count over some leaves."""
        least, most = self.bounds(rows, union)
        return least == most


def _sums(table: Cells, leaves: Sequence[Node]) -> Groups:
    """The groups of several leaves, added."""
    rows = [table.leaves[leaf] for leaf in leaves]
    width = len(next(iter(table.leaves.values())))
    return tuple(sum(row[one] for row in rows) for one in range(width))


def _small_unions(table: Cells, groups: Groups, smallest: int) -> Iterator[Union]:
    """Every set of groups that counts few, but the whole of a public total.

    A sensitive nought beside others is one of them.
    """
    if any(groups[one] for one in table.sensitive):
        yield from ((one,) for one in sorted(table.sensitive) if not groups[one])
    public = sum(groups) if table.total_public else 0
    for size in range(1, len(groups) + 1):
        for union in combinations(range(len(groups)), size):
            count = sum(groups[one] for one in union)
            if 0 < count < smallest and count != public:
                yield union


def _small(tree: _Tree, table: Cells, node: Node, smallest: int) -> bool:
    """Whether a place has a small count."""
    return any(_small_unions(table, _sums(table, tree.below[node]), smallest))


def _pools(tree: _Tree, hidden: set[Node]) -> dict[Node | None, _Pool]:
    """The pool below each shown place, or below none, that has hidden places below it."""
    leaves: dict[Node | None, list[Node]] = {
        tree.shown_above(node, hidden): [] for node in tree.parents if node in hidden
    }
    for leaf in tree.leaves:
        if leaf in hidden:
            leaves[tree.shown_above(leaf, hidden)].append(leaf)
    return {top: _Pool(top, tuple(found)) for top, found in leaves.items()}


def _telling(
    tree: _Tree, tables: Sequence[Cells], hidden: set[Node], smallest: int
) -> _Pool | None:
    """The first pool that tells a small count; None where all are safe."""
    for pool in _pools(tree, hidden).values():
        for table in tables:
            if _tells(tree, _Known(table, pool), hidden, smallest):
                return pool
    return None


def _tells(tree: _Tree, known: _Known, hidden: set[Node], smallest: int) -> bool:
    """Whether the sum over a pool is small, or a small count of a place of it is settled."""
    table, pool = known.table, known.pool
    if pool.top is not None and any(_small_unions(table, known.sums, smallest)):
        return True
    return any(
        known.settles(tree.rows(node, hidden), union)
        for node in tree.parents
        if node in hidden and tree.shown_above(node, hidden) == pool.top
        for union in _small_unions(table, _sums(table, tree.below[node]), smallest)
    )


def _next(tree: _Tree, tables: Sequence[Cells], hidden: set[Node], pool: _Pool) -> Node:
    """The place to hide next, so that a pool tells less."""
    open_ = {
        node: sum(sum(_sums(table, tree.below[node])) for table in tables)
        for node in tree.parents
        if node not in hidden and tree.shown_above(node, hidden) == pool.top
    }
    leaves = set(tree.leaves)
    counted = [node for node, count in open_.items() if count]
    return min(counted, key=lambda node: (node not in leaves, open_[node]), default=pool.top)


def _known(
    tree: _Tree, table: Cells, hidden: set[Node], pools: Mapping[Node | None, _Pool], node: Node
) -> _Known:
    """What anyone can know of the pool that a place has its hidden leaves in."""
    top = tree.shown_above(node, hidden)
    pool = pools.get(top, _Pool(top, ()))
    return _Known(table, pool)


def _row(tree: _Tree, known: _Known, hidden: set[Node], node: Node, smallest: int) -> Row:
    """What is published of a place: all of it, or of a hidden one what everybody can work out.

    A small count that is left then is the whole of a public total, and is not shown.
    """
    whole = _sums(known.table, tree.below[node])
    rows, open_ = tree.rows(node, hidden), node not in hidden
    groups = tuple(
        count if (open_ or known.settles(rows, (one,))) and not 0 < count < smallest else None
        for one, count in enumerate(whole)
    )
    every = tuple(range(len(whole)))
    return Row(groups, sum(whole) if open_ or known.settles(rows, every) else None)
