"""From public facts to a published site."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gongshi.public.facts import County
from gongshi.site import shell
from gongshi.site.language import languages
from gongshi.site.manifest import Source
from gongshi.site.place import refuse_foreign, told
from gongshi.site.policy import CONTENT_SECURITY_POLICY
from gongshi.site.publish import KEEP, Gate, Published, publish
from gongshi.site.render import render


def shells(county: County, policy: str = CONTENT_SECURITY_POLICY) -> shell.Shells:
    """The theme's shells for every language of a county's site, under a policy.

    Raises LanguageMissing where the site is to have a language without messages.
    """
    folders = {one.code: one.folder for one in languages(county)}
    with told("TMPDIR"), tempfile.TemporaryDirectory(prefix="gongshi-") as work:
        return shell.render(Path(work), folders, policy)


def build(
    county: County,
    target: Path,
    source: Source,
    frames: shell.Shells | None = None,
    keep: int = KEEP,
    gate: Gate | None = None,
) -> Published:
    """Publish the site of ``county``, made from ``source``, at ``target``; keep ``keep`` before it.

    ``frames`` are shells made before, where several builds follow one another; ``gate`` looks at
    every file before anything is published. Raises LanguageMissing, what ``gate`` raises or what
    `publish` raises, and then leaves what is published as it is.
    """
    refuse_foreign(target)
    files = render(county, frames or shells(county))
    return publish(files, target, source, keep=keep, gate=gate)
