"""A fact of a list that a language does not tell: its page, its section or a text in it is missing.

`decision facts` looks for each text in the section that `where` names, as its reader sees it, in every language of the
site. A text that is not the same in every language is given for each.

Bad, where a guide says "after 10 seconds":

    - source: "handbook:216"
      where: fetching.md#time-out
      must: [5 se, {en: again, sv: igen, nl: opnieuw}]

Good:

    - source: "handbook:216"
      where: fetching.md#time-out
      must: [10 se, {en: again, sv: igen, nl: opnieuw}]
"""
