"""A key that means nothing at this place: it is misspelt, or stands one level too high or too low.

A key that nobody reads would look as if it did something. The hint names what is possible here.

Bad:

    integrations:
      desktop-app: {lable: AEM desktop app, …}

Good:

    integrations:
      desktop-app: {label: AEM desktop app, …}
"""
