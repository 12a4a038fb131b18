//! What hosts are asked to send is what script/serve sends, and the one policy for HTML holds.

use super::browser::Browser;
use super::people::*;
use super::world::{World, built};
use serde_json::json;

/// The headers of a file, by name.
async fn headers(browser: &Browser, name: &str) -> serde_json::Value {
    let ask = "const [name, done] = arguments;
        fetch(name, { cache: 'no-store' }).then(r => done(Object.fromEntries(r.headers)));";
    browser.driver.execute_async(ask, vec![json!(name)]).await.unwrap().json().clone()
}

#[tokio::test]
async fn hosts_are_asked_for_headers_and_script_serve_sends_them() {
    let asked = std::fs::read_to_string(built().join("_headers")).unwrap();
    assert!(asked.starts_with("/*\n"), "for every file: {asked}");
    let asked: Vec<(String, String)> = asked
        .lines()
        .skip(1)
        .filter_map(|line| {
            let (name, value) = line.trim().split_once(':')?;
            Some((name.to_lowercase(), value.trim().to_owned()))
        })
        .collect();
    let value = |name: &str| asked.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
    let policy = value("content-security-policy");
    for part in
        ["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types default"]
    {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(value("x-content-type-options"), "nosniff");
    assert_eq!(value("cross-origin-opener-policy"), "same-origin");
    assert!(value("permissions-policy").contains("camera=()"));
    assert!(value("strict-transport-security").contains("max-age="));
    // The page says the same of itself, as far as a page can.
    let page = std::fs::read_to_string(built().join("index.html")).unwrap();
    assert!(page.contains(policy.strip_suffix("; frame-ancestors 'none'").unwrap()));
    // What docs/hosting.md tells other hosts is the same.
    let docs = std::fs::read_to_string(super::world::here("docs/hosting.md")).unwrap();
    for (name, value) in asked.iter().filter(|(name, _)| name != "content-security-policy") {
        assert!(docs.matches(value.as_str()).count() >= 2, "docs/hosting.md says otherwise of {name}: {value}");
    }
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    for file in ["", "sw.js", "boot.js", "manifest.webmanifest", "sbom.cdx.json"] {
        let sent = headers(&browser, &format!("./{file}?fresh")).await;
        for (name, value) in &asked {
            // Not without https.
            let expected = if name == "strict-transport-security" { json!(null) } else { json!(value) };
            assert_eq!(sent[name], expected, "{file}: {name}");
        }
    }
    browser.close().await;
}

/// Neither the page nor anything in it can be made of HTML that the policy refuses, nor run a script of another name.
#[tokio::test]
async fn one_policy_for_what_becomes_html() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    let try_it = |code: &str| format!("try {{ {code}; return 'done'; }} catch (e) {{ return e.name; }}");
    for (code, outcome) in [
        ("document.createElement('div').innerHTML = '<p class=\"x\">fine</p>'", "done"),
        ("document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'", "TypeError"),
        ("document.createElement('div').innerHTML = '<iframe srcdoc=x></iframe>'", "TypeError"),
        ("document.createElement('div').insertAdjacentHTML('beforeend', '<script>1</script>')", "TypeError"),
        ("new Worker('./boot.js')", "TypeError"),
        ("document.createElement('script').src = './boot.js'", "TypeError"),
        ("document.createElement('script').text = '1'", "TypeError"),
        ("trustedTypes.createPolicy('another', { createHTML: x => x })", "TypeError"),
        ("trustedTypes.createPolicy('default', { createHTML: x => x })", "TypeError"),
    ] {
        assert_eq!(browser.script(&try_it(code), Vec::new()).await, json!(outcome), "{code}");
    }
    browser.close().await;
}

#[tokio::test]
async fn the_bill_of_materials_lists_what_is_shipped() {
    let text = std::fs::read_to_string(built().join("sbom.cdx.json")).unwrap();
    let bom: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&bom["bomFormat"], &bom["specVersion"]), (&json!("CycloneDX"), &json!("1.6")));
    let names: Vec<&str> = bom["components"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    for shipped in ["leptos", "wasm-bindgen", "serde_json", "ed25519-dalek", "nhsuk-frontend", "hashes", "rust-std"] {
        assert!(names.contains(&shipped), "{shipped} is not listed: {names:?}");
    }
    for not in ["proptest", "automerge", "thirtyfour", "serde_derive", "scrypt", "axe-core", "sass", "esbuild"] {
        assert!(!names.contains(&not), "{not} is not shipped");
    }
    let known: Vec<&str> =
        bom["components"].as_array().unwrap().iter().map(|c| c["bom-ref"].as_str().unwrap()).collect();
    for of in bom["dependencies"].as_array().unwrap() {
        for on in of["dependsOn"].as_array().unwrap() {
            assert!(known.contains(&on.as_str().unwrap()), "{of} stands on what is not listed");
        }
    }
}
