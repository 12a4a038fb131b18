// The headers that hosts are asked to send with the built folder, as one file that Netlify and Cloudflare Pages read by themselves, and
// script/serve.mjs too. docs/hosting.md has the same for others. Each says no to something the app never does.

/** What the browser may not offer the page. What the app uses is its own: sharing, the clipboard, keeping the screen on. */
const NO = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "bluetooth", "midi", "display-capture"];
const OWN = ["clipboard-write", "screen-wake-lock", "web-share"];

/** The file's text. `policy` is the page's own; a header adds what a page cannot say of itself, and governs the workers too. */
export function headers(policy) {
  const permissions = [...NO.map((name) => `${name}=()`), ...OWN.map((name) => `${name}=(self)`)].join(", ");
  const lines = [
    ["Content-Security-Policy", `${policy}; frame-ancestors 'none'`],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"], // for browsers that do not know frame-ancestors
    ["Referrer-Policy", "no-referrer"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Permissions-Policy", permissions],
    ["Strict-Transport-Security", "max-age=31536000"],
  ];
  return `/*\n${lines.map(([name, value]) => `  ${name}: ${value}`).join("\n")}\n`;
}
