"""The texts that are tried: what some reader of some output would take for more than text."""

from __future__ import annotations

from collections.abc import Sequence

TEXTS = (
    # HTML, its attributes, its scripts and styles, JSON-LD, SVG.
    "<script>attacked=1</script>",
    "<script>alert(1)</script>",
    "<img src=x onerror=attacked=1>",
    "<svg/onload=attacked=1>",
    "<iframe src=javascript:parent.attacked=1>",
    '" onmouseover="attacked=1" x="',
    "' autofocus onfocus='attacked=1",
    "\"'><b>",
    "</title></textarea></noscript>",
    "</script><script>attacked=1",
    "</style><style>*{display:none}",
    "</svg></table></details>",
    "<!--slot:content-->",
    "<!--",
    "--><u>",
    "]]><u>",
    "<![CDATA[",
    "<base href=//e.example>",
    "<link rel=stylesheet href=//e.example>",
    "<meta http-equiv=refresh content=0;//e.example>",
    "javascript:attacked=1",
    "url(//e.example)",
    "&lt;b&gt; &amp;quot; &#60;i&#62;",
    '"}]</script>{"@id":"',
    # Templates and formats.
    "{{ 7*7 }}",
    "{% raw %}",
    "{# x #}",
    "${7*7}#{7*7}",
    "%(name)s %s %d %",
    "{0} {name} {count}",
    # Markdown.
    "[x](javascript:attacked=1)",
    "![x](//e.example/p)",
    "**b** `c` ~~d~~",
    "# h",
    "| a | b |",
    "@someone #7",
    "</summary></details>",
    "https://e.example www.e.example",
    # Spreadsheets.
    '=HYPERLINK("//e.example")',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠1",
    "﹦1+1",
    "'=1",
    'a","b";c',
    # Calendars and feeds.
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    ";TZID=x:1,2\\n\\,\\;",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///c'>]>&b;",
    # Typst.
    '#read("/etc/passwd")',
    '#eval("1+1") $x$ <label> @ref',
    "*b* _i_ = h \\ // c /* d */",
    "\\u{41} ~ ---",
    # Logs, annotations, shells.
    "::error file=a::b",
    "%0A::stop-commands::x",
    "##[error]x",
    "-rf --help",
    "$(id)`id`;id|id>id",
    "../../etc/passwd",
    "C:\\con\\nul",
    "%00%0d%0a",
    "\\x1b[31m\\u202e",
    '\\"},{"a":"b',
    # Characters that fit no old encoding.
    "𠮷𬱖é",
)
"""None holds a character that the reader of records refuses."""

LONG = "<b>" * 1000
"""Cut to what a field takes."""

ADDRESSES = (
    "https://example.org/'onclick='attacked=1",
    "https://example.org/?a=1&b=&lt;&quot;",
    "https://example.org/;@=+-!$()*,",
    "https://example.org/%22%3E%3Cscript%3E",
    "http://user:word@example.org:8/",
    "javascript:attacked=1",
    "JavaScript:attacked=1//https://example.org/",
    "data:text/html,<script>attacked=1</script>",
    "//e.example/",
    'https://example.org/"onmouseover="attacked=1',
    "https://example.org/<script>attacked=1</script>",
    "https://example.org/</script>",
    "https://example.org/{{7*7}}",
    "https://example.org/`id`",
    "https://example.org/\\..\\",
    "https://example.org/ x",
    "https://example.org/\nx",
    "https://",
)
"""For what takes an address; most of them no field takes."""

UNSEEN = tuple(
    map(
        chr,
        (
            *(0x00, 0x07, 0x08, 0x0D, 0x1B, 0x7F, 0x85, 0x9B),  # control characters
            *(0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2069, 0x200E, 0x200F, 0x061C),
            *(0x2028, 0x2029),  # ends of lines to some
            *(0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0x34F, 0x180E),  # of no width
            *(0x115F, 0x3164, 0xFFA0, 0x2800),  # blank letters
            *(0xFE0F, 0xE0041, 0xE0100, 0xFFF9, 0xFFFC, 0xFFFE, 0xFFFF),
        ),
    )
)
"""What nobody can see; the reader of records takes none of it, in whatever field."""


def pieces(first: int, longest: int, many_lines: bool) -> list[str]:
    """All texts, beginning with the ``first``, in as few pieces as a field needs for them.

    Texts of a piece stand on lines of their own, where the field takes more than one.
    """
    start = first % len(TEXTS)
    return _packed((*TEXTS[start:], *TEXTS[:start]), longest, "\n" if many_lines else " ")


def _packed(texts: Sequence[str], longest: int, between: str) -> list[str]:
    found = [""]
    for text in texts:
        joined = f"{found[-1]}{between}{text}" if found[-1] else text
        if len(joined) > longest:
            found.append(text)
        else:
            found[-1] = joined
    return found
