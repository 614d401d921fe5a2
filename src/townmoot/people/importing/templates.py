"""The empty lists that a clerk downloads: headings, one example, a sheet of notes in zh and en."""

from functools import cache

from townmoot.people.importing.columns import Kind

TITLES = {
    Kind.ROSTER: ("代表名册", "Deputies"),
    Kind.UNITS: ("单位名册", "Units"),
    Kind.LEDGER: ("建议台账", "Suggestions"),
    Kind.SIGN_IN: ("签到表", "Sign-in sheet"),
    Kind.MEETING: ("会议情况", "Meetings"),
}

NOTES = (
    ("怎么填", "How to fill in"),
    (
        "第一行是列名，可以增减、换位置；常用的其他叫法也认得。",
        "The first row holds the headings, in any order; other usual words for them do as well.",
    ),
    (
        "标有“示例 Example”的一行不会导入，可以删去。",
        "The row marked “示例 Example” is left out; you may delete it.",
    ),
    (
        "日期写成 2022-07-01；出生年月写成文字 1971-07，避免 Excel 去掉末尾的 0。",
        "Write dates as 2022-07-01, and a month as text, 1971-07, lest Excel drop the last zero.",
    ),
    (
        "导入前会逐行预览；有一处错误，就一行也不导入。",
        "Every row is shown before the import; with one error, nothing is imported.",
    ),
)
TABLE_HEAD = (
    "列名",
    "Heading",
    "必填 Required",
    "填法",
    "What to write",
    "也认得 Also understood",
)

EXAMPLES: dict[Kind, dict[str, str]] = {
    Kind.ROSTER: {
        "name": "王芳",
        "gender": "女",
        "ethnicity": "汉",
        "birth": "1971-07",
        "affiliation": "群众",
        "education": "大学",
        "work": "某某小学教师",
        "constituency": "第1选区",
        "group": "第一代表小组",
        "number": "001",
        "phone": "13800000000",
        "note": "",
    },
    Kind.UNITS: {
        "code": "planning",
        "name": "规划建设办公室",
        "name_en": "Planning Office",
        "short_name": "规建办",
        "kind": "科室",
        "head": "张伟",
        "head_post": "主任",
        "checker": "李娜",
        "officer": "王芳",
        "phone": "021-60000000",
        "leader": "刘洋",
    },
    Kind.LEDGER: {
        "number": "1",
        "title": "关于增设路灯的建议",
        "lead": "王芳",
        "co_signers": "张伟、李娜",
        "group": "第一代表小组",
        "subject_class": "规划建设",
        "submitted_on": "2022-01-12",
        "assigned_on": "2022-01-13",
        "lead_units": "规划建设办公室",
        "assisting_units": "",
        "officer": "刘洋",
        "phone": "021-60000000",
        "due_on": "2022-04-13",
        "contact": "面商",
        "replied_on": "2022-03-10",
        "reply_number": "某规建复〔2022〕1号",
        "result": "解决采纳",
        "rating": "满意",
        "key_item": "否",
        "public": "是",
        "promise": "安装路灯10盏",
        "promise_due": "2022-09-30",
    },
    Kind.SIGN_IN: {
        "group": "第一代表小组",
        "name": "王芳",
        "number": "001",
        "venue": "主会场",
        "checked_in_at": "08:45",
        "way": "扫码",
    },
    Kind.MEETING: {
        "name": "第五届人大第三次代表会议",
        "date": "2022-07-15",
        "form": "线上线下结合",
        "hall": "主会场",
        "venues": "第一会场、第二会场",
        "groups": "5",
        "suggestions": "16",
        "replied": "16",
    },
}


def template_name(kind: Kind) -> str:
    """The file name of a template, without folders: 代表名册-模板.xlsx."""
    return f"{TITLES[kind][0]}-模板.xlsx"


@cache
def template(kind: Kind, *, english: bool = False) -> bytes:
    """The template of a list as an .xlsx workbook, its headings in Chinese or in English."""
    from townmoot.people.importing.template_book import written  # noqa: PLC0415 -- slow to load

    return written(kind, english=english)
