//! What looks like a resident's details while a note is typed: pointed at, taken out at one press, or said to be of
//! nobody. Until one of the two is done, it holds back what it stands in.

use crate::app::components::{Button, CollectView, live};
use crate::personal::{self, Personal};
use crate::platform::time;
use crate::words::say_in;
use leptos::prelude::*;

/// The look at what is being typed. Copied freely.
#[derive(Clone, Copy)]
pub struct Care {
    fields: StoredValue<Vec<RwSignal<String>>>,
    found: Memo<Vec<(Personal, String)>>,
    /// The very words of which somebody said that they are not about a resident.
    accepted: RwSignal<Vec<String>>,
}

impl Care {
    /// Looks at these fields.
    pub fn of(fields: Vec<RwSignal<String>>) -> Care {
        let fields = StoredValue::new(fields);
        let found = Memo::new(move |_| {
            let today = time::today();
            let texts = fields.with_value(|fields| fields.iter().map(|field| field.get()).collect::<Vec<_>>());
            texts.iter().flat_map(|text| personal::in_note(text, today)).collect::<Vec<_>>()
        });
        let care = Care { fields, found, accepted: RwSignal::new(Vec::new()) };
        // What was said of some words holds no longer once they are gone.
        Effect::new(move |_| {
            let found = care.found.get();
            let stands = |words: &String| found.iter().any(|(_, found)| found == words);
            if !care.accepted.with_untracked(|a| a.iter().all(stands)) {
                care.accepted.update(|a| a.retain(stands));
            }
        });
        care
    }

    /// Whether something was found of which nobody said that it is not about a resident.
    pub fn holds_back(self) -> bool {
        let accepted = self.accepted.get();
        self.found.with(|found| found.iter().any(|(_, words)| !accepted.contains(words)))
    }

    fn take_out(self) {
        for field in self.fields.get_value() {
            let typed = field.get_untracked();
            let rest = personal::take_out(&typed, time::today());
            if rest != typed {
                field.set(rest);
            }
        }
    }

    fn accept(self) {
        self.accepted.set(self.found.with_untracked(|found| found.iter().map(|(_, words)| words.clone()).collect()));
    }

    /// The warnings, and what can be done about them. `then` is called once something was.
    pub fn view(self, language: Signal<&'static str>, then: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
        live(move || {
            let (found, language) = (self.found.get(), language.get());
            if found.is_empty() {
                return ().into_any();
            }
            let lines = found.into_iter().map(|(kind, words)| view! { <li>{kind.warning_in(language, &words)}</li> });
            let take_out = move || {
                self.take_out();
                then();
            };
            let accept = move || {
                self.accept();
                then();
            };
            view! {
                <div class="gt-checks" role="status">
                    <ul class="nhsuk-list">{lines.collect_view()}</ul>
                    <div class="gt-actions">
                        <Button label=say_in(language, "stall.takeOut") on_press=take_out small=true/>
                        <Button label=say_in(language, "stall.anyway") on_press=accept small=true/>
                    </div>
                    {live(move || (!self.holds_back()).then(|| view! { <p>{say_in(language, "stall.anywayOn")}</p> }))}
                </div>
            }
            .into_any()
        })
        .into_any()
    }
}
