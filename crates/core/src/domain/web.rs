//! The addresses of web pages, as people give them for evidence.

/// The longest address that is kept, in letters.
pub const MAX_ADDRESS: usize = 500;

/// Reads the address of a web page: `https://` or `http://`, a host, and nothing that hides where it leads. An address that
/// begins with `www.`, or that is a host and a page, is taken as `https://www.…`. `None` for anything else: a script, a file, an address that says who is
/// asking (`https://nhs.uk@…` leads elsewhere than it seems), letters that look like others.
///
/// ```
/// use golden_thread_core::domain::web_address;
/// assert_eq!(web_address(" www.example.org/minutes.pdf "), Some("https://www.example.org/minutes.pdf".into()));
/// assert_eq!(web_address("javascript:alert(1)"), None);
/// assert_eq!(web_address("https://nhs.uk@example.org/"), None);
/// ```
pub fn web_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let is_plain = typed.len() <= MAX_ADDRESS && typed.chars().all(|c| c.is_ascii_graphic());
    let lower = typed.to_ascii_lowercase();
    // As people type it: a host and a page of it. A host alone may be the name of a file.
    let is_bare = !typed.contains(':') && typed.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    let address = if lower.starts_with("www.") || is_bare { format!("https://{typed}") } else { typed.to_owned() };
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let is_host = name.contains('.')
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    (is_plain && is_web && is_host).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_where_it_says_is_an_address() {
        for good in [
            "https://example.org",
            "southwark.gov.uk/minutes",
            "http://example.org/a?b=c#d",
            "HTTPS://Example.org:8443/x",
            "www.nhs.uk/help",
        ] {
            assert!(web_address(good).is_some(), "{good}");
        }
        let bad = [
            "",
            "example",
            "example.org",
            "https://",
            "https:///x",
            "ftp://example.org",
            "data:text/html,x",
            "javascript:alert(1)//example.org",
            "https://nhs.uk@example.org",
            "https://ex ample.org",
            "https://nh\u{455}.uk",
            "https://example.org/\u{202e}fdp",
            "https://localhost",
            "file:///etc/passwd",
            "https://.org",
        ];
        for bad in bad {
            assert_eq!(web_address(bad), None, "{bad}");
        }
        assert_eq!(web_address(&format!("https://example.org/{}", "a".repeat(500))), None);
    }
}
