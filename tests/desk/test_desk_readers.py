"""desk readers: the list that issues are sent to, as two editors keep it."""

from __future__ import annotations

import csv
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plugins.desk.sending import address, lists
from plugins.desk.submission import find
from tests.desk.sendings import DAY, readers

CONSENT = ("--consent", "on the form at the fair", "--day", DAY)


def listed(desk) -> list[str]:
    return desk("readers", "list").stdout.splitlines()[1:]


def addresses(desk) -> list[str]:
    return [one.split(",")[0] for one in listed(desk)]


def taken(desk, raw: str | bytes, name="list.csv"):
    return desk("readers", "import", str(desk.put(name, raw)), *CONSENT)


def test_readers_are_added_with_what_they_agreed_to_and_listed_as_a_table(desk):
    done = desk("readers", "add", "Зоя Коваль <Zoya@Mail.EXAMPLE>", "ann@пошта.example", "--language", "uk", *CONSENT)
    assert done.stdout == "Zoya@mail.example is a reader.\nann@xn--80a1acn3a.example is a reader.\n"
    assert desk("readers", "list").stdout == (
        "email,name,language,since,consent\n"
        "Zoya@mail.example,Зоя Коваль,uk,2019-05-01,on the form at the fair\n"
        "ann@xn--80a1acn3a.example,,uk,2019-05-01,on the form at the fair\n"
    )
    assert desk("readers", "add", "zoya@mail.example", *CONSENT).stdout == "zoya@mail.example was a reader already.\n"
    assert desk("readers", "add", "zoya@mail.example").exit_code == 2  # how did they agree?


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ann", "is no address"),
        ("ann@localhost", "is no name of a mail server"),
        ("a b@mail.example", "what stands before its @ cannot be read"),
        ("ann..lee@mail.example", "what stands before its @"),
        ("ann@mail..example", "is no name of a mail server"),
        ("ann@[127.0.0.1]", "is no name of a mail server"),
        ("ann@1.2.3.4", "is no name of a mail server"),
        ("ann\uff20home@mail.example", "what stands before its @"),
        ("=?utf-8?q?A=0D=0ABcc?=@mail.example", "what stands before its @"),
        ("ann\u202e@mail.example", "what stands before its @"),
        ("<b>Ann</b> <ann@mail.example>", "holds markup"),
        (f"{'a' * 65}@mail.example", "what stands before its @"),
    ],
)
def test_what_is_no_address_is_refused(desk, words, said):
    done = desk("readers", "add", words, *CONSENT)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("│", "").split())
    assert listed(desk) == []


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_table_is_taken_over_whatever_separates_its_columns(desk, separator, encoding):
    rows = [
        ["First name", "Last name", "E-mail", "Phone"],
        ["Зоя", "Коваль", "zoya@mail.example", "1"],
        ["Анна", "Лі", "ann@mail.example", ""],
    ]
    done = taken(desk, "\r\n".join(separator.join(row) for row in rows).encode(encoding))
    assert done.exit_code == 0
    assert "list.csv: 2 new.\n" in done.stdout
    assert "list.csv:1: warning: these columns are not taken: Phone\n" in done.stderr
    assert [one.split(",")[:2] for one in listed(desk)] == [["ann@mail.example", "Анна Лі"], ["zoya@mail.example", "Зоя Коваль"]]


def test_one_address_a_line_and_what_is_wrong_with_the_others(desk):
    text = 'ann@mail.example\n\n"Park, Bo" <bo@mail.example>\nnobody\nANN@mail.example\n<b>Di</b> <di@mail.example>\ndi@@x\n'
    done = taken(desk, text, "list.txt")
    assert done.exit_code == 1
    assert done.stdout == "list.txt: 2 new, 1 twice in it, 3 cannot be read.\n"
    errors = [line.partition("list.txt:")[2] for line in done.stderr.splitlines()]
    assert [one.partition(":")[0] for one in errors] == ["4", "6", "7"]
    assert addresses(desk) == ["ann@mail.example", "bo@mail.example"]
    assert 'bo@mail.example,"Park, Bo"' in desk("readers", "list").stdout


