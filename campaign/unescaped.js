() => {
  const names = (text) => new Set(text.split(" "));
  const NEVER = names("iframe object embed base frame frameset applet marquee math textarea select keygen portal "
    + "animate animateTransform animateMotion set foreignObject use image xmp plaintext listing style");
  const DRAWN = names("svg g path text tspan rect circle ellipse line polyline polygon defs marker title desc clipPath");
  const RUNS = /^(?:javascript|vbscript|livescript|data|blob|filesystem|view-source|feed|jar):/i;
  const ADDRESSES = names("href src action formaction data poster cite background srcset xlink:href longdesc");
  const found = [];
  const look = (root, where) => {
    for (const one of root.querySelectorAll("*")) {
      const bad = (what) => found.push(`unescaped, ${where}: ${what}: ${one.outerHTML.slice(0, 200)}`);
      const name = one.localName;
      if (one instanceof HTMLUnknownElement || NEVER.has(name) || name.includes("-")) bad("element");
      if (one instanceof SVGElement && !DRAWN.has(name)) bad("element of a picture");
      if (name === "script" && one.type !== "application/json") {
        const isOurs = one.src ? new URL(one.src).origin === location.origin : !/alert/.test(one.textContent);
        if (!isOurs) bad("script");
      }
      if (name === "form" && !one.closest(".md-search, .chooser-form, .md-header__option")) bad("form");
      if (["meta", "link", "title"].includes(name) && one.closest("body") && !one.closest("svg")) bad("of the head");
      if (name === "meta" && /refresh/i.test(one.httpEquiv)) bad("of the head");
      for (const { name: attribute, value } of one.attributes) {
        if (/^on|[<>"'=`&]|^srcdoc$|alert/i.test(attribute)) bad(`attribute ${attribute}`);
        if (attribute === "style" && /[^-\w:;.% ]|color|animation|transition/.test(value)) bad("style");
        if (ADDRESSES.has(attribute) && RUNS.test(value.replace(/[\u0000-\u0020\u007f-\u00a0\u200b]/g, ""))) {
          bad("address");
        }
      }
      if (name === "template") look(one.content, "in a template");
      if (name === "noscript") look(new DOMParser().parseFromString(one.textContent, "text/html"), "without scripts");
    }
  };
  look(document, "on the page");
  return { ran: window.ran, found };
}
