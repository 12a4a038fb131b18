// A worker: the slow middle of scrypt (RFC 7914, "scryptROMix", with r = 8), off the page's thread and outside the app's memory,
// which never gives back what it once took. What stands before and after it is in crates/core/src/seal/scrypt.rs; tests/seal.rs holds both
// to another implementation. It is told { lane: 1,024 bytes, rounds: a power of two } and answers with hundredths, then with the bytes.
"use strict";

// scryptBlockMix: sixteen blocks through Salsa20/8, even ones to the first half, odd ones to the second.
function mix(from, to, last) {
  for (let n = 0; n < 16; n++) last[n] = from[240 + n];
  for (let block = 0; block < 16; block++) {
    const at = block * 16;
    const place = (block >> 1 | (block & 1) << 3) * 16;
    let s, a = last[0] ^= from[at], b = last[1] ^= from[at + 1], c = last[2] ^= from[at + 2], d = last[3] ^= from[at + 3], e = last[4] ^= from[at + 4], f = last[5] ^= from[at + 5], g = last[6] ^= from[at + 6], h = last[7] ^= from[at + 7], i = last[8] ^= from[at + 8], j = last[9] ^= from[at + 9], k = last[10] ^= from[at + 10], l = last[11] ^= from[at + 11], m = last[12] ^= from[at + 12], n = last[13] ^= from[at + 13], o = last[14] ^= from[at + 14], p = last[15] ^= from[at + 15];
    for (let round = 0; round < 4; round++) {
      s = a + m | 0; e ^= s << 7 | s >>> 25; s = e + a | 0; i ^= s << 9 | s >>> 23; s = i + e | 0; m ^= s << 13 | s >>> 19; s = m + i | 0; a ^= s << 18 | s >>> 14;
      s = f + b | 0; j ^= s << 7 | s >>> 25; s = j + f | 0; n ^= s << 9 | s >>> 23; s = n + j | 0; b ^= s << 13 | s >>> 19; s = b + n | 0; f ^= s << 18 | s >>> 14;
      s = k + g | 0; o ^= s << 7 | s >>> 25; s = o + k | 0; c ^= s << 9 | s >>> 23; s = c + o | 0; g ^= s << 13 | s >>> 19; s = g + c | 0; k ^= s << 18 | s >>> 14;
      s = p + l | 0; d ^= s << 7 | s >>> 25; s = d + p | 0; h ^= s << 9 | s >>> 23; s = h + d | 0; l ^= s << 13 | s >>> 19; s = l + h | 0; p ^= s << 18 | s >>> 14;
      s = a + d | 0; b ^= s << 7 | s >>> 25; s = b + a | 0; c ^= s << 9 | s >>> 23; s = c + b | 0; d ^= s << 13 | s >>> 19; s = d + c | 0; a ^= s << 18 | s >>> 14;
      s = f + e | 0; g ^= s << 7 | s >>> 25; s = g + f | 0; h ^= s << 9 | s >>> 23; s = h + g | 0; e ^= s << 13 | s >>> 19; s = e + h | 0; f ^= s << 18 | s >>> 14;
      s = k + j | 0; l ^= s << 7 | s >>> 25; s = l + k | 0; i ^= s << 9 | s >>> 23; s = i + l | 0; j ^= s << 13 | s >>> 19; s = j + i | 0; k ^= s << 18 | s >>> 14;
      s = p + o | 0; m ^= s << 7 | s >>> 25; s = m + p | 0; n ^= s << 9 | s >>> 23; s = n + m | 0; o ^= s << 13 | s >>> 19; s = o + n | 0; p ^= s << 18 | s >>> 14;
    }
    last[0] = to[place] = last[0] + a | 0; last[1] = to[place + 1] = last[1] + b | 0; last[2] = to[place + 2] = last[2] + c | 0; last[3] = to[place + 3] = last[3] + d | 0;
    last[4] = to[place + 4] = last[4] + e | 0; last[5] = to[place + 5] = last[5] + f | 0; last[6] = to[place + 6] = last[6] + g | 0; last[7] = to[place + 7] = last[7] + h | 0;
    last[8] = to[place + 8] = last[8] + i | 0; last[9] = to[place + 9] = last[9] + j | 0; last[10] = to[place + 10] = last[10] + k | 0; last[11] = to[place + 11] = last[11] + l | 0;
    last[12] = to[place + 12] = last[12] + m | 0; last[13] = to[place + 13] = last[13] + n | 0; last[14] = to[place + 14] = last[14] + o | 0; last[15] = to[place + 15] = last[15] + p | 0;
  }
}

self.onmessage = ({ data: { lane, rounds } }) => {
  const all = new Int32Array(rounds * 256); // fails, and the page hears of it, where there is not so much memory
  const last = new Int32Array(16);
  // The small end of a number first, as scrypt has it, and as every device with a browser has it.
  let now = new Int32Array(lane.slice().buffer);
  let next = new Int32Array(256);
  let told = 0;
  const turn = (done) => {
    mix(now, next, last);
    [now, next] = [next, now];
    const hundredths = Math.floor(done * 50 / rounds);
    if (hundredths > told) self.postMessage(told = hundredths);
  };
  for (let round = 0; round < rounds; round++) {
    all.set(now, round * 256);
    turn(round);
  }
  for (let round = 0; round < rounds; round++) {
    const at = (now[240] & rounds - 1) * 256;
    for (let n = 0; n < 256; n++) now[n] ^= all[at + n];
    turn(rounds + round);
  }
  self.postMessage(new Uint8Array(now.buffer));
};