def test_a_table_without_names_of_columns_and_one_that_says_who_left(desk):
    taken(desk, "Ann Lee;ann@mail.example\nBo;bo@mail.example\n")
    assert [one.split(",")[:2] for one in listed(desk)] == [["ann@mail.example", "Ann Lee"], ["bo@mail.example", "Bo"]]
    done = taken(desk, "email,status\ndi@mail.example,enabled\ned@mail.example,unsubscribed\nflo@mail.example,blocklisted\n")
    assert done.stderr.count(" is not taken: the list calls it ") == 2
    assert addresses(desk) == ["ann@mail.example", "bo@mail.example", "di@mail.example"]


@pytest.mark.parametrize(
    ("column", "stays", "goes"),
    [
        ("unsubscribed_at", "", "2019-01-02 10:00:00"),
        ("subscribed", "true", "false"),
        ("Subscribed", "1", "0"),
        ("subscribed", "x", ""),
        ("opted out", "no", "yes"),
        ("Opt-Out", "", "x"),
        ("Abgemeldet", "nein", "ja"),
        ("confirmed", "yes", "no"),
        ("CONFIRM_TIME", "2019-01-02 10:00", ""),
        ("email permission status", "Subscribed", "Unsubscribed"),
        ("status", "enabled", "pending"),
        ("Status", "active", "unconfirmed"),
        ("status", "subscribed", "deleted"),
        ("status", "confirmed", "something new"),
        ("deletedAt", "", "2019-01-02"),
        ("bounced", "false", "true"),
        ("CLEAN_TIME", "", "2019-01-02 10:00:00"),
        ("Відписався", "", "так"),
    ],
)
def test_whom_a_list_does_not_call_readers_is_left_out_and_counted(desk, column, stays, goes):
    done = taken(desk, f"email,{column}\nann@mail.example,{stays}\nbo@mail.example,{goes}\n")
    assert done.stdout == "list.csv: 1 new, 1 not taken, as the list itself says.\n"
    assert f"bo@mail.example is not taken: the list calls it {column}: {goes or 'nothing'}" in done.stderr
    assert addresses(desk) == ["ann@mail.example"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("email,Permission to write\nann@mail.example,maybe\n", "whether column `Permission to write` says who wants no mail nobody knows"),
        ("email,active_subscription\nann@mail.example,false\n", "whether column `active_subscription` says"),
        ("Wohin,Abgemeldet\nann@mail.example,ja\n", "its column `Abgemeldet` seems to say who wants mail, and none is called `email`"),
    ],
)
def test_a_column_that_may_say_who_left_is_not_passed_over(desk, text, said):
    done = taken(desk, text)
    assert (done.exit_code, said in done.stderr, listed(desk)) == (1, True, [])


def test_a_list_without_names_of_columns_says_it_beside_the_address(desk):
    done = taken(desk, "ann@mail.example,Ann\nbo@mail.example,unsubscribed\n")
    assert done.stdout == "list.csv: 1 new, 1 not taken, as the list itself says.\n"


def test_columns_that_say_nothing_of_it_keep_nobody_out(desk):
    head = "Email Address,First Name,OPTIN_TIME,OPTIN_IP,MEMBER_RATING,TAGS,state,unsubscribed_at,created_at"
    done = taken(desk, f"{head}\nann@mail.example,Ann,,1.2.3.4,2,a,Missouri,,2019-01-02\n")
    assert done.stdout == "list.csv: 1 new.\n", done.stderr


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("Name,Given Name,Family Name,E-mail 1 - Value\nAnn Lee,Ann,Lee,ann@mail.example\n", "Ann Lee"),
        ("First Name,Last Name,Full Name,E-mail Address\nAnn,Lee,Lee Ann,ann@mail.example\n", "Lee Ann"),
        ("Name,Surname,Email\nThomas,Thomas,ann@mail.example\n", "Thomas Thomas"),
    ],
)
def test_a_full_name_beside_its_parts_is_no_name_twice(desk, table, name):
    assert taken(desk, table).exit_code == 0
    assert [one.split(",")[:2] for one in listed(desk)] == [["ann@mail.example", name]]


