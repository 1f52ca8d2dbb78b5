"""`xlplan watch`: each book of a folder checked when it is saved, with its findings kept beside it.

`bells` hear that something happened in the folder, `agenda` decides which books are to be checked
and when, `checks` does it, `pages` keeps the findings beside the book, and `loop` goes through
them.
"""

from xlplan.actions.watch.checks import Watch
from xlplan.actions.watch.loop import watch
from xlplan.actions.watch.shortcut import absolute, write_shortcut

__all__ = ["Watch", "absolute", "watch", "write_shortcut"]
