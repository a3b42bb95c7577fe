"""Any folder of ordinary Pelican articles builds as it is, beside a masthead."""

import pytest

from tests.pictures import picture
from tests.printing import press, tree

MASTHEAD = "name: A Blog\nurl: https://blog.example\ntag_authority: blog.example,2019\n"
FILES = {
    "masthead.yml": MASTHEAD,
    "plain.md": "Title: Plain & simple\nDate: 2013-06-07 10:00\nCategory: News\nTags: one, two\nNumber: 3\n\n"
    "Hello *there*.\n\n![x](images/p.png)\n",
    "2014-02-03-from-its-name.markdown": "Title: Dated by its file\n\nText with a [link]({filename}plain.md) and {static} words.\n",
    "cooking/yaml.md": "---\ntitle: With YAML\ndate: 2015-01-02\n---\n'Quoted'.\n",
    "cooking/meta.md": "---\nTitle: A: colon\nDate: 2015-01-03\n---\n\nText.\n",
    "text.rst": "A rest title\n############\n\n:date: 2016-03-04\n:tags: one; three\n:author: Some Body\n\nRest *text*.\n",
    "twin-a.md": "Title: Twin\nDate: 2017-01-01\n\nA.\n",
    "twin-b.md": "Title: Twin\nDate: 2017-01-02\n\nB.\n",
    "draft.md": "Title: Not yet\nDate: 2017-01-01\nStatus: draft\n\nDraft.\n",
    "future.md": "Title: In a while\nDate: 2031-01-01\n\nLater.\n",
    "hostile.md": "Title: <b>Bold</b>\nDate: 2018-01-01\nSave_as: index.html\n\n"
    'Hi <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n[y](z){: onclick="bad()" }\n',
    "pages/about-us.md": "Title: About us\n\nWe.\n",
    "images/p.png": picture(),
    "images/unnamed.png": picture(20, 10),
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blog")
    for name, data in FILES.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return press(folder / "content", folder / "output", "2020-01-01"), folder / "output"


def test_builds_with_exit_0_and_counts_every_file(blog):
    done, _ = blog
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "2020-01-01: 10 read = 8 printed + 1 planned + 1 held + 0 withdrawn + 0 refused"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("stories/plain-simple/", "<p>Hello <em>there</em>.</p>"),
        ("stories/dated-by-its-file/", '<a href="/stories/plain-simple/">link</a>'),
        ("stories/with-yaml/", "‘Quoted’"),
        ("stories/a-colon/", "A: colon"),
        ("stories/a-rest-title/", "<p>Rest <em>text</em>.</p>"),
        ("stories/twin/", "A."),
        ("stories/twin-2/", "B."),
        ("departments/news/", "Plain &amp; simple"),
        ("departments/cooking/", "With YAML"),
        ("topics/three/", "A rest title"),
        ("people/some-body/", "A rest title"),
        ("about-us/", "We."),
        ("archive/2013/", "Plain &amp; simple"),
        ("", "Dated by its file"),
    ],
)
def test_prints(blog, address, words):
    assert words in (blog[1] / address / "index.html").read_text()


def test_pictures_are_printed_anew_and_those_that_nobody_names_at_their_own_address(blog):
    names = {path.name.partition("-")[0] for path in (blog[1] / "images").iterdir()}
    assert names == {"p", "unnamed.png"}


def test_drafts_and_the_future_stay_in(blog):
    assert not [name for name, data in tree(blog[1]).items() if b"Not yet" in data or b"In a while" in data]


def test_what_harms_is_taken_out_with_a_warning(blog):
    done, output = blog
    page = (output / "stories/bold/index.html").read_text().replace('<script type="application/ld+json">', "")  # data, which runs nothing
    assert not [bad for bad in ("<script", "javascript:", "onerror", "onclick", "<b>Bold") if bad in page]
    said = [line for line in done.stderr.splitlines() if "hostile.md" in line]
    assert all(": warning: " in line for line in said)
    assert {"save_as", "script", "onerror", "onclick"} <= {
        word for line in said for word in ("save_as", "script", "onerror", "onclick") if word in line
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("nameless.md", "Date: 2013-01-01\n\nText.\n", "`title` is missing"),
        ("dateless.md", "Title: When\n\nText.\n", "`date` is missing"),
        ("undated.md", "Title: When\nDate: some day\n\nText.\n", "is not a day"),
        ("reaching.md", "Title: Out\nDate: 2013-01-01\n\n[x]({attach}../../etc/hostname)\n", "leads outside the content"),
        ("latin.md", b"Title: Caf\xe9\nDate: 2013-01-01\n\nText.\n", "is not UTF-8"),
    ],
)
def test_the_few_reasons_to_refuse_an_ordinary_article(tmp_path, name, text, said):
    content = tmp_path / "content"
    content.mkdir()
    (content / "masthead.yml").write_text(MASTHEAD)
    (content / name).write_bytes(text.encode() if isinstance(text, str) else text)
    done = press(content, tmp_path / "output", "2020-01-01")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith(f"{content}/{name}:") and said in line and "warning" not in line]


