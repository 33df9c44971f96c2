// The language menu works without this; with it, the reader stays in the section, and "/" remembers the language.
(() => {
  "use strict";
  const links = document.querySelectorAll("a.md-select__link[hreflang]");
  const followAnchor = () => links.forEach((link) => { link.hash = location.hash; });
  followAnchor();
  addEventListener("hashchange", followAnchor);
  for (const link of links) {
    link.addEventListener("click", () => {
      try {
        localStorage.setItem("site-language", link.hreflang);
      } catch {
        // A browser that keeps nothing is asked again at "/".
      }
    });
  }
})();
