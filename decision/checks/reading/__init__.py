"""What can be wrong with a file before any check looks at it: a module for each code that reading gives.

The modules hold nothing but their docstring, the documentation of the code; what finds the mistakes is in `document`,
`project`, `schema`, and beside the models of the kinds of files.
"""

from __future__ import annotations

from types import ModuleType

from decision.checks.reading import (
    ambiguous_word,
    bad_id,
    contradicted_word,
    doubtful_column,
    doubtful_legend,
    doubtful_link,
    doubtful_remark,
    doubtful_row,
    doubtful_translation,
    doubtful_verdict,
    empty_file,
    empty_section,
    empty_text,
    missing_fact,
    missing_key,
    missing_kind,
    missing_text,
    missing_verdict,
    missing_word,
    no_decision_table,
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
    too_many_values,
    unknown_alternative,
    unknown_integration,
    unknown_key,
    unknown_kind,
    unknown_language,
    unknown_option,
    unknown_question,
    unknown_remark,
    unknown_replacement,
    unknown_term,
    unknown_use_case,
    unknown_value,
    unknown_verdict,
    unknown_word,
    unreadable,
    value_cycle,
    wrong_format,
    wrong_names,
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
    too_many_values,
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

# glossaries, besides the shape and the texts that they share with tables
GLOSSARIES: tuple[ModuleType, ...] = (unknown_term, contradicted_word, ambiguous_word)

# files of values, likewise
VALUES: tuple[ModuleType, ...] = (value_cycle,)

# the words of the interface
CATALOGS: tuple[ModuleType, ...] = (missing_word, unknown_word, wrong_names)

# lists of facts, whose shape is looked at as well when `decision facts` is asked for them
FACTS: tuple[ModuleType, ...] = (missing_fact,)

# tables that are adopted from pages, told by `decision adopt` only
ADOPTING: tuple[ModuleType, ...] = (
    no_decision_table,
    doubtful_verdict,
    doubtful_legend,
    doubtful_row,
    doubtful_column,
    doubtful_link,
    doubtful_remark,
    doubtful_translation,
)

READING: tuple[ModuleType, ...] = (*FILES, *TABLES, *GLOSSARIES, *VALUES)