def test_an_address_that_stands_beside_another_is_not_its_name(desk):
    done = taken(desk, "Zoya;zoya@mail.example\nann@mail.example;bo@mail.example, Bo\n")
    assert "list.csv:2: `bo@mail.example, Bo` beside ann@mail.example is not taken: where another reader is in it, give" in done.stderr
    assert [one.split(",")[:2] for one in listed(desk)] == [["ann@mail.example", ""], ["zoya@mail.example", "Zoya"]]


def test_a_cell_may_have_several_lines(desk):
    table = (
        'name,address,email\nAnn,"12 High St\nSydney",ann@mail.example\r\nBo,"1\r\n\r\n3, ""West""",bo@mail.example\nEd,,ed@mail.example\n'
    )
    done = taken(desk, table)
    assert (done.stdout, "not taken: address\n" in done.stderr) == ("list.csv: 3 new.\n", True)
    assert [one.split(",")[:2] for one in listed(desk)] == [
        ["ann@mail.example", "Ann"],
        ["bo@mail.example", "Bo"],
        ["ed@mail.example", "Ed"],
    ]


@pytest.mark.parametrize(
    ("rows", "line", "said", "taken_over"),
    [
        ('"Ann,ann@mail.example\nBo,bo@mail.example\n', 2, "there is no address in `Ann,ann@mail.example`", ["bo@mail.example"]),
        ('"Ann,ann@mail.example\n"Bo",bo@mail.example\n', 2, "there is no address in `Ann,ann@mail.example`", ["bo@mail.example"]),
        (
            '"Ann,ann@mail.example\nBo,bo@mail.example\nEd",ed@mail.example\n',
            2,
            "a quotation mark here is closed on line 4, and readers",
            [],
        ),
        ('5" pipe,ann@mail.example\n', 0, "", ["ann@mail.example"]),
    ],
)
def test_a_quotation_mark_too_many_takes_nobody_away_in_silence(desk, rows, line, said, taken_over):
    done = taken(desk, f"name,email\n{rows}")
    assert f"list.csv:{line}: {said}" in done.stderr if said else not done.stderr
    assert addresses(desk) == taken_over


@given(some.lists(some.tuples(some.text('ab",;\n\r\t |é', max_size=12), some.text('ab"\n\r ,', max_size=12)), min_size=1, max_size=6))
def test_a_table_as_a_program_writes_it_is_taken_whole(tmp_path_factory, cells):
    file = tmp_path_factory.mktemp("lists") / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(["note", "email", "name"])
        table.writerows([note, f"reader{at}@mail.example", name] for at, (note, name) in enumerate(cells))
    found = lists.taken(file)
    assert [one.email for one in found.rows.values()] == [f"reader{at}@mail.example" for at in range(len(cells))]
    assert [one.message for one in found.problems if one.severity == "error"] == []


@pytest.mark.parametrize(
    "raw",
    [
        '"email"\n"ann@mail.example"\n',
        '"ann@mail.example"\n',
        "sep=;\r\nemail;name\r\nann@mail.example;Ann\r\n",
        "email,name\nann@mail.example,Зоя\n".encode("utf-16-le"),
        "email,name\nann@mail.example,Зоя\n".encode("utf-16-be"),
        "name,email\nA\x0bLee,ann@mail.example\n",
        "name,email\rA\x1b[2J,\ufeffann@mail.example\u200b\r",
        "First Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value\nAnn,Work,ann@mail.example,\n",
        "First Name,Last Name,Display Name,Primary Email,Secondary Email\nAnn,Lee,Ann Lee,ann@mail.example,home@lee.example\n",
        "Our readers,,\n\nname,email,subscribed\nAnn,ann@mail.example,yes\nBo,bo@mail.example,no\n",
    ],
)
def test_a_list_as_programs_save_it_is_read(desk, raw):
    done = taken(desk, raw)
    assert (done.exit_code, addresses(desk)) == (0, ["ann@mail.example"]), done.output


