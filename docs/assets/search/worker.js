// Material's search worker, taught the words of one language. What it leans on, and why: CONTRIBUTING.md, "Search".
"use strict";

const SETUP = 0;
const FIRST = 33, BASE = 45; // the digits of decision/render/search.py
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" };
// What the stemmers leave of inflection, cut from what they make of a word: "arkivet", "programmet"; "werkt", "mappen".
const ENDINGS = {
  nl: [
    [/([^aeiou])(?:j|jes|t)$/, "$1"],
    [/([aeou])\1([^aeiou])$/, "$1$2"],
    [/v$/, "f"],
    [/z$/, "s"],
    [/([^aeiou])\1$/, "$1"],
  ],
  sv: [[/(...)et$/, "$1"], [/([mn])\1$/, "$1"]],
};

const fold = (word) => word.toLowerCase().normalize("NFKD").replace(MARKS, "")
  .replace(/[ßæœøłđı]/g, (letter) => LETTERS[letter]).normalize("NFC");

// Whether a letter more, less or other makes one word of the other, or two that changed places.
const near = (one, other) => {
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  const same = (n, m) => one.slice(i + n) === other.slice(i + m);
  return same(1, 1) || same(1, 0) || same(0, 1) || (one[i] === other[i + 1] && one[i + 1] === other[i] && same(2, 2));
};

// The sections, each with the words that it does not show.
const unpack = ({ pages, words, steps }) => {
  const sections = pages.flatMap(([page, own]) => own.map(([anchor, title, text, boost]) => (
    { location: page + (anchor && "#") + anchor, title, text: text && `<p>${text}</p>`, boost, words: [] }
  )));
  const where = steps.split(" ");
  let word = "";
  words.split(" ").forEach((rest, number) => {
    word = [...word].slice(0, parseInt(rest[0], 36)).join("") + rest.slice(1);
    let at = 0, step = 0;
    for (const digit of where[number]) {
      const value = digit.charCodeAt(0) - FIRST;
      step = step * BASE + (value % BASE);
      if (value < BASE) {
        sections[at += step].words.push(word);
        step = 0;
      }
    }
  });
  for (const section of sections) {
    // not enumerable: Material takes it for the index, and leaves it out of the results
    Object.defineProperty(section, "words", { value: section.words.join(" "), enumerable: false });
  }
  return sections;
};

// What a typed word may mean. `known` holds every word of the index without accents, with its term.
const reader = (known, stem) => {
  const terms = (fits) => [...new Set([...known].filter(([form, term]) => fits(form, term)).map(([, term]) => term))];
  // short remainders of long words begin too many others
  const root = (word, own = stem(word)) => (own.length > Math.min(4, word.length - 3) ? own : word);
  const whole = (word, own = stem(word)) => terms((form, term) => term === own);
  const begun = (word, own = stem(word), start = root(word)) => (
    terms((form, term) => term === own || term.startsWith(start) || form.startsWith(word))
  );
  const inside = (word, piece = root(word)) => (
    word.length > 3 || word > "\u2e80" ? terms((form, term) => form.includes(word) || term.includes(piece)) : []
  );
  const misspelt = (word, own = stem(word)) => (
    word.length > 4 ? terms((form, term) => near(word, form) || (own.length > 4 && near(own, term))) : []
  );
  const first = (word, ways) => ways.reduce((found, way) => (found.length ? found : way(word)), []);
  const part = (word, ...ways) => (stem(word).length < Math.min(3, word.length) ? [] : first(word, ways));
  // of a compound that is in none of the words: where words begin or end, as in their middle everything is found
  const loose = (word, piece = root(word)) => (piece.length > 4 ? terms((form, term) => (
    form.startsWith(word) || form.endsWith(word) || term.startsWith(piece) || term.endsWith(piece)
  )) : []);
  const parts = (word) => {
    for (let i = 3; i < word.length - 1; i++) {
      const [one, other] = [word.slice(0, i), word.slice(i)];
      const left = [part(one, whole, loose), part(one.replace(/s$/, ""), whole)].find((found) => found.length);
      const right = left ? part(other, whole, ...(other.length > 4 ? [begun, loose] : [])) : [];
      if (right.length) return i > word.length - 3 ? [left] : [left, right];
    }
    return [];
  };
  // the mildest way that finds something: a group of terms, or two groups for the parts of a compound
  return (word) => {
    const found = first(word, word.length > 2 ? [begun, inside, misspelt] : [whole, begun, inside]);
    return found.length ? [found] : parts(word);
  };
};

