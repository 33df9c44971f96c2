"""One request for all of the site's own styles and one for its scripts: small files to read, quick pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

# what a file says of others is relative to its own place
RELATIVE = re.compile(r"url\(\s*['\"]?(?!data:|#)|@import|@charset|\bimport\b.*\bfrom\b")
COMMENTS = {".css": re.compile(r"/\*.*?\*/\n*", re.DOTALL), ".js": re.compile(r"^\s*//.*\n", re.MULTILINE)}


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


def joined(files: Files, config: MkDocsConfig, paths: Sequence[Any], between: str) -> list[Any]:
    """The paths, the first of which has the content of all that can be joined; scripts with attributes cannot."""
    own = [path for path in paths if isinstance(path, str) and path in files.src_uris]
    texts = {path: files.src_uris[path].content_string for path in own}
    texts = {path: text for path, text in texts.items() if not RELATIVE.search(text)}
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
