/** What each grammar's language tells of a text: definitions with all of their lines, mentions, and imports. */

import assert from "node:assert/strict";
import type { Outline } from "../../../src/syntax/outline.ts";
import type { RunningSyntaxWorker } from "../../../src/syntaxWorkerClient.ts";
import { sourceSyntaxWorker, told } from "../../support/syntax.ts";

interface Sample {
  readonly path: string;
  readonly text: string;
  readonly definitions: readonly string[];
  readonly imports: readonly string[];
}

const samples: readonly Sample[] = [
  {
    path: "src/cart.ts",
    text: `import { round } from "./money.ts";
const tax = require("./tax");

/** What a person is about to buy. */
@sealed()
export abstract class Cart<T> extends Box {
  #items: T[] = [];
  // Counts twice.
  @logged
  add(item: T): void {
    const twice = [item, item];
    this.#items.push(...twice);
  }
  abstract total(): number;
}

export interface Item { price: number; describe(): string }
export type Items = readonly Item[];
export enum Currency { EUR, USD = 2 }
export const sum = (items: Items) => {
  const each = items.map(({ price }) => price);
  return round(each);
};
export default function pay(): void;
shop.open = function () {};
namespace Money { export const limit = 5; }
`,
    definitions: [
      "variable tax 2",
      "class Cart 4-15",
      "field Cart.#items 7",
      "method Cart.add 8-13",
      "method Cart.total 14",
      "interface Item 17",
      "field Item.price 17",
      "method Item.describe 17",
      "type Items 18",
      "enum Currency 19",
      "field Currency.USD 19",
      "function sum 20-23",
      "function pay 24",
      "function open 25",
      "module Money 26",
      "variable Money.limit 26",
    ],
    imports: ["./money.ts", "./tax"],
  },
  {
    path: "src/page.tsx",
    text: `export function Page({ title }: Props) {
  return <Title text={title} />;
}
`,
    definitions: ["function Page 1-3"],
    imports: [],
  },
  {
    path: "lib/app.js",
    text: `const { EventEmitter } = require("node:events");
var app = exports = module.exports = {};
app.use = function use(fn) { return () => fn(); };
module.exports = class App extends EventEmitter {};
`,
    definitions: ["variable app 2", "function use 3", "class exports 4"],
    imports: ["node:events"],
  },
  {
    path: "shop/cart.py",
    text: `import os.path
from . import money as m
from shop.tax import rate

# Pieces at most.
LIMIT = 5

@dataclass
@frozen(True)
class Cart(Base):
    """What a person is about to buy."""
    items: list = []

    @property
    def total(self):
        sum = 0
        return sum

async def pay(cart): return cart.total
`,
    definitions: [
      "variable LIMIT 5-6",
      "class Cart 8-17",
      "field Cart.items 12",
      "method Cart.total 14-17",
      "function pay 19",
    ],
    imports: ["os.path", ".", ".money", "shop.tax", "shop.tax.rate"],
  },
  {
    path: "shop/cart.go",
    text: `package shop

import (
	"fmt"
	m "example.org/money"
)

// Limit of pieces.
const Limit = 5

var (
	first, second int
)

// Cart is what a person is about to buy.
type Cart struct {
	Items []Item
}

type Shape interface {
	Area() float64
}

func (c *Cart) Add(item Item) error {
	var local = item
	return fmt.Errorf("%v", local)
}

func New[T any]() *Cart { return nil }
`,
    definitions: [
      "constant Limit 8-9",
      "variable first 11-12",
      "variable second 11-12",
      "class Cart 15-18",
      "field Cart.Items 17",
      "interface Shape 20-22",
      "method Shape.Area 21",
      "method Cart.Add 24-27",
      "function New 29",
    ],
    imports: ["fmt", "example.org/money"],
  },
];

const { signal } = new AbortController();

describe("A grammar", () => {
  let worker: RunningSyntaxWorker;
  before(() => {
    worker = sourceSyntaxWorker();
  });
  after(async () => worker.dispose());

  const read = async (path: string, text: string): Promise<Outline> => {
    const [outline] = await worker.outlines([{ path, text }], signal);
    assert.ok(outline);
    return outline;
  };

  for (const { path, text, definitions, imports } of samples) {
    it(`tells what ${path} defines and imports`, async () => {
      const outline = await read(path, text);
      assert.equal(outline.by, "grammar");
      assert.deepEqual(told(outline), definitions);
      assert.deepEqual(outline.imports, imports);
    });
  }

  it("tells a signature from a body, and leaves the comment above out of it", async () => {
    const { definitions } = await read(
      "a.ts",
      "/** Adds. */\nfunction add(\n  a: number,\n): number {\n  return a;\n}\n",
    );
    assert.deepEqual(definitions[0]?.range, { start: 1, end: 6 });
    assert.deepEqual(definitions[0].signature, { start: 2, end: 4 });
  });

  it("takes a comment for what it stands right above, and for nothing else", async () => {
    const text = "let a = 1; // of a\nlet b = 2;\n// of nobody\n\nlet c = 3;\n// of d\nlet d = 4;\n";
    assert.deepEqual(told(await read("a.js", text)), [
      "variable a 1",
      "variable b 2",
      "variable c 5",
      "variable d 6-7",
    ]);
  });

  it("tells where names are mentioned, and not where they are defined", async () => {
    const { mentions } = await read("a.ts", 'const cart = "🛒", all = [cart];\n  pay(cart.total);\n');
    assert.deepEqual(
      mentions.map(({ name, line, column }) => `${name} ${line}:${column}`),
      ["cart 1:26", "pay 2:2", "cart 2:6", "total 2:11"],
    );
  });
});
