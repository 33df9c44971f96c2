"""A group of a glossary that names a term which the glossary does not have.

Bad:

    groups:
      people: [creative-user, dam-users]

Good:

    groups:
      people: [creative-user, dam-user]
"""
