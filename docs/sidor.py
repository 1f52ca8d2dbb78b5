"""Write the pages that the button Öppna handboken opens, from the handbook's Markdown: `python
docs/sidor.py`, or `make sidor`.

They are files of the package, so that they open without a network, and hold their pictures
themselves. setup.py writes them when the package is built or installed; git has only the Markdown.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCS = Path(__file__).parent
OUT = DOCS.parent / "xlplan" / "excel" / "page"
PAGES = ("handbok", "excel", "regler", "it")

_PAGE = """<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title} – xlplan</title>
<style>
body {{ font: 1.0625rem/1.6 "Segoe UI", system-ui, sans-serif; color: #1e2b31; background: #fff;
  margin: 0; }}
main, nav {{ max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }}
nav {{ padding-top: 1rem; }}
nav ul {{ columns: 2 16rem; padding-left: 1.2rem; }}
h1, h2, h3 {{ color: #1f4e5f; line-height: 1.25; }}
h2 {{ margin-top: 2.5rem; border-top: 1px solid #bac8ce; padding-top: 1rem; }}
a {{ color: #0b5a8a; }}
code {{ font-family: Consolas, Menlo, monospace; font-size: .92em; background: #edf2f4;
  padding: .05em .3em; }}
pre {{ background: #edf2f4; padding: .8rem 1rem; overflow-x: auto; line-height: 1.45; }}
pre code {{ background: none; padding: 0; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 1rem 0; }}
th, td {{ border: 1px solid #bac8ce; padding: .35rem .6rem; text-align: left; vertical-align: top;
  }}
th {{ background: #edf2f4; }}
img {{ max-width: 100%; border: 1px solid #bac8ce; }}
blockquote {{ margin: .8rem 0; padding-left: 1rem; border-left: 4px solid #b59a6a; }}
@media print {{ nav {{ display: none; }} }}
</style>
</head>
<body>
<nav aria-label="Innehåll">
{contents}
</nav>
<main>
{body}
</main>
</body>
</html>
"""


def page(name: str) -> str:
    """One page as HTML: headings that can be linked to, links between the pages, pictures
    inside."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse((DOCS / f"{name}.md").read_text(encoding="utf-8"))
    title, contents = "", []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = tokens[at + 1].content
            token.attrSet("id", slug(words))
            title = title or words
            if token.tag == "h2":
                contents.append(
                    f'<li><a href="#{slug(words)}">{reader.renderInline(words)}</a></li>'
                )
        for inline in token.children or ():
            _lead(inline)
    body = reader.renderer.render(_without_dead_links(tokens), reader.options, {})
    body = body.replace("<table>", '<div class="wide" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )
    return _PAGE.format(
        title=title, contents=f"<ul>\n{chr(10).join(contents)}\n</ul>", body=body.strip()
    )


def slug(words: str) -> str:
    """Of a heading, for links: "Granska en bok" -> "granska-en-bok"."""
    return re.sub(r"[^\wåäö]+", "-", words.casefold()).strip("-")


def _lead(token: Token) -> None:
    """Let a link lead to the page beside, and a picture be in the page."""
    if token.type == "link_open":
        token.attrs["href"] = re.sub(r"^(\w+)\.md(?=#|$)", r"\1.html", str(token.attrs["href"]))
    if token.type == "image":
        picture = base64.b64encode((DOCS / str(token.attrs["src"])).read_bytes()).decode()
        token.attrs["src"] = f"data:image/png;base64,{picture}"


def _without_dead_links(tokens: list[Token]) -> list[Token]:
    """Links to files that are not among the pages become their words."""
    for token in tokens:
        kept, dead = [], 0
        for inline in token.children or ():
            if inline.type == "link_open" and not _leads(str(inline.attrs["href"])):
                dead += 1
            elif inline.type == "link_close" and dead:
                dead -= 1
            else:
                kept.append(inline)
        if token.children:
            token.children = kept
    return tokens


def _leads(href: str) -> bool:
    return href.startswith(("#", "https:")) or href.split("#")[0] in {
        f"{name}.html" for name in PAGES
    }


def write() -> None:
    OUT.mkdir(exist_ok=True)
    for name in PAGES:
        (OUT / f"{name}.html").write_text(page(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
