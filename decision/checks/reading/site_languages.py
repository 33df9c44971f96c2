"""`mkdocs.yml` does not name the languages of the site, or names one without its texts, or twice.

The first language under `extra.languages` is the default: what another one lacks is shown in it. Each needs `locale`,
`name` (in that language) and `site_name`, and its pages lie in `docs/<locale>`. A language without any page yet falls
back whole; that is named only where a folder beside it belongs to no language, which looks like a slip.

Bad:

    extra:
      languages:
        - {locale: en, name: English}

Good:

    extra:
      languages:
        - {locale: en, name: English, site_name: Which bag}
        - {locale: sv, name: Svenska, site_name: Vilken väska}
"""
