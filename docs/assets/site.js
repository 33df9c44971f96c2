// The language menu works without this; with it, the reader stays in the section, and "/" remembers the language.
(() => {
  "use strict";
  const links = document.querySelectorAll('a.md-select__link[hreflang]:not([hreflang="x-default"])');
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
  // Material takes f, s, /, p, n, comma and point for commands, which speech input and stray fingers give by accident:
  // WCAG 2.1.4. It listens on the window, so that nothing else misses them; in the open search they are typed.
  document.addEventListener("keydown", (event) => {
    if (/^\S$/u.test(event.key) && !document.getElementById("__search")?.checked) event.stopPropagation();
  });
  // Material puts the button beside a block of code into a landmark, one like the other.
  addEventListener("DOMContentLoaded", () => {
    for (const buttons of document.querySelectorAll("nav.md-code__nav")) buttons.setAttribute("role", "none");
  });
  // The theme puts tables into boxes that scroll, which the keyboard has to reach as well while they do.
  const boxes = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  addEventListener("load", () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) boxes.observe(box);
  });
})();
