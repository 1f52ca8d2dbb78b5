"""Books that are open in Excel, through xlwings: on the desktop and, with what the host gives, on the web."""
