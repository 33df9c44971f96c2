"""Tests with a module of ours that is changed when it is imported; ends with 0 where all of them pass all the same."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from campaign import mutants, mutating
from campaign.mutants import Mutant


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

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        parts = mutant.module.removesuffix(".py").removesuffix("/__init__").split("/")
        self.name = ".".join(parts)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        file = mutating.ROOT / self.mutant.module
        folders = [str(file.parent)] if file.name == "__init__.py" else None
        loader: Any = Changed(self.mutant, file)
        return spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=folders)


def main() -> int:
    """Run the tests of an order."""
    mutant, tests = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    Path(sys.argv[1]).unlink()
    sys.meta_path.insert(0, Finder(Mutant(*mutant)))
    mutating.steady()
    return int(pytest.main(["-x", *mutating.OPTIONS, *tests], plugins=[mutating.Few()]))


if __name__ == "__main__":
    sys.exit(main())
