/** Where an endpoint does not stream, its answer comes in one piece: it is made a stream of one event, so that one way leads on. */

import { fieldOf } from "./foreign.ts";

const [brace, space, lineFeed, carriageReturn, tab] = [0x7b, 0x20, 0x0a, 0x0d, 0x09];
const encoder = new TextEncoder();

/** A stream of events never begins with a brace. `onWhole` is called, before anything comes out, where this does. */
export function streamOf(body: ReadableStream<Uint8Array>, onWhole: () => void): ReadableStream<Uint8Array> {
  let form: "unknown" | "events" | "whole" = "unknown";
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, controller) => {
      if (form === "unknown") {
        const first = bytes.find((byte) => !isBlank(byte));
        if (first !== undefined) form = first === brace ? "whole" : "events";
        if (form === "whole") {
          onWhole();
          controller.enqueue(encoder.encode("data: "));
        }
      }
      // Within the texts of JSON no line ends, so these stand between its parts alone.
      controller.enqueue(form === "whole" ? bytes.map((byte) => (isLineEnd(byte) ? space : byte)) : bytes);
    },
    flush: (controller) => {
      if (form === "whole") controller.enqueue(encoder.encode("\n\n"));
    },
  });
  return body.pipeThrough(transform);
}

/** Whether this is a whole answer of either wire, and not something else in JSON. */
export function isWholeAnswer(value: unknown): boolean {
  return Array.isArray(fieldOf(value, "choices")) || Array.isArray(fieldOf(value, "output"));
}

function isBlank(byte: number): boolean {
  return byte === space || byte === tab || isLineEnd(byte);
}

function isLineEnd(byte: number): boolean {
  return byte === lineFeed || byte === carriageReturn;
}
