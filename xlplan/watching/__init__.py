"""`xlplan watch`: each book of a folder checked when it is saved, with its findings kept beside it.

`bells` hear that something happened in the folder, `agenda` decides which books are to be checked and when, `checks`
does it, `pages` keeps the findings beside the book, and `loop` goes through them.
"""

from xlplan.watching.checks import Watch
from xlplan.watching.loop import watch
from xlplan.watching.shortcut import absolute, write_shortcut

__all__ = ["Watch", "absolute", "watch", "write_shortcut"]
