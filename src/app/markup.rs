//! What may become part of the page as HTML. Everything that is drawn from text passes here (the papers' and sheets'
//! writers, and the pieces of pages that never change): the browser asks for each, and draws nothing that is refused.
//!
//! The writers escape what people typed; this is the second lock. It knows few elements, no script, no frame, no form
//! that sends, no attribute that runs anything, and no address but of this page.

/// Elements that may be drawn.
const ELEMENTS: &str = "a abbr article aside b blockquote br button caption circle cite code col colgroup datalist dd del desc \
    details div dl dt em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 header hr i img input ins label legend li \
    line main mark nav ol optgroup option output p path pattern polyline progress q rect s section select small span strong sub \
    summary sup svg table tbody td text textarea tfoot th thead time title tr tspan u ul";

/// Attributes whose value is an address, and the beginnings that one may have: of this page, of a picture in the text
/// itself, of a telephone or a mailbox, and of a website that is only ever gone to when somebody presses it.
const ADDRESSES: [&str; 3] = ["href", "src", "xlink:href"];
const BEGINNINGS: [&str; 8] = ["#", "./", "data:image/", "tel:", "sms:", "mailto:", "https://", "http://"];

/// Attributes that are never there: a page in a page, where a form would send what is in it, and styles, which the content
/// policy refuses anyway.
const NEVER: [&str; 4] = ["srcdoc", "action", "formaction", "style"];

/// Whether this may become part of the page.
pub fn may_be_drawn(html: &str) -> bool {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some(after) = rest.get(at + 1..) else { return false };
        let Some(next) = tag(after) else { return false };
        rest = next;
    }
    true
}

/// What follows a tag; `None` where the tag is one that may not be drawn, or is none.
fn tag(after: &str) -> Option<&str> {
    // What Leptos marks places with. Comments end in more ways than one, all of which have one of these in them.
    if let Some(comment) = after.strip_prefix("!--") {
        let (inside, rest) = comment.split_once("-->")?;
        return (!inside.contains(['<', '>']) && !inside.ends_with('-')).then_some(rest);
    }
    let (closes, after) = after.strip_prefix('/').map_or((false, after), |rest| (true, rest));
    let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
    let (name, mut rest) = after.split_at_checked(end)?;
    if !ELEMENTS.split_whitespace().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(rest) = rest.strip_prefix('>') {
            return Some(rest);
        }
        rest = attribute(rest).filter(|_| !closes)?;
    }
}

/// What follows an attribute; `None` where it is one that may not be there.
fn attribute(text: &str) -> Option<&str> {
    let end = text.find(|c: char| c.is_ascii_whitespace() || "=>/\"'<".contains(c))?;
    let (name, rest) = text.split_at_checked(end)?;
    let runs = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
    if name.is_empty() || runs || NEVER.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    let Some(value) = rest.trim_start().strip_prefix('=') else { return Some(rest) };
    let value = value.trim_start();
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?,
        _ => value.split_at_checked(value.find(|c: char| c.is_ascii_whitespace() || c == '>')?)?,
    };
    // Inside of some elements a browser reads no attributes, and sees a tag here.
    if value.contains('<') {
        return None;
    }
    let is_address = ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let fine = !is_address || BEGINNINGS.iter().any(|start| value.starts_with(start));
    fine.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_app_draws_may_be_drawn() {
        for html in [
            "",
            "Words alone, 3 &lt; 4",
            "<p>One &amp; two</p>",
            "<h2 class=\"nhsuk-heading-m\" id='x'>A</h2><br/><hr>",
            "<svg viewBox=\"0 0 32 32\" aria-hidden=\"true\"><path d=\"M0 9.25H6.5C16 9.25\"></path></svg>",
            "<a href=\"#/action/1\">x</a><a href=\"tel:0207\">y</a><a href=\"https://www.nhs.uk/\" rel=noreferrer>z</a>",
            "<input type=\"checkbox\" checked disabled><!-- a place -->",
            "<img src=\"data:image/png;base64,AAAA\" alt=\"\">",
        ] {
            assert!(may_be_drawn(html), "{html}");
        }
    }

    #[test]
    fn what_could_run_or_fetch_anything_may_not() {
        for html in [
            "<script>alert(1)</script>",
            "<ScRiPt src=//x>",
            "<p>a</p><iframe src=\"https://x\"></iframe>",
            "<img src=x onerror=alert(1)>",
            "<img src='data:image/png,' ONERROR='alert(1)'>",
            "<svg/onload=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=' javascript:alert(1)'>x</a>",
            "<a href=java&#115;cript:alert(1)>x</a>",
            "<p style=\"background:url(x)\">x</p>",
            "<form action=\"https://x\"><button>x</button></form>",
            "<base href=\"https://x\">",
            "<meta http-equiv=refresh content=0>",
            "<object data=x></object>",
            "<p title=\"a>b\" onclick=alert(1)>",
            "<p",
            "<",
            "< p>",
            "<!doctype html>",
            "<!--><script>alert(1)</script>-->",
            "<!-- a --!><script>alert(1)</script> -->",
            "<textarea><p title=\"</textarea><script>alert(1)</script>\"></textarea>",
            "<svg><title><a title='</title><img src=x onerror=alert(1)>'></title></svg>",
            "<svg><animate attributeName=href values=javascript:alert(1)></svg>",
            "<math><mtext></mtext></math>",
            "</p onclick=alert(1)>",
        ] {
            assert!(!may_be_drawn(html), "{html}");
        }
    }
}
