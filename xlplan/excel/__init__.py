"""The buttons in Excel: what they do to the open book, whatever its host: Excel on the desktop or
on the web.

`reading` reads the open book into the cells of the file reader, `findings` and `corrections` write
xlplan's own sheets, `buttons` are the buttons. Nothing here knows how a button is pressed.
"""
