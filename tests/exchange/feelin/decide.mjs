// Decides by DMN files with dmn-moddle, which reads them, and feelin, which evaluates FEEL: what dmn-js is made of.
//
// In: a list of {xml, facts: [...]} as JSON. Out: for each a list of what comes out, or of {failed: why}; each file is
// also written by dmn-moddle and read again, as the editor does, and has to say the same then.
import { readFileSync } from "node:fs";
import { DmnModdle } from "dmn-moddle";
import { evaluate, unaryTest } from "feelin";

const moddle = new DmnModdle();

async function read(xml) {
  const { rootElement, warnings } = await moddle.fromXML(xml);
  if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join("; "));
  return rootElement;
}

function told({ value, warnings }) {
  if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join("; "));
  return value;
}

function decide(definitions, facts) {
  const [decision] = definitions.drgElement.filter((element) => element.$type === "dmn:Decision");
  const table = decision.decisionLogic;
  const answers = table.input.map((column) => told(evaluate(column.inputExpression.text, facts)));
  const held = (table.rule ?? []).filter((rule) =>
    (rule.inputEntry ?? []).every((cell, at) => told(unaryTest(cell.text, { ...facts, "?": answers[at] }))),
  );
  if (held.length !== 1) throw new Error(`${held.length} rules hold`);
  return Object.fromEntries(
    table.output.map((column, at) => [column.name, told(evaluate(held[0].outputEntry[at].text, facts))]),
  );
}

function tried(definitions, facts) {
  try {
    return decide(definitions, facts);
  } catch (reason) {
    return { failed: String(reason) };
  }
}

const results = [];
for (const { xml, facts } of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const definitions = await read(xml);
    const again = await read((await moddle.toXML(definitions)).xml);
    results.push(
      facts.map((each) => {
        const [first, second] = [tried(definitions, each), tried(again, each)];
        return JSON.stringify(first) === JSON.stringify(second) ? first : { failed: "another answer after a round trip" };
      }),
    );
  } catch (reason) {
    results.push(facts.map(() => ({ failed: String(reason) })));
  }
}
process.stdout.write(JSON.stringify(results));
