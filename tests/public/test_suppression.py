"""Small groups stay hidden: worked examples, and an attacker who tries to work them out.

The attacker knows nothing of the method. From everything published they set up equations, one for
each number, solve them exactly, and count in whole numbers what else could be the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi.public.suppression import Cells, Groups, Node, Row, published

FIVE = 5
TREE: dict[Node, Node | None] = {
    "county": None,
    "north": "county", "n1": "north", "n2": "north", "n3": "north",
    "south": "county", "s1": "south", "s2": "south",
}  # fmt: skip
LEAVES = ("n1", "n2", "n3", "s1", "s2")


def cells(*rows: Groups, public: bool) -> Cells:
    return Cells(dict(zip(LEAVES, rows, strict=True)), public)


def shown(table: Cells, smallest: int = FIVE) -> dict[Node, Row]:
    (found,) = published(TREE, [table], smallest)
    return found


def hidden(found: dict[Node, Row]) -> set[Node]:
    return {node for node, row in found.items() if None in row.groups}


def test_where_every_group_is_large_or_empty_everything_is_shown() -> None:
    found = shown(cells((9, 5), (7, 0), (0, 6), (8, 8), (0, 0), public=False))
    assert hidden(found) == set()
    assert found["north"] == Row((16, 11), 27)
    assert found["county"] == Row((24, 19), 43)


def test_a_small_group_takes_the_smallest_neighbour_with_it() -> None:
    """n1 has 4 of 13. North (24 of 51) less n2 and n3 would tell it; n2 is the smallest beside."""
    found = shown(cells((4, 9), (6, 6), (14, 12), (8, 8), (9, 9), public=False))
    assert hidden(found) == {"n1", "n2"}
    assert found["north"] == Row((24, 27), 51)
    assert found["n1"] == Row((None, None), None)


def test_a_small_remainder_of_a_public_total_hides_the_large_part_too() -> None:
    """13 on the list, 10 of them with a measure: 13 - 10 = 3 would be told by the 10."""
    found = shown(cells((10, 3), (6, 7), (9, 9), (8, 8), (9, 9), public=True))
    assert hidden(found) == {"n1", "n2"}
    assert found["n1"] == Row((None, None), 13)


def test_where_all_of_a_small_public_total_are_in_one_group_the_others_stay_shown() -> None:
    """4 of the 4 on the list: the noughts of all others tell it, so hiding others cannot help."""
    found = shown(cells((4, 0), (6, 0), (9, 0), (8, 0), (9, 0), public=True))
    assert hidden(found) == {"n1"}
    assert found["n1"] == Row((None, 0), 4)


def test_a_whole_village_does_not_give_its_township_away() -> None:
    """n1: 4 of 4. But of the 31 of the north the 4 are few, and n1 would tell them."""
    found = shown(cells((4, 0), (0, 9), (0, 18), (20, 8), (9, 9), public=True))
    assert {"north", "n1"} <= hidden(found)
    attack(TREE, [cells((4, 0), (0, 9), (0, 18), (20, 8), (9, 9), public=True)], FIVE)


def test_a_hidden_county_is_not_the_sum_of_its_shown_townships() -> None:
    """The north's 1 of 1 is all of it; of the county's 7 it is few. Both townships would tell."""
    rows = [(0, 0, 0), (0, 0, 0), (0, 1, 0), (1, 0, 0), (2, 0, 3)]
    attack(TREE, [cells(*rows, public=True)], 3)


def test_a_small_county_hides_all_but_what_is_public() -> None:
    found = shown(cells((1, 9), (0, 6), (0, 9), (2, 8), (0, 9), public=False))
    assert {"county", "north", "south", "n1", "s1"} <= hidden(found)


def test_two_hidden_villages_that_are_few_together_take_a_third() -> None:
    """n1 and n2 have 2 and 1: north less n3 would tell that together they have 3."""
    found = shown(cells((2, 9), (1, 9), (14, 12), (8, 8), (9, 9), public=False))
    assert hidden(found) == {"n1", "n2", "n3"}


def test_a_nought_that_everybody_can_work_out_is_shown() -> None:
    found = shown(cells((4, 9, 0), (6, 6, 0), (9, 9, 0), (8, 8, 0), (9, 9, 0), public=False))
    assert found["n1"] == Row((None, None, 0), None)


def test_a_group_that_nobody_of_a_hidden_county_is_in_is_shown() -> None:
    """Nobody returned to poverty; that 3 of 48 left as a whole is not told."""
    rows = [(0, 9, 1), (0, 9, 0), (0, 9, 0), (0, 9, 2), (0, 9, 0)]
    table = cells(*rows, public=True)
    assert shown(table)["county"] == Row((0, None, None), 48)
    attack(TREE, [table], FIVE)


def test_without_a_smallest_group_that_is_known_nothing_small_is_shown() -> None:
    found = shown(cells((40, 90), (60, 60), (90, 0), (80, 80), (90, 90), public=False), 10**12)
    assert hidden(found) == set(TREE)


# The attacker.

Unknown = tuple[int, Node, int]
"""A table, a leaf and a group: a whole number, not negative, that the attacker wants to know."""


def leaves_of(tree: dict[Node, Node | None], node: Node) -> list[Node]:
    children = [child for child, parent in tree.items() if parent == node]
    if not children:
        return [node]
    return [leaf for child in children for leaf in leaves_of(tree, child)]


def equations(
    tree: dict[Node, Node | None], tables: Sequence[Cells], smallest: int
) -> list[tuple[frozenset[Unknown], int]]:
    """Every number that is published, as the sum of unknowns that it is."""
    told = []
    for number, found in enumerate(published(tree, tables, smallest)):
        for node, row in found.items():
            below = leaves_of(tree, node)
            for group, count in enumerate(row.groups):
                if count is not None:
                    told.append((frozenset((number, leaf, group) for leaf in below), count))
            if row.total is not None:
                every = range(len(row.groups))
                unknowns = frozenset((number, leaf, one) for leaf in below for one in every)
                told.append((unknowns, row.total))
    return told


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The rows of a system in reduced echelon form, without those that say nothing."""
    rows, done = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                factor = row[column]
                rows[n] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def follows(system: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """Whether a sum of unknowns lies in the row space: then it has one value."""
    rest = list(wanted)
    for row in system:
        lead = next(n for n, value in enumerate(row) if value)
        if rest[lead]:
            factor = rest[lead]
            rest = [a - factor * b for a, b in zip(rest, row, strict=True)]
    return not any(rest)


def another(
    told: list[tuple[frozenset[Unknown], int]],
    truth: dict[Unknown, int],
    target: frozenset[Unknown],
) -> bool:
    """Whether whole numbers, none negative, agree with all that is told and not on ``target``.

    Tries every value for one unknown after the other, those of ``target`` first, as long as each
    number told can still be reached. An unknown that nothing is told of may be anything.
    """
    names = sorted(target, key=str) + sorted(truth.keys() - target, key=str)
    wanted = sum(truth[name] for name in target)
    free = 1 + max(truth.values())
    caps = [min((count for those, count in told if name in those), default=free) for name in names]
    holding = [[n for n, (those, _) in enumerate(told) if name in those] for name in names]
    # How much the unknowns from each place on can still add to each number told.
    still = [[0] * len(told) for _ in range(len(names) + 1)]
    for at in range(len(names) - 1, -1, -1):
        still[at] = list(still[at + 1])
        for n in holding[at]:
            still[at][n] += caps[at]

    def reached(at: int, left: list[int], counted: int) -> bool:
        if at == len(target) and counted == wanted:
            return False
        if at == len(names):
            return True
        most = min([caps[at], *(left[n] for n in holding[at])])
        least = max([0, *(left[n] - still[at + 1][n] for n in holding[at])])
        for value in sorted(range(least, most + 1), key=lambda one: abs(one - truth[names[at]])):
            rest = list(left)
            for n in holding[at]:
                rest[n] -= value
            if reached(at + 1, rest, counted + value * (at < len(target))):
                return True
        return False

    return reached(0, [count for _, count in told], 0)


def attack(tree: dict[Node, Node | None], tables: Sequence[Cells], smallest: int) -> int:
    """Hold every count that is not shown against all that is; how many there were."""
    told = equations(tree, tables, smallest)
    truth: dict[Unknown, int] = {
        (number, leaf, group): count
        for number, table in enumerate(tables)
        for leaf, groups in table.leaves.items()
        for group, count in enumerate(groups)
    }
    names = sorted(truth, key=str)
    system = reduced(
        [[Fraction(name in those) for name in names] for those, _ in told] or [[Fraction(0)]]
    )
    attacked = 0
    for number, table in enumerate(tables):
        width = len(next(iter(table.leaves.values())))
        for node in tree:
            for size in range(1, width + 1):
                for union in combinations(range(width), size):
                    target = frozenset(
                        (number, leaf, one) for leaf in leaves_of(tree, node) for one in union
                    )
                    count = sum(truth[name] for name in target)
                    whole = sum(
                        truth[number, leaf, one]
                        for leaf in leaves_of(tree, node)
                        for one in range(width)
                    )
                    few = 0 < count < smallest
                    all_of_it = table.total_public and count == whole
                    if (target, count) in told:
                        assert not few or size == width, (node, union)
                    elif (few or size == 1) and not all_of_it:
                        wanted = [Fraction(name in target) for name in names]
                        assert not follows(system, wanted), (node, union)
                        assert another(told, truth, target), (node, union)
                        attacked += 1
    return attacked


THOROUGH = settings(deadline=None)
"""An attack takes as long as it takes: how long one may depends on the machine."""


def counts(width: int) -> st.SearchStrategy[list[Groups]]:
    number = st.sampled_from([0, 0, 1, 2, 3, 4, 5])
    row = st.tuples(*[number] * width)
    return st.lists(row, min_size=len(LEAVES), max_size=len(LEAVES))


@THOROUGH
@given(counts(2), st.booleans())
def test_nobody_works_out_a_count_that_is_not_shown(rows: list[Groups], public: bool) -> None:
    attack(TREE, [cells(*rows, public=public)], 3)


@THOROUGH
@given(counts(3), st.booleans())
def test_nor_with_a_third_group_of_unknown_cases(rows: list[Groups], public: bool) -> None:
    attack(TREE, [cells(*rows, public=public)], 3)


@THOROUGH
@given(counts(2), counts(2))
def test_nor_from_two_tables_together(first: list[Groups], second: list[Groups]) -> None:
    attack(TREE, [cells(*first, public=True), cells(*second, public=False)], 3)


@THOROUGH
@given(counts(2))
def test_no_sum_over_any_villages_tells_of_few(rows: list[Groups]) -> None:
    """Whatever can be solved for, of any villages together, is nought or not small."""
    table = cells(*rows, public=False)
    told = equations(TREE, [table], 3)
    names = [(0, leaf, one) for leaf in LEAVES for one in (0, 1)]
    system = reduced([[Fraction(name in those) for name in names] for those, _ in told])
    for size in range(1, len(LEAVES) + 1):
        for leaves in combinations(LEAVES, size):
            for group in (0, 1):
                count = sum(table.leaves[leaf][group] for leaf in leaves)
                wanted = [Fraction(one == group and leaf in leaves) for _, leaf, one in names]
                assert not 0 < count < 3 or not follows(system, wanted), (leaves, group)


@THOROUGH
@given(counts(3), st.booleans())
def test_what_is_shown_is_true_and_adds_up(rows: list[Groups], public: bool) -> None:
    table = cells(*rows, public=public)
    for node, row in shown(table, 3).items():
        for one, count in enumerate(row.groups):
            if count is not None:
                assert count == sum(table.leaves[leaf][one] for leaf in leaves_of(TREE, node))


@THOROUGH
@given(counts(2))
def test_a_place_that_is_hidden_has_company(rows: list[Groups]) -> None:
    """No village is hidden alone below a place that is shown."""
    found = shown(cells(*rows, public=False), 3)
    for top in ("north", "south"):
        if top not in hidden(found):
            below = {leaf for leaf in leaves_of(TREE, top) if leaf in hidden(found)}
            assert len(below) != 1


def test_the_attacker_finds_what_is_only_blanked_out() -> None:
    """Without the second step, the attacker is right: so the tests above can fail."""
    truth = {(0, "n1", 0): 2, (0, "n2", 0): 7, (0, "n3", 0): 5}
    told = [
        (frozenset(truth), 14),
        (frozenset({(0, "n2", 0)}), 7),
        (frozenset({(0, "n3", 0)}), 5),
    ]
    assert not another(told, truth, frozenset({(0, "n1", 0)}))
    names = sorted(truth, key=str)
    system = reduced([[Fraction(name in those) for name in names] for those, _ in told])
    assert follows(system, [Fraction(1), Fraction(0), Fraction(0)])


# Where all, or none, have a trait: the number tells of each.


def attack_noughts(rows: Sequence[Groups], sensitive: frozenset[int], smallest: int) -> int:
    """Hold each sensitive nought beside others against all that is told; how many there were."""
    table = Cells(dict(zip(LEAVES, rows, strict=True)), True, sensitive)
    told = equations(TREE, [table], smallest)
    truth: dict[Unknown, int] = {
        (0, leaf, group): count
        for leaf, groups in table.leaves.items()
        for group, count in enumerate(groups)
    }
    attacked = 0
    for node in TREE:
        cells_of = {
            one: frozenset((0, leaf, one) for leaf in leaves_of(TREE, node)) for one in sensitive
        }
        counted = {one: sum(truth[name] for name in those) for one, those in cells_of.items()}
        for one, those in cells_of.items():
            if not counted[one] and any(counted.values()):
                assert (those, 0) not in told, node
                assert another(told, truth, those), node
                attacked += 1
    return attacked


def test_that_all_twelve_have_a_trait_is_not_told_nor_by_the_villages_beside() -> None:
    rows = [(12, 0), (6, 6), (8, 7), (9, 9), (9, 9)]
    table = Cells(dict(zip(LEAVES, rows, strict=True)), True, frozenset({0, 1}))
    found = shown(table)
    assert hidden(found) == {"n1", "n2"}
    assert found["n1"] == Row((None, None), 12)
    assert hidden(shown(cells(*rows, public=True))) == set(), "where the trait is not sensitive"
    assert attack_noughts(rows, frozenset({0, 1}), FIVE) == 1


def test_where_all_of_the_county_have_it_nothing_but_how_many_there_are_is_told() -> None:
    rows = [(12, 0)] * 5
    table = Cells(dict(zip(LEAVES, rows, strict=True)), True, frozenset({0, 1}))
    assert {row.groups for row in shown(table).values()} == {(None, None)}
    assert shown(table)["county"].total == 60


def test_that_nothing_is_known_of_anybody_is_told() -> None:
    rows = [(0, 0, 6), (6, 6, 0), (8, 7, 0), (9, 9, 0), (9, 9, 0)]
    table = Cells(dict(zip(LEAVES, rows, strict=True)), True, frozenset({0, 1}))
    assert shown(table)["n1"] == Row((0, 0, 6), 6)


@THOROUGH
@given(counts(2))
def test_nobody_works_out_that_all_or_none_have_a_trait(rows: list[Groups]) -> None:
    attack_noughts(rows, frozenset({0, 1}), 3)


@THOROUGH
@given(counts(3))
def test_nor_with_unknown_cases_beside(rows: list[Groups]) -> None:
    attack_noughts(rows, frozenset({0, 1}), 3)


@THOROUGH
@given(counts(2))
def test_nor_a_small_count_where_noughts_are_hidden_too(rows: list[Groups]) -> None:
    table = Cells(dict(zip(LEAVES, rows, strict=True)), True, frozenset({0, 1}))
    attack(TREE, [table], 3)
