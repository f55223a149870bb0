"""From public facts to a published site."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gongshi import __version__
from gongshi.public.facts import County
from gongshi.site import shell
from gongshi.site.language import LANGUAGES
from gongshi.site.policy import CONTENT_SECURITY_POLICY
from gongshi.site.publish import Published, publish, refuse_foreign
from gongshi.site.render import render


def shells(policy: str = CONTENT_SECURITY_POLICY) -> shell.Shells:
    """The theme's shells for every language, under a policy; the same for all records."""
    with tempfile.TemporaryDirectory(prefix="gongshi-") as work:
        return shell.render(Path(work), {one.code: one.folder for one in LANGUAGES}, policy)


def build(county: County, target: Path, frames: shell.Shells | None = None) -> Published:
    """Publish the site of ``county`` at ``target``.

    ``frames`` are shells made before, where several builds follow one another. Raises TargetNotOurs
    or BuildBusy, and then leaves what is published as it is.
    """
    refuse_foreign(target)
    files = render(county, frames or shells())
    return publish(files, target, as_of=county.as_of.isoformat(), version=__version__)
