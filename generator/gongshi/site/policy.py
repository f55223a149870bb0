"""What a page of the site may load and do: its Content-Security-Policy."""

from __future__ import annotations

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Only files of the site itself: no inline script or style, no form sent, nothing from elsewhere.

It stands in every page, so it also holds from disk and where the server cannot be set up. What only
a server can say (who may frame a page, how long to keep it) is in ``server/``.
"""