def test_a_workbook_is_no_list(desk):
    done = taken(desk, b"PK\x03\x04\x00", "list.xlsx")
    assert done.stderr.endswith("list.xlsx:0: it is a workbook: open it where it was made, and save it as CSV (UTF-8)\n")


def test_whom_any_line_of_a_list_calls_gone_is_not_taken_and_is_named_where_they_are_a_reader(desk):
    readers(desk, "di@mail.example")
    mine = desk.put("members.csv", "email,status\nann@mail.example,subscribed\nbo@mail.example,subscribed\nANN@mail.example,unsubscribed\n")
    theirs = desk.put("gone.csv", "email,status\nBo@mail.example,cleaned\nDi@mail.example,unsubscribed\n")
    done = desk("readers", "import", str(mine), str(theirs), *CONSENT)
    assert (addresses(desk), done.exit_code) == (["di@mail.example"], 0)
    assert "members.csv: 3 not taken, as the list itself says.\n" in done.stdout
    assert "members.csv:2: warning: ann@mail.example is not taken: members.csv, line 4, calls it status: unsubscribed\n" in done.stderr
    assert "members.csv:3: warning: bo@mail.example is not taken: gone.csv, line 2, calls it status: cleaned\n" in done.stderr
    assert "gone.csv:3: warning: di@mail.example is a reader here: desk readers remove di@mail.example, unless they came" in done.stderr


def test_a_spreadsheet_finds_nothing_to_compute_in_the_list(desk):
    names = ["=HYPERLINK(1)", "+1", '"-1"', "@SUM(1)", "'Ann"]
    readers(desk, *(f"{name} <reader{at}@mail.example>" for at, name in enumerate(names)), "=1+1@mail.example")
    table = desk("readers", "list").stdout
    rows = list(csv.reader(table.splitlines()))
    cells = [cell for row in rows for cell in row]
    assert [one for one in cells if one.startswith(("=", "+", "-", "@"))] == []
    before = {one.split(",")[0]: one.split(",")[1] for one in listed(desk)}
    shutil.rmtree(desk.root / "private/readers")
    taken(desk, "\n".join(",".join(row[:2]) for row in rows))
    assert {one.split(",")[0]: one.split(",")[1] for one in listed(desk)} == before


def test_who_left_is_not_brought_back_by_an_import_and_nothing_says_who_it_was(desk):
    readers(desk, "ann@mail.example", "bo@mail.example")
    assert desk("readers", "remove", "Ann@Mail.example", "--day", DAY).stdout == "Ann@mail.example is taken off the list.\n"
    assert not [name for name, raw in desk.files().items() if b"ann@mail" in raw.lower()]
    done = taken(desk, "ANN@mail.example\nnew@mail.example\n")
    assert done.stdout == (
        "ANN@mail.example had left: not brought back (desk readers add, if they ask for it)\nlist.csv: 1 new, 1 had left.\n"
    )
    assert desk("readers", "remove", "ed@mail.example", "--day", DAY).exit_code == 1
    assert taken(desk, "ed@mail.example\n").stdout.endswith("list.csv: 1 had left.\n")
    readers(desk, "ann@mail.example")
    assert addresses(desk) == ["ann@mail.example", "bo@mail.example", "new@mail.example"]


def test_who_wrote_that_they_want_no_mail_is_not_brought_by_a_list_that_comes_later(desk):
    desk.submitted("K7Q2M", "", kind="unsubscribe", address="Ann@mail.example")
    desk.submitted("M4XYZ", "", kind="unsubscribe", address="ed@home.example", subject=f"unsubscribe {address.mark('ed@mail.example')}")
    assert desk("done", "K7Q2M", "--day", DAY).exit_code == 0  # they are told so, and no list was there to take them off
    done = taken(desk, "ann@mail.example\nbo@mail.example\nED@mail.example\n")
    assert done.stdout.endswith("list.csv: 1 new, 2 had left.\n")
    assert addresses(desk) == ["bo@mail.example"]
    readers(desk, "ann@mail.example")
    assert taken(desk, "ann@mail.example\n").stdout == "list.csv: 1 known.\n"


