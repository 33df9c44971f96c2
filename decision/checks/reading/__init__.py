"""What can be wrong with a file before any check looks at it: a module for each code that reading gives.

The modules hold nothing but their docstring, the documentation of the code; what finds the mistakes is in `document`,
`project` and `matrix.reading`.
"""

from __future__ import annotations

from types import ModuleType

from decision.checks.reading import (
    bad_id,
    empty_file,
    empty_section,
    empty_text,
    missing_key,
    missing_kind,
    missing_text,
    missing_verdict,
    not_utf_8,
    repeated_entry,
    repeated_id,
    repeated_key,
    repeated_symbol,
    reserved_id,
    site_languages,
    too_deep,
    too_large,
    too_many_aliases,
    unknown_alternative,
    unknown_integration,
    unknown_key,
    unknown_kind,
    unknown_language,
    unknown_option,
    unknown_question,
    unknown_remark,
    unknown_replacement,
    unknown_use_case,
    unknown_value,
    unknown_verdict,
    unreadable,
    wrong_format,
    wrong_type,
    yaml_syntax,
    yaml_tag,
)

# files, whatever they hold
FILES: tuple[ModuleType, ...] = (
    unreadable,
    not_utf_8,
    too_large,
    empty_file,
    yaml_syntax,
    yaml_tag,
    repeated_key,
    too_deep,
    too_many_aliases,
    site_languages,
    missing_kind,
    unknown_kind,
)

# decision tables
TABLES: tuple[ModuleType, ...] = (
    unknown_key,
    missing_key,
    wrong_type,
    wrong_format,
    empty_text,
    missing_text,
    unknown_language,
    bad_id,
    reserved_id,
    repeated_id,
    repeated_symbol,
    repeated_entry,
    empty_section,
    missing_verdict,
    unknown_verdict,
    unknown_value,
    unknown_question,
    unknown_option,
    unknown_integration,
    unknown_alternative,
    unknown_replacement,
    unknown_remark,
    unknown_use_case,
)

READING: tuple[ModuleType, ...] = (*FILES, *TABLES)
