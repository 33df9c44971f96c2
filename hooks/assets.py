"""One request for all styles and one for the site's own scripts: small files to read, quick pages."""

from __future__ import annotations

import hashlib
import re
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# what a file says of others is relative to its own place
RELATIVE = re.compile(r"url\(\s*['\"]?(?!data:|#)|@import|@charset|\bimport\b.*\bfrom\b")
COMMENTS = {".css": re.compile(r"/\*.*?\*/\n*", re.DOTALL), ".js": re.compile(r"^\s*//.*\n", re.MULTILINE)}

# the theme's icon of the site, and what only the page above the languages shows
ICON = "assets/images/favicon.png"
ROOT = ("assets/root.css", "assets/root.js")
# the theme's styles, before which a page is not painted; and where its pages ask for them
THEME = ("assets/stylesheets/main.*.css", "assets/stylesheets/palette.*.css")
STYLES = re.compile(r'<link rel="stylesheet" href="([^"]*)assets/stylesheets/(?:main|palette)\.\w+\.min\.css">\s*')


@event_priority(-80)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Put what mkdocs.yml lists into the first file of each kind, and leave out comments."""
    config.extra_css = joined(files, config, config.extra_css, "\n")
    config.extra_javascript = joined(files, config, config.extra_javascript, "\n;\n")
    shared = str(Path(config.docs_dir).parent)
    for name, file in list(files.src_uris.items()):
        comment = COMMENTS.get(Path(name).suffix)
        if comment and (file.generated_by or file.src_dir == shared):
            replace(files, config, [name], comment.sub("", file.content_string))


@event_priority(-90)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Put our styles behind the theme's, as one file that is named after what it holds; leave out what is not used."""
    theme = [name for pattern in THEME for name in files.src_uris if PurePosixPath(name).match(pattern)]
    own = [str(path) for path in takewhile(lambda path: is_joinable(files, path), config.extra_css)]
    content = "\n".join(files.src_uris[name].content_string for name in (*theme, *own))
    name = f"assets/stylesheets/all.{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
    config.extra["styles"] = name if len(theme) == len(THEME) else ""
    if config.extra["styles"]:
        config.extra_css = config.extra_css[len(own) :]
        for single in (*theme, *own):
            files.remove(files.src_uris[single])
        files.append(File.generated(config, name, content=content))
    unused = {ICON} - {config.theme["favicon"]}
    if config.theme["language"] != config.extra["project"].default:
        unused |= set(ROOT)
    for name in unused & files.src_uris.keys():
        files.remove(files.src_uris[name])


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Ask for the one file in place of the theme's."""
    return restyled(output, config)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return restyled(output, config)


def restyled(html: str, config: MkDocsConfig) -> str:
    """The page with one link to a stylesheet where it had the theme's."""
    if not config.extra["styles"]:
        return html
    name = config.extra["styles"]
    first = STYLES.sub(lambda link: f'<link rel="stylesheet" href="{link[1]}{name}">\n', html, count=1)
    return STYLES.sub("", first)


def is_joinable(files: Files, path: object) -> bool:
    """Whether a file can become a part of another."""
    return isinstance(path, str) and path in files.src_uris and not RELATIVE.search(files.src_uris[path].content_string)


def joined(files: Files, config: MkDocsConfig, paths: Sequence[Any], between: str) -> list[Any]:
    """The paths, the first of which has the content of all that can be joined; scripts with attributes cannot."""
    texts = {path: files.src_uris[path].content_string for path in paths if is_joinable(files, path)}
    if len(texts) < 2:
        return list(paths)
    first = replace(files, config, list(texts), between.join(texts.values()))
    return [path for path in paths if path == first or path not in texts]


def replace(files: Files, config: MkDocsConfig, names: Sequence[str], content: str) -> str:
    """Put one file with a content in the place of some, under the name of the first, and give that name."""
    for name in names:
        files.remove(files.src_uris[name])
    files.append(File.generated(config, names[0], content=content))
    return names[0]
