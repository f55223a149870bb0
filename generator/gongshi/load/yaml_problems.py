"""What the YAML loader says of each fault, and how it tells the parser's complaints apart."""

from __future__ import annotations

import re
from typing import Any

import yaml

from gongshi.finding import Text

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")


def wording(code: str, arguments: dict[str, Any]) -> tuple[Text, Text]:
    """Message and hint of a loader finding."""
    if code == "yaml.syntax":
        return _SYNTAX.get(arguments["problem"], _SYNTAX[""])
    if code == "yaml.duplicate-key":
        arguments = {**arguments, **_quoted(arguments["key"])}
    message, hint = _WORDING[code]
    return _formatted(message, arguments), _formatted(hint, arguments)


def _formatted(text: Text, arguments: dict[str, Any]) -> Text:
    return Text(text.zh.format(**arguments), text.en.format(**arguments))


def _quoted(key: str) -> dict[str, str]:
    """A key as it may be repeated: only a plain word, as anything else may be a name."""
    if _PLAIN_KEY.match(key):
        return {"zh_key": f"“{key}”", "en_key": f'"{key}"'}
    return {"zh_key": "同一个键", "en_key": "the same key"}


def encoding_problem(source: bytes) -> dict[str, str]:
    """The encoding that a file which is not UTF-8 most likely has."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in source[:4]:
        return {"encoding": "UTF-16"}
    try:
        source.decode("gb18030")
    except UnicodeDecodeError:
        return {"encoding": "?"}
    return {"encoding": "GBK"}


def syntax_problem(error: yaml.MarkedYAMLError, line: str) -> tuple[str, dict[str, str]]:
    """The code of what the parser refused, and which sentence explains it."""
    said = f"{error.context or ''} / {error.problem or ''}"
    start = line.lstrip("- ")[:1]
    if "alias" in said:
        return "yaml.unquoted-asterisk", {}
    if "escape code" in said:
        return "yaml.lone-surrogate", {}
    if "escape character" in said or "hexdecimal" in said:
        return "yaml.syntax", {"problem": "escape"}
    if "scanning an anchor" in said:
        return "yaml.anchor", {}
    if "directive" in said and not line.lstrip().startswith("%"):
        start = "%"
    for problem, matches in (
        (
            "tab",
            "\t" in line[: len(line) - len(line.lstrip())]
            or ("cannot start any token" in said and "\t" in line),
        ),
        ("space", re.match(r"[ ]*[\u00a0\u3000]", line) is not None),
        ("quote", "quoted scalar" in said),
        ("bracket", "flow" in said),
        ("start", start in {"%", "@", "`"} or "cannot start any token" in said),
        ("colon", "could not find expected ':'" in said),
        ("value", "mapping values are not allowed" in said),
        ("indent", "block" in said),
    ):
        if matches:
            return "yaml.syntax", {"problem": problem}
    return "yaml.syntax", {"problem": ""}


_SAVE = Text(
    "请另存为 UTF-8：记事本选“UTF-8”（不要带 BOM），Excel、WPS 选“CSV UTF-8”后再转。",
    "Save it as UTF-8: in Notepad choose UTF-8 (without BOM); in Excel or WPS, CSV UTF-8 first.",
)

_WORDING: dict[str, tuple[Text, Text]] = {
    "yaml.too-large": (
        Text("文件超过 {limit} KB。", "The file is larger than {limit} KB."),
        Text("一份记录一个文件，请检查是否放错了内容。", "One record, one file: see what got in."),
    ),
    "yaml.too-many-faults": (
        Text(
            "这个文件的问题太多，没有全部列出。", "There are too many faults here to list them all."
        ),
        Text("请先改正上面这些，再检查一次。", "Mend those above first, then check again."),
    ),
    "yaml.too-deep": (
        Text("嵌套超过 {limit} 层。", "Nested more than {limit} levels deep."),
        Text("请检查缩进，记录没有这么多层。", "Check the indentation: no record is that deep."),
    ),
    "yaml.too-many-values": (
        Text("内容超过 {limit} 项。", "The file holds more than {limit} keys and values."),
        Text("一份记录一个文件，请检查是否放错了内容。", "One record, one file: see what got in."),
    ),
    "yaml.line-break": (
        Text(
            "这里的换行符不是普通的换行。",
            "Not every program knows the line break here.",
        ),
        Text(
            "请在编辑器里把换行符改为 LF 或 CRLF；粘贴来的文字请重新分行。",
            "Set the line ends to LF or CRLF in the editor; break pasted lines anew.",
        ),
    ),
    "yaml.key-too-long": (
        Text("键超过 {limit} 个字。", "A key is longer than {limit} characters."),
        Text("请检查冒号的位置。", "Check where the colon stands."),
    ),
    "yaml.number-too-long": (
        Text("数字超过 {limit} 位。", "A number has more than {limit} digits."),
        Text(
            "金额写整元；证件号、账号不得记入。",
            "Write money in whole yuan; never enter ID or account numbers.",
        ),
    ),
    "yaml.byte-order-mark": (
        Text(
            "文件开头有 BOM 标记（UTF-8 BOM）。",
            "The file begins with a byte order mark (UTF-8 BOM).",
        ),
        _SAVE,
    ),
    "yaml.not-utf-8": (
        Text(
            "文件不是 UTF-8 编码（可能是 {encoding}）。",
            "The file is not in UTF-8 (it looks like {encoding}).",
        ),
        _SAVE,
    ),
    "yaml.control-character": (
        Text("这里有看不见的控制字符。", "There is an invisible control character here."),
        Text("请删掉这一行重新输入。", "Delete this line and type it again."),
    ),
    "yaml.hidden-character": (
        Text(
            "这里有看不见的字符（{code}）：零宽字符或改变文字方向的字符。",
            "There is an invisible character here ({code}): of no width, or one that turns the "
            "direction of reading.",
        ),
        Text(
            "多半是从网页、微信或 Word 粘贴来的；请删掉这几个字，用键盘重新输入。",
            "Most come with pasted text; delete the words around it and type them again.",
        ),
    ),
    "yaml.lone-surrogate": (
        Text("这里有不成字的编码（\\u 转义）。", "An escape here (\\u) is no character."),
        Text("请直接输入汉字。", "Type the character itself."),
    ),
    "yaml.full-width-colon": (
        Text("键后面用了全角冒号“：”。", "A full-width colon follows the key."),
        Text(
            "请改用半角冒号加一个空格：“键: 值”。",
            'Use a plain colon and a space: "key: value".',
        ),
    ),
    "yaml.unquoted-asterisk": (
        Text("以 * 开头的文字没有加引号。", "Text that begins with * is not quoted."),
        Text('请加英文双引号，例如 "*某"。', 'Put it in double quotes, like "*name".'),
    ),
    "yaml.anchor": (
        Text("不允许使用锚点（&）。", "Anchors (&) are not allowed."),
        Text(
            "以 & 开头的文字请加引号；内容请写全。",
            "Quote text that begins with &; write things out.",
        ),
    ),
    "yaml.alias": (
        Text("不允许使用引用（*）。", "Aliases (*) are not allowed."),
        Text(
            "以 * 开头的文字请加英文双引号；内容请写全。",
            "Put text that begins with * in double quotes; write things out.",
        ),
    ),
    "yaml.merge-key": (
        Text("不允许使用合并键（<<）。", "Merge keys (<<) are not allowed."),
        Text("请把内容写全。", "Write the fields out."),
    ),
    "yaml.tag": (
        Text("不允许使用标签（!）。", "Tags (!) are not allowed."),
        Text("以 ! 开头的文字请加引号。", "Quote text that begins with !."),
    ),
    "yaml.directive": (
        Text("不允许使用 % 指令。", "Directives (%) are not allowed."),
        Text("请删掉这一行。", "Remove this line."),
    ),
    "yaml.second-document": (
        Text("一个文件里有两份内容（第二个 ---）。", "The file holds a second document (---)."),
        Text("一份记录一个文件，请拆开。", "One record, one file: split them."),
    ),
    "yaml.duplicate-key": (
        Text(
            "{zh_key}写了两次：第 {first} 行和第 {second} 行。",
            "{en_key} is written twice: on line {first} and line {second}.",
        ),
        Text("请只留一个。", "Keep one of them."),
    ),
    "yaml.complex-key": (
        Text("这里的键不是文字。", "A key here is not text."),
        Text("键只能是一个词。", "A key must be one word."),
    ),
    "yaml.empty-value": (
        Text("这里没有值。", "There is no value here."),
        Text(
            "不知道就删掉这个键：没有记录就是不清楚。",
            "Leave the key out while it is not known: what is not recorded is unknown.",
        ),
    ),
    "yaml.empty-file": (
        Text("文件是空的。", "The file is empty."),
        Text("请填写内容，或删掉这个文件。", "Fill it in, or remove the file."),
    ),
    "yaml.leading-zero": (
        Text("数字以 0 开头，容易读错。", "A number begins with 0 and can be misread."),
        Text("代码请加引号，数字请去掉前面的 0。", "Quote a code; drop the zero of a number."),
    ),
    "yaml.not-a-mapping": (
        Text("文件内容应是一行行“键: 值”。", 'The file must be lines of "key: value".'),
        Text("请对照样例检查开头几行。", "Compare its first lines with a sample."),
    ),
}

_SYNTAX: dict[str, tuple[Text, Text]] = {
    "tab": (
        Text("缩进用了制表符（Tab）。", "The indentation uses a tab."),
        Text("请改用空格，每层两个。", "Use spaces, two a level."),
    ),
    "space": (
        Text("缩进用了全角空格或特殊空格。", "The indentation uses a special or full-width space."),
        Text("请改用半角空格，每层两个。", "Use plain spaces, two a level."),
    ),
    "quote": (
        Text("引号没有成对。", "A quotation mark is not closed."),
        Text("请补上另一半英文引号。", "Add the closing quotation mark."),
    ),
    "escape": (
        Text(
            "双引号里的反斜杠（\\）没有写对。",
            "A backslash in double quotes is not written right.",
        ),
        Text(
            "请改用单引号，单引号里照原样写；或删掉反斜杠。",
            "Use single quotes, where text stands as it is, or remove the backslash.",
        ),
    ),
    "bracket": (
        Text("方括号或花括号没有写对。", "A bracket or brace is not written right."),
        Text("列表请一行一项，以“- ”开头。", 'Write lists one item a line, each with "- ".'),
    ),
    "start": (
        Text(
            "以 %、@ 或 ` 等符号开头的文字没有加引号。",
            "Text beginning with a sign like %, @ or ` is not quoted.",
        ),
        Text("请加英文双引号。", "Put it in double quotes."),
    ),
    "colon": (
        Text("这一行或上一行缺少冒号。", "A colon is missing on this line or the one before."),
        Text("请写成“键: 值”，冒号后有空格。", 'Write "key: value", with a space after the colon.'),
    ),
    "value": (
        Text("这里不应有冒号，或缩进不对。", "A colon or the indentation here is wrong."),
        Text(
            "含冒号的文字请加英文双引号；同一层的键要对齐。",
            "Quote text that holds a colon; align the keys of one level.",
        ),
    ),
    "indent": (
        Text("缩进没有对齐。", "The indentation does not line up."),
        Text(
            "同一层的键要左对齐，每层两个空格。", "Align the keys of one level, two spaces a level."
        ),
    ),
    "": (
        Text("这里的写法不符合 YAML 格式。", "This is not valid YAML."),
        Text(
            "请对照旁边正确的写法检查这一行和上一行。",
            "Compare this line and the one before with a sample.",
        ),
    ),
}
