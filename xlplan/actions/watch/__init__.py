"""`xlplan watch`: each book of a folder checked when it is saved, with its findings kept beside it.

`events` tell that something happened in the folder, `agenda` decides which books are to be checked
and when, `checks` does it, `pages` keeps the findings beside the book, and `loop` goes through
them.
"""
