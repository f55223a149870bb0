"""The data package as search engines for data read it: schema.org's Dataset."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from gongshi.public.facts import County
from gongshi.site import api, data, telling
from gongshi.site.language import LANGUAGES, Language
from gongshi.site.tables import TABLES
from gongshi.site.words import N_

_HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""No text can end the element that the markup stands in."""


def dataset(language: Language, county: County, up: str) -> Markup:
    """The JSON-LD of the data; ``up`` is the way to the top of the site where it has no address."""
    base = county.address or up
    name = language.say(
        N_("%(place)s: notices, villages, help and policy as data"),
        place=telling.words(language, county.name),
    )
    office = county.office
    about: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": telling.line(data.about(language, county)),
        "dateModified": county.as_of.isoformat(),
        "inLanguage": [one.tag for one in LANGUAGES],
        "isAccessibleForFree": True,
        "version": str(api.VERSION),
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": telling.words(language, county.name),
            "containedInPlace": {
                "@type": "AdministrativeArea",
                "name": telling.words(language, county.province),
            },
        },
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": telling.words(language, office.name),
            "address": telling.words(language, office.address),
            "telephone": office.duty_phone,
        },
        "distribution": [
            *(
                _download(
                    language.say(one.title), "text/csv", f"{base}{data.FOLDER}/{one.name}.csv"
                )
                for one in TABLES
            ),
            _download("datapackage.json", "application/json", f"{base}{data.PACKAGE}"),
            _download(
                language.say("JSON API"), "application/json", f"{base}{api.FOLDER}/index.json"
            ),
        ],
    }
    if county.address:
        about["url"] = f"{county.address}{language.prefix}data.html"
    if county.licence:
        about["license"] = county.licence.url
    return Markup(json.dumps(about, ensure_ascii=False).translate(_HARMLESS))  # noqa: S704 - JSON, escaped


def _download(name: str, kind: str, address: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": kind,
        "contentUrl": address,
    }