(async () => {
  const data = await (await fetch("index.json")).json();
  importScripts(...data.worker);
  try {
    importScripts(...data.stemmer);
  } catch {
    // A language whose words lunr cannot take apart is searched by the words as they are.
  }
  const same = (token) => token;
  const language = data.language === "en" ? lunr : lunr[data.language] ?? {};
  const { stemmer = same, stopWordFilter = same } = language;
  const token = (word) => new lunr.Token(word, {});
  const rules = ENDINGS[data.language] ?? [];
  const stem = (word, more = 5) => { // until nothing is left to cut: "licens" loses an s that "licenser" keeps
    const kept = stemmer(token(word)).toString();
    const rest = kept === word ? rules.reduce((left, [end, instead]) => left.replace(end, instead), kept) : kept;
    return rest === word || !more ? rest : stem(rest, more - 1);
  };
  const separator = new RegExp(data.separator);
  const known = new Map(); // each word of the index without accents: its term
  const written = new Map(); // each term: the letters of it in a word
  const read = reader(known, stem);

  lunr.stemmer = (word) => word.update((text) => {
    const form = fold(text), term = stem(form), letters = text.slice(0, term.length);
    known.set(form, term);
    if (fold(letters) === term) written.set(term, letters);
    return term;
  });
  lunr.Pipeline.registerFunction(lunr.stemmer, "site");

  // Words that Material has put "+", "-" and "*" at, as groups of terms; `name` is what Material knows a group by.
  const groups = (typed) => {
    const words = typed.split(" ").flatMap((part) => {
      const [, sign, text] = /^([+-]?)(.*?)(?:[~^]\d+)?$/.exec(part);
      return text.split(separator).filter(Boolean).map((word) => ({ sign, word: word.toLowerCase() }));
    });
    const telling = words.filter(({ word }) => (word.length > 1 || word > "\u2e80") && stopWordFilter(token(word)));
    return (telling.length ? telling : words).flatMap(({ sign, word }) => {
      const form = fold(word), term = stem(form), all = read(form);
      const presence = { required: sign === "+", prohibited: sign === "-", part: all.length > 1 };
      return (all.length ? all : [[]]).map((terms) => {
        const own = terms.some((other) => other.includes(term)) ? term : terms[0] ?? term;
        return { ...presence, terms, term, name: written.get(own) ?? own };
      });
    });
  };

  lunr.QueryParser.prototype.parse = function () {
    for (const { name, prohibited } of groups(this.lexer.str)) {
      this.query.clause({ term: name, presence: lunr.Query.presence[prohibited ? "PROHIBITED" : "OPTIONAL"] });
    }
    return this.query;
  };

  lunr.Index.prototype.search = function (typed) {
    const all = groups(typed);
    if (!all.some(({ terms, prohibited }) => terms.length && !prohibited)) return []; // lunr would find everything
    const has = (result, { terms }) => terms.some((term) => term in result.matchData.metadata);
    const found = this.query((query) => {
      for (const { terms, term, prohibited } of all) {
        const boost = (other) => (prohibited ? 0 : other === term ? 4 : 1);
        for (const other of terms) query.term(other, { usePipeline: false, boost: boost(other) });
      }
    }).filter((result) => all.every((group) => (
      group.prohibited ? !has(result, group) : !group.required || has(result, group)
    )));
    const whole = found.filter((result) => all.every((group) => !group.part || has(result, group)));
    const results = whole.length > 2 ? whole : found;
    for (const { matchData: match } of results) {
      const marked = new Set(); // Material marks a place as often as it is named, and the second time inside its own tags
      const once = (term) => (marked.has(term) ? {} : marked.add(term) && match.metadata[term]);
      match.metadata = Object.fromEntries(all.flatMap(({ terms, name }) => (
        terms.filter((term) => term in match.metadata).map((term) => [`${name} ${term}`, once(term)])
      )));
    }
    return results;
  };

  dispatchEvent(new MessageEvent("message", { data: { type: SETUP, data: {
    config: { lang: ["en"], separator: data.separator, pipeline: ["stemmer"], fields: data.fields },
    docs: unpack(data),
    options: { suggest: false },
  } } }));
})().catch((error) => setTimeout(() => { throw error; })); // so that the page hears of it
