// A worker: a key from a passphrase by scrypt (RFC 7914, with r = 8 and p = 1, as age has it), off the page's thread and outside the
// app's memory, which never gives back what it once took. It is told { passphrase, salt, rounds } and answers with hundredths, then with
// the key's 32 bytes. tests/seal.rs holds it to another implementation. script/worker.mjs puts it and what it imports into one file.
/*! Contains @noble/hashes: copyright (c) 2022 Paul Miller, MIT licence. */
import { scrypt } from "@noble/hashes/scrypt.js";

self.onmessage = ({ data: { passphrase, salt, rounds } }) => {
  let told = 0;
  const onProgress = (part) => {
    const hundredths = Math.floor(part * 100);
    if (hundredths > told && hundredths < 100) self.postMessage((told = hundredths));
  };
  // Fails, and the page hears of it, where there is not so much memory.
  const key = scrypt(passphrase, salt, { N: rounds, r: 8, p: 1, dkLen: 32, onProgress });
  passphrase.fill(0);
  self.postMessage(key);
};
