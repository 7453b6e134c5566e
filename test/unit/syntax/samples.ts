/** A text of each language that has a grammar, with what it defines and imports. */

export interface Sample {
  readonly path: string;
  readonly text: string;
  readonly definitions: readonly string[];
  readonly imports: readonly string[];
}

export const samples: readonly Sample[] = [
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
module.exports = class App extends EventEmitter {
  constructor() { this.count = 0; local.count = 0; }
};
exports.limit = { most: 5 };
`,
    definitions: [
      "variable app 2",
      "variable app.default 2",
      "function use 3",
      "class default 4-6",
      "method default.constructor 5",
      "field constructor.count 5",
      "variable limit 7",
      "field limit.most 7",
    ],
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
  {
    path: "src/Cart.java",
    text: `package shop;
import java.util.List;
import shop.money.*;

/** What a person is about to buy. */
@Entity
public abstract class Cart<T> extends Base implements Shape {
  // At most.
  private static final int LIMIT = 5, OTHER = 6;

  @Override
  public int add(Item item) {
    int local = 1;
    return local;
  }

  public Cart() {}
  enum Kind { LOW, HIGH(2) }
}
interface Shape { int EDGES = 1; double area(); }
record Point(int x, int y) {}
`,
    definitions: [
      "class Cart 5-19",
      "field Cart.LIMIT 8-9",
      "field Cart.OTHER 8-9",
      "method Cart.add 11-15",
      "method Cart.Cart 17",
      "enum Cart.Kind 18",
      "field Kind.LOW 18",
      "field Kind.HIGH 18",
      "interface Shape 20",
      "constant Shape.EDGES 20",
      "method Shape.area 20",
      "class Point 21",
    ],
    imports: ["java.util.List", "shop.money.*"],
  },
  {
    path: "src/Cart.cs",
    text: `using System;
using M = Shop.Money;
namespace Shop.Carts
{
    /// <summary>What a person is about to buy.</summary>
    [Serializable]
    public partial class Cart<T> : Base where T : new()
    {
        private const int Limit = 5, Other = 6;
        public int Count { get; set; }
        [Obsolete]
        public int Add(Item item)
        {
            int local = 1;
            return local;
        }
        public Cart() { }
        public delegate void Changed(int by);
    }
    public interface IShape { double Area(); }
    public enum Kind { Low, High = 2 }
    public record Point(int X, int Y);
}
`,
    definitions: [
      "module Shop.Carts 3-23",
      "class Shop.Carts.Cart 5-19",
      "field Cart.Limit 9",
      "field Cart.Other 9",
      "field Cart.Count 10",
      "method Cart.Add 11-16",
      "method Cart.Cart 17",
      "type Cart.Changed 18",
      "interface Shop.Carts.IShape 20",
      "method IShape.Area 20",
      "enum Shop.Carts.Kind 21",
      "field Kind.Low 21",
      "field Kind.High 21",
      "class Shop.Carts.Point 22",
    ],
    imports: ["System", "Shop.Money"],
  },
  {
    path: "src/cart.cpp",
    text: `#include <vector>
#include "cart.h"
#define MAX(a, b) ((a) > (b) ? (a) : (b))
struct known;
/* All of the shop. */
namespace shop {
// What a person is about to buy.
template <typename T>
class Cart : public Base {
 public:
  Cart();
  virtual ~Cart() {}
  int add(const Item& item) const {
    int local = 1;
    return local;
  }
  bool operator==(const Cart& other) const;
  static const int most = 3;
};
enum class Kind { Low, High = 2 };
using Items = std::vector<Item>;
int count = 1;
}
template <class T>
int shop::Cart<T>::total(const Item& item) const {
  return 1;
}
`,
    definitions: [
      "macro MAX 3",
      "module shop 5-23",
      "class shop.Cart 7-19",
      "method Cart.Cart 11",
      "method Cart.~Cart 12",
      "method Cart.add 13-16",
      "method Cart.operator== 17",
      "field Cart.most 18",
      "enum shop.Kind 20",
      "field Kind.Low 20",
      "field Kind.High 20",
      "type shop.Items 21",
      "variable shop.count 22",
      "function Cart.total 24-27",
    ],
    imports: ["vector", "cart.h"],
  },
  {
    path: "src/cart.c",
    text: `#include <stdio.h>
typedef struct { int size; } Cart;
typedef int (*compare)(int, int);
static const char *names[] = {
  "a",
};
extern int other;
/* Makes one. */
static inline struct cart *
make_cart(int size)
{
  struct cart *made = find(size);
  return made;
}
int main(void) { return 0; }
`,
    definitions: [
      "type Cart 2",
      "field Cart.size 2",
      "type compare 3",
      "variable names 4-6",
      "variable other 7",
      "function make_cart 8-14",
      "function main 15",
    ],
    imports: ["stdio.h"],
  },
  {
    path: "src/cart.rs",
    text: `use crate::shop::{cart, tax::Rate as R};
mod money;
/// What a person is about to buy.
#[derive(Debug)]
pub struct Cart<T> {
    pub items: Vec<T>,
}
enum Kind { Low, High(u8) }
pub trait Shape { const EDGES: u8; fn area(&self) -> f64; }
impl<T> fmt::Display for shop::Cart<T> {
    /// Adds.
    #[inline]
    pub fn add(&mut self, item: T) -> u8 {
        let local = 1;
        local
    }
}
pub const LIMIT: u8 = 5;
macro_rules! sum { () => {} }
#[cfg(test)]
mod tests {
    #[test]
    fn adds() {}
}
`,
    definitions: [
      "class Cart 3-7",
      "field Cart.items 6",
      "enum Kind 8",
      "field Kind.Low 8",
      "field Kind.High 8",
      "interface Shape 9",
      "constant Shape.EDGES 9",
      "method Shape.area 9",
      "extension Cart 10-17",
      "method Cart.add 11-16",
      "constant LIMIT 18",
      "macro sum 19",
      "module tests 20-24",
      "function tests.adds 22-23",
    ],
    imports: ["crate::shop::cart", "crate::shop::tax::Rate", "self::money"],
  },
  {
    path: "lib/cart.rb",
    text: `require "json"
require_relative "../money"
# All of the shop.
module Shop
  LIMIT = 5
  class Cart < Base
    attr_accessor :items, :count
    # Adds.
    def add(item)
      local = 1
      @items = local
    end
    def self.build(*all) = new(*all)
    def empty?; true end
    private def hidden; end
  end
end
class Shop::Other; end
`,
    definitions: [
      "class Shop 3-17",
      "constant Shop.LIMIT 5",
      "class Shop.Cart 6-16",
      "method Cart.items 7",
      "method Cart.count 7",
      "method Cart.add 8-12",
      "method Cart.build 13",
      "method Cart.empty? 14",
      "method Cart.hidden 15",
      "class Other 18",
    ],
    imports: ["json", "../money"],
  },
  {
    path: "src/Cart.php",
    text: `<?php
namespace Shop\\Carts;
use Shop\\Money;
use Shop\\{Tax, Rate as R};
require_once __DIR__ . '/all.php';
/** What a person is about to buy. */
#[Entity]
abstract class Cart extends Base {
    use Loggable;
    const LIMIT = 5;
    private int $count = 0;
    public function add(Item $item): int {
        $local = 1;
        return $this->count;
    }
    public function __construct(private string $name) {}
}
trait Loggable {}
enum Kind: string { case Low = 'low'; }
function pay(int $sum) { return $sum; }
define('OLD', 2);
`,
    definitions: [
      "class Cart 6-17",
      "constant Cart.LIMIT 10",
      "field Cart.count 11",
      "method Cart.add 12-15",
      "method Cart.__construct 16",
      "field __construct.name 16",
      "class Loggable 18",
      "enum Kind 19",
      "field Kind.Low 19",
      "function pay 20",
      "constant OLD 21",
    ],
    imports: ["Shop\\Money", "Shop\\Tax", "Shop\\Rate", "/all.php"],
  },
  {
    path: "bin/cart.sh",
    text: `#!/bin/bash
. ./lib.sh
source "$DIR/other.sh"
# At most.
LIMIT=5
export NAME=x
add() {
  local x=1
  echo "$LIMIT" | pay
}
function pay { add "$1"; }
`,
    definitions: ["variable LIMIT 4-5", "variable NAME 6", "function add 7-10", "function pay 11"],
    imports: ["./lib.sh", "$DIR/other.sh"],
  },
  {
    path: "media/cart.css",
    text: `@import "base.css";
:root { --main: red; }
/* What a person is about to buy. */
.cart, .cart > #total:hover {
  color: var(--main);
}
@media (max-width: 3px) { .inner a {} }
@keyframes fade { from {} }
`,
    definitions: [
      "variable --main 2",
      "class cart 3-6",
      "class total 3-6",
      "class inner 7",
      "function fade 8",
    ],
    imports: ["base.css"],
  },
  {
    path: "bin/cart.ps1",
    text: `using module Shop
Import-Module ./money.psm1
. ./lib.ps1
# At most.
$Limit = 5
function Add-Item {
  param([int]$x)
  $local = 1
  Write-Host $Limit
}
class Cart : Base {
  [int]$Count = 0
  [void] Add([int]$x) { $this.Count += $x }
}
enum Kind { Low; High = 2 }
`,
    definitions: [
      "variable Limit 4-5",
      "function Add-Item 6-10",
      "class Cart 11-14",
      "field Cart.Count 12",
      "method Cart.Add 13",
      "enum Kind 15",
      "field Kind.Low 15",
      "field Kind.High 15",
    ],
    imports: ["Shop", "./money.psm1", "./lib.ps1"],
  },
];
