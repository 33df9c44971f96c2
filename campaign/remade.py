"""A module of ours that is changed when it is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from campaign import mutants
from campaign.mutants import Mutant

# what of ours a test imports
PACKAGES = ("decision", "hooks", "tests")


def remake(mutant: Mutant, root: Path) -> None:
    """From now on, whoever imports something of ours gets it anew, and that module as the mutant has it."""
    for name in [name for name in sys.modules if name.partition(".")[0] in PACKAGES]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder(mutant, root / mutant.module))


class Changed(SourceLoader):
    """Loads the module as the mutant has it."""

    def __init__(self, mutant: Mutant, path: Path) -> None:
        self.mutant, self.path = mutant, path

    def get_filename(self, fullname: str) -> str:
        return str(self.path)

    def get_data(self, path: str | bytes) -> bytes:
        return self.path.read_bytes()

    def get_code(self, fullname: str) -> CodeType:
        return compile(mutants.tree(self.path, self.mutant), str(self.path), "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds that one module before anybody else does."""

    def __init__(self, mutant: Mutant, file: Path) -> None:
        self.mutant, self.file = mutant, file
        self.name = mutant.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        folders = [str(self.file.parent)] if self.file.name == "__init__.py" else None
        loader: Any = Changed(self.mutant, self.file)
        return spec_from_file_location(fullname, self.file, loader=loader, submodule_search_locations=folders)