def test_an_empty_folder_beside_a_masthead_is_a_magazine(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/masthead.yml").write_text(MASTHEAD)
    done = press(tmp_path / "content", tmp_path / "output", "2020-01-01")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output/index.html").is_file()


@pytest.mark.parametrize(
    "files",
    [
        {"one.md": "Title: One\nDate: 2013-01-01\n\nNo tag, no author.\n"},
        {"a.md": "Title: A\nDate: 2013-01-01\nAuthor: Jane Doe\n\nA.\n", "b.md": "Title: B\nDate: 2013-01-02\nAuthor: Jane doe\n\nB.\n"},
        {"a.md": "Title: A\nDate: 2018-01-01 10:00+09:00\n\nA.\n", "b.md": "Title: B\nDate: 2017-12-31 23:00-08:00\n\nB.\n"},
        {"a.md": "Title: A\nDate: 2013-01-01\n\n![x]({static}/images/a%20b%D0%BF.png)\n", "images/a bп.png": picture()},
        {
            "a.md": "Title: A\nDate: 2013-01-01\n\nA.\n",
            "pages/about.md": "Title: About\n\nUs.\n",
            "pages/about.fr.md": "Title: Nous\n\nNous.\n",
        },
        {"images/a.md": "Title: A\nDate: 2013-01-01\n\nBeside its pictures.\n"},
        {"stories/a.md": "Title: A\nDate: 2013-01-01\n\nIn a folder of ours.\n", "people/b.md": "Title: B\nDate: 2013-01-01\n\nB.\n"},
    ],
    ids=["bare", "spellings", "zones", "file-names", "languages", "beside", "folders"],
)
def test_odd_folders_build_as_they_are(tmp_path, files):
    for name, text in {"masthead.yml": MASTHEAD, **files}.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done = press(tmp_path / "content", tmp_path / "output", "2020-01-01", LC_ALL="C.UTF-8")
    assert done.returncode == 0, done.stderr
    for name in files:
        if name.startswith("images/") and not name.endswith(".md"):
            assert list((tmp_path / "output/images").glob("a bп-*.40x30.jpg"))
    if "pages/about.fr.md" in files:
        assert "Nous" in (tmp_path / "output/fr/about/index.html").read_text()


def test_scripts_in_a_page_are_taken_out_and_named(tmp_path):
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/masthead.yml").write_text(MASTHEAD)
    (tmp_path / "content/pages/x.md").write_text("Title: X\n\nHi\n\n<script>alert(1)</script>\n")
    done = press(tmp_path / "content", tmp_path / "output", "2020-01-01")
    assert done.returncode == 0
    assert f"{tmp_path}/content/pages/x.md:5: warning: <script> is not printed" in done.stderr
    assert "alert" not in (tmp_path / "output/x/index.html").read_text()


def test_what_docutils_cannot_set_is_named_and_the_rest_is_printed(tmp_path):
    (tmp_path / "content").mkdir()
    files = {
        "masthead.yml": MASTHEAD,
        "bad.rst": "Bad\n###\n\n:date: 2013-01-01\n\nText before.\n\n.. no-such-directive:: x\n\nText after.\n",
        "worse.rst": "Worse\n#####\n\n:date: 2013-01-01\n\nText.\n\n.. include:: /etc/hostname\n",
    }
    for name, text in files.items():
        (tmp_path / "content" / name).write_text(text)
    done = press(tmp_path / "content", tmp_path / "output", "2020-01-01")
    assert done.returncode == 0, done.stderr
    told = [line.split(": ") for line in done.stderr.splitlines() if ".rst:" in line]
    assert [(line[0], line[1]) for line in told] == [
        (f"{tmp_path}/content/bad.rst:8", "warning"),
        (f"{tmp_path}/content/worse.rst:8", "warning"),
    ]
    page = (tmp_path / "output/stories/bad/index.html").read_text()
    assert "Text before." in page
    assert "Text after." in page
    assert "system-message" not in page
