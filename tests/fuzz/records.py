"""Records made from their schemas: whatever fits, however unlike a real one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random
from typing import Any

from gongshi.schema import registry
from gongshi.schema.registry import Schema

_WORDS = {
    "^(0[0-9]{2,3}-[0-9]{7,8}|1[0-9]{4})$": ("000-0000000", "0999-99999999", "12345"),
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": ("00:00", "23:59"),
    "^([a-z][a-z0-9]*(-[a-z0-9]+)*|[0-9]{1,4}/[1-9][0-9]{0,3})$": ("month", "9999/1", "0/9999"),
    "^[0-9]{12}$": ("000000000000", "999999999999"),
    "^[0-9]{4}(-[a-z0-9]+)+$": ("0000-0", "2018-road"),
    "^[0-9]{4}-(entry|exit)$": ("0000-entry", "9999-exit", "2018-entry"),
    "^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$": ("Asia/Shanghai", "Mars/Base", "Asia"),
    "^[a-z][a-z-]*(\\.[a-z0-9-]+)*$": ("entry.four-in.1", "exit.one-out.a", "a", "proc.entry.4"),
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": ("a", "z" * 40, "net-income", "tingquan", "shuiyun"),
    "^[a-z_]+(\\.[a-z_]+)?$": ("housing.grade", "registration.kind", "a"),
    "^c[0-9]{5}$": ("c00000", "c00001", "c99999"),
    "^g[0-9]{1,2}$": ("g0", "g1", "g99"),
    "^h[0-9]{6}$": ("h000000", "h000001", "h999999"),
    '^https?://[!-"$->@-~]+/$': ("http://a/", "https://example.test/records/"),
    "^https?://[^\\s]+$": ("http://a", "https://example.test/?q=<b>&x='\""),
    "^m[0-9]{1,6}$": ("m0", "m1", "m999999"),
    "^o[0-9]{1,3}$": ("o0", "o1", "o999"),
    "^p[0-9]{7}$": ("p0000000", "p0000001", "p9999999"),
}
"""Words that fit a pattern: its extremes, and one that the tiny county has."""
_TEXTS = ("一", "a<b>&'\"", "=1+1", "-", "x\u0301", "𠀀", "% {0} %(a)s", "公" * 200)
_DAYS = (date(1900, 1, 1), date(2099, 12, 31), date(2018, 12, 20), date(2016, 2, 29))


def made(schema: Schema, rng: Random) -> Any:
    """A value that fits a schema but for its conditions on several fields."""
    schema = registry.resolved(schema)
    if "enum" in schema:
        return rng.choice(schema["enum"])
    if "anyOf" in schema:
        return made(rng.choice(schema["anyOf"]), rng)
    return _OF_TYPE[schema["type"]](schema, rng)


def _object(schema: Schema, rng: Random) -> dict[str, Any]:
    required = set(schema.get("required", ()))
    return {
        name: made(field, rng)
        for name, field in schema["properties"].items()
        if name in required or rng.random() < 0.5
    }


def _array(schema: Schema, rng: Random) -> list[Any]:
    least = schema.get("minItems", 0)
    items = [made(schema["items"], rng) for _ in range(least + rng.choice((0, 0, 1, 2)))]
    if schema.get("uniqueItems"):
        items = list({json.dumps(item): item for item in items}.values())
    return items


def _number(schema: Schema, rng: Random) -> int:
    lowest, highest = schema["minimum"], schema["maximum"]
    near = (lowest, highest, lowest + 1, 2018, rng.randint(int(lowest), int(highest)))
    return int(rng.choice([one for one in near if lowest <= one <= highest]))


def _string(schema: Schema, rng: Random) -> str:
    if schema.get("format") == "date":
        return rng.choice((*_DAYS, date(2015, 1, 1) + timedelta(rng.randrange(1800)))).isoformat()
    words = _WORDS.get(schema.get("pattern", ""), _TEXTS)
    return rng.choice(words)[: schema.get("maxLength", 200)]


_OF_TYPE = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _number,
    "number": _number,
    "boolean": lambda _schema, rng: rng.random() < 0.5,
}
