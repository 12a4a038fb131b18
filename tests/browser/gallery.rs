//! Every component in every state, on the page that debug builds have for it: through axe in both colour schemes, with every
//! control under the press that is meant for it, narrow and wide. `script/gallery` builds such a build and runs this.

use super::accessibility::violations;
use super::browser::Browser;
use super::people::begin_with_sample;
use super::world::World;
use thirtyfour::prelude::*;

#[tokio::test]
#[ignore = "it needs a debug build; script/gallery makes one and runs it"]
async fn every_component_in_every_state() {
    let world = World::new();
    let mut found = Vec::new();
    for width in [360, 1280] {
        let browser = Browser::of_width(&world, &format!("gallery-{width}"), width).await;
        browser.sees("Which of these are you?").await;
        begin_with_sample(&browser, false).await;
        browser.go("#/components", "Every component").await;
        browser.sees("There is a problem").await;
        found.extend(violations(&browser, &format!("components, {width} px")).await);
        // The actions that are ticked are rated beneath.
        browser.click(By::Css("label[for^='actions-action-']")).await;
        browser.find(By::Css("select[id^='actions-rating-']")).await;
        for tone in ["warning", "info", "saved", "done"] {
            browser.press(&format!("Say {tone}")).await;
            browser.sees(&format!("A message that is {tone}.")).await;
            found.extend(violations(&browser, &format!("a message that is {tone}, {width} px")).await);
        }
        // From the summary the keyboard goes to what is wrong: of a question, to its first control.
        for (wrong, control) in
            [("line-wrong", "line-wrong"), ("radios-wrong", "radios-wrong-one"), ("ticks-wrong", "ticks-wrong-1")]
        {
            browser.click(By::Css(format!(".nhsuk-error-summary a[href='#{wrong}']"))).await;
            let here = browser.script("return document.activeElement.id", Vec::new()).await;
            assert_eq!(here, control, "{width} px");
        }
        // What is wrong is heard with its control, or with the question that it is part of.
        let unheard = "return [...document.querySelectorAll('.nhsuk-error-message')].filter(error =>
            !document.querySelector(`[aria-describedby~='${error.id}']`)).map(error => error.id)";
        assert_eq!(browser.script(unheard, Vec::new()).await, serde_json::json!([]), "{width} px");
        browser.has_not_stopped().await;
        browser.close().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
