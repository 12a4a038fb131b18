//! Where letters say that the app is: the address of this page, unless somebody types another.

use crate::app::components::{Button, TextInput, Tone};
use crate::app::context::use_app;
use crate::app::place::app_address;
use crate::app::typed::{Recovered, Typed};
use crate::store::rows::About;
use crate::store::{RowChange, State};
use crate::words::say;
use leptos::prelude::*;

/// The address, and changing it.
#[component]
pub fn WhereTheAppIs() -> impl IntoView {
    let app = use_app();
    let of = app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default();
    let form = Typed::open(format!("address.{of}"), vec![("address".to_owned(), app_address(app))]);
    let address = form.text("address");
    let save = move || {
        let key = form.key();
        leptos::task::spawn_local(async move {
            let typed = address.get_untracked().trim().to_owned();
            let mut build = |s: &State| Some(RowChange::About(About { app: typed.clone(), ..s.about.clone()? }).into());
            if app.transact(&mut build).await.is_ok() {
                crate::platform::journal::forget(&key);
                app.tell(Tone::Saved, say("letters.addressSaved"));
            }
        });
    };
    view! {
        <section aria-labelledby="where-title">
            <h2 class="nhsuk-heading-m" id="where-title">{say("letters.where")}</h2>
            <Recovered form=form/>
            <TextInput id="app-address" label=say("letters.address") hint=say("letters.addressHint") value=address/>
            <div class="gt-actions"><Button label=say("letters.saveAddress") on_press=save small=true/></div>
        </section>
    }
    .into_any()
}
