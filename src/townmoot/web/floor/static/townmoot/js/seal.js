/* Seals a secret ballot on the voter's own device (docs/threats/ballots.md): HPKE, RFC 9180, under
   the poll's public key and bound to the poll, every ballot of a poll padded to one length. The
   same bytes as townmoot.ballots.secret.plain and .suite make and read.

     import { canSeal, seal, trackingCode } from ".../seal.js";
     const code = trackingCode();                        // "" where the poll publishes no list
     const sealed = await seal({poll, key, length}, answers, code);   // base64url

   `poll` is its UUID, `key` the public key in hex, `length` how many bytes a ballot has: the page
   gives all three. Sealing needs a secure connection; where canSeal() is false the page says what
   the voter may do instead. */

import {
  Aes128Gcm,
  CipherSuite,
  DhkemP256HkdfSha256,
  HkdfSha256,
} from "../vendor/hpke-core-1.9.0.js";

const CODE_BYTES = 16;
const END = 0x80;
const PURPOSE = new TextEncoder().encode("townmoot ballot 1\0");

/* Whether this browser can seal here: WebCrypto exists on secure connections only. */
export function canSeal() {
  return Boolean(globalThis.isSecureContext && globalThis.crypto && globalThis.crypto.subtle);
}

/* 128 random bits in hex: what a voter finds the own ballot by in a published list. */
export function trackingCode() {
  return hex(crypto.getRandomValues(new Uint8Array(CODE_BYTES)));
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => Number.parseInt(pair, 16));
}

function base64url(bytes) {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function packed(answers, code, length) {
  const text = new TextEncoder().encode(JSON.stringify({ answers, code }));
  if (text.length >= length) {
    throw new RangeError("the ballot is longer than this poll allows");
  }
  const plain = new Uint8Array(length);
  plain.set(text);
  plain[text.length] = END;
  return plain;
}

/* The ballot in its inner envelope: encapsulated key and ciphertext, in base64url. */
export async function seal(poll, answers, code) {
  const suite = new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
  });
  const recipientPublicKey = await suite.kem.deserializePublicKey(unhex(poll.key));
  const info = joined(PURPOSE, unhex(poll.poll.replace(/-/g, "")));
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  const plain = packed(answers, code, poll.length);
  return base64url(joined(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(plain))));
}
