"""From public facts to a published site."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gongshi import __version__
from gongshi.public.facts import County
from gongshi.site import shell
from gongshi.site.language import languages
from gongshi.site.policy import CONTENT_SECURITY_POLICY
from gongshi.site.publish import Published, publish, refuse_foreign
from gongshi.site.render import render


def shells(county: County, policy: str = CONTENT_SECURITY_POLICY) -> shell.Shells:
    """The theme's shells for every language of a county's site, under a policy.

    Raises LanguageMissing where the site is to have a language without messages.
    """
    folders = {one.code: one.folder for one in languages(county)}
    with tempfile.TemporaryDirectory(prefix="gongshi-") as work:
        return shell.render(Path(work), folders, policy)


def build(county: County, target: Path, frames: shell.Shells | None = None) -> Published:
    """Publish the site of ``county`` at ``target``.

    ``frames`` are shells made before, where several builds follow one another. Raises
    TargetNotOurs, BuildBusy or LanguageMissing, and then leaves what is published as it is.
    """
    refuse_foreign(target)
    files = render(county, frames or shells(county))
    return publish(files, target, as_of=county.as_of.isoformat(), version=__version__)