def test_a_request_to_be_taken_off_is_seen_to_and_its_writer_told(desk):
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    readers(desk, "ann@mail.example", "office@lee.example", "bo@mail.example")
    mark = address.mark("office@lee.example")
    desk.submitted("K7Q2M", "", kind="unsubscribe", address="Ann@mail.example", subject=f"unsubscribe {mark}")
    done = desk("readers", "remove", "K7Q2M", "--day", DAY)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("K7Q2M is done: Ann@mail.example is taken off the list.\n")
    assert addresses(desk) == ["bo@mail.example"]
    assert find(desk.root, "K7Q2M").log()[-2].what == "done"
    assert list((desk.root / "private/outbox").glob("K7Q2M-done-*.eml"))
    desk.submitted("M4XYZ", "", kind="unsubscribe", address="who@mail.example")
    done = desk("readers", "remove", "M4XYZ", "--day", DAY)
    assert "who@mail.example is not on the list: find who is meant (desk readers list), remove them, then desk done M4XYZ" in done.stderr
    assert find(desk.root, "M4XYZ").log()[-1].what == "received"


def test_the_link_of_a_mail_program_says_who_it_is_wherever_they_write_from(desk):
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    readers(desk, "office@lee.example", "bo@mail.example")
    mail = f"From: ann@home.example\nTo: stories@lantern.example\nSubject: unsubscribe {address.mark('Office@lee.example')}\n\n\n"
    desk("intake", str(desk.put("mail.eml", mail)), "--day", DAY)
    assert desk("readers", "remove", desk.reference(), "--day", DAY).exit_code == 0
    assert addresses(desk) == ["bo@mail.example"]


def test_two_editors_lists_are_merged_without_a_question(desk, tmp_path_factory):
    two = tmp_path_factory.mktemp("two")
    me = ["-c", "user.name=A", "-c", "user.email=a@lantern.example"]

    def git(folder, *words):
        subprocess.run(["git", *me, *words], cwd=folder, check=True, capture_output=True)

    readers(desk, "ann@mail.example", "bo@mail.example")
    private = desk.root / "private"
    git(private, "init", "-q", "-b", "main")
    git(private, "add", "-A")
    git(private, "commit", "-qm", "Begin")
    shutil.copytree(private, two / "private")
    readers(desk, "Di One <di@mail.example>", "ed@mail.example")
    desk("readers", "remove", "ann@mail.example", "--day", "2019-05-01")
    git(private, "add", "-A")
    git(private, "commit", "-qm", "One")
    own = desk.root
    shutil.copytree(own / "content", two / "content")
    desk.root = two
    readers(desk, "Di Two <di@mail.example>", "flo@mail.example")
    desk("readers", "remove", "ann@mail.example", "--day", "2019-05-02")
    git(two / "private", "add", "-A")
    git(two / "private", "commit", "-qm", "Two")
    git(two / "private", "pull", "-q", "--no-rebase", str(private), "main")
    assert addresses(desk) == ["bo@mail.example", "di@mail.example", "ed@mail.example", "flo@mail.example"]


@given(local=some.text("abcdefgZÄйñ.+-_'", min_size=1, max_size=20), domain=some.sampled_from(["mail.example", "МОЯ.example", "x-y.org"]))
def test_an_address_that_was_read_is_read_again_as_it_is(local, domain):
    try:
        name, email = address.read(f"{local}@{domain}")
    except ValueError:
        return
    assert address.read(f"{name} <{email}>") == (name, email)
    assert address.mark(email) == address.mark(email.upper())


@given(some.binary(max_size=300).filter(lambda raw: raw.count(b"@") < 1))
def test_whatever_a_list_holds_each_line_of_it_is_told(tmp_path_factory, raw):
    from plugins.desk.sending.lists import Row, rows

    file = tmp_path_factory.mktemp("lists") / "list"
    file.write_bytes(b"ann@mail.example\n" + raw)
    found = list(rows(file))
    assert any(isinstance(one, Row) and one.email == "ann@mail.example" for one in found)
