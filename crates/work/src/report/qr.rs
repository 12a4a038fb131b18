//! A code for a phone's camera, as a still picture. Black on white in every colour scheme, with its quiet zone, or
//! cameras do not find it.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

/// The modules of quiet around a code.
const QUIET: i32 = 4;

/// A code for an address, as an `svg` element that `label` names for who cannot see it; nothing where the address
/// is longer than a code that can be read off a phone holds.
pub(super) fn picture(address: &str, label: &str) -> String {
    let Some(code) = code(address) else { return String::new() };
    let size = code.size();
    let whole = size + 2 * QUIET;
    format!(
        "<svg class=\"gt-qr__code\" viewBox=\"-{QUIET} -{QUIET} {whole} {whole}\" role=\"img\" aria-label=\"{label}\" \
         focusable=\"false\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M-{QUIET}-{QUIET}h{whole}v{whole}h-{whole}z\"/>\
         <path class=\"gt-qr__dark\" fill=\"#000\" d=\"{}\"/></svg>",
        path(&code)
    )
}

fn code(address: &str) -> Option<QrCode> {
    let words = [QrSegment::make_bytes(address.as_bytes())];
    let most = Version::new(10);
    QrCode::encode_segments_advanced(&words, QrCodeEcc::Medium, Version::MIN, most, None, false).ok()
}

/// The dark modules, a stroke for each run in a row.
fn path(code: &QrCode) -> String {
    let mut drawn = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if run > 0 {
                let _ = write!(drawn, "M{x} {y}h{run}v1h-{run}z");
            }
            x += i32::try_from(run).unwrap_or(0) + 1;
        }
    }
    drawn
}
