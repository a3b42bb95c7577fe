"""The mark of an issue is of all that it says today: by it the message that was printed of it is known to be of today, or of before."""

from datetime import date

from plugins.magazine.afterwards import told_in
from plugins.magazine.conversation import conversation
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark
from plugins.magazine.run import marks_of

FIELD = "X-Issue-Mark"  # of the message; no reader's copy has it


def issue_mark(magazine: Magazine, day: date, issue: Issue) -> str:
    """The mark of an issue on a day: the same on every machine, of words alone and of how they stand, and of no picture."""
    run = magazine.run(day)
    stories = run.in_issue(issue)
    shown = marks_of([*stories, *told_in(run, issue).stories])
    names = {name for one in stories for name in one.story.header.authors}
    bylines = [card.name for name in sorted(names) if (card := magazine.directory.person(name))]
    replies = [(one.header, one.moment, one.manuscript.body) for each in stories for one in conversation(run, each).replies]
    booked = [(each.advertiser, one) for each in magazine.bookings for one in each.insertions if one.issue == issue.number]
    return mark(issue.theme, issue.summary, issue.letter, shown, [one.story.wording for one in stories], bylines, replies, booked)
