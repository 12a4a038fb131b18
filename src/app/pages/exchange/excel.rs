//! The plan as one Excel workbook, to work in and to bring back, and as CSV for other programs.

use crate::app::components::{Button, Radio, Radios, Tone};
use crate::app::context::{App, use_app};
use crate::app::pages::papers::save::leave;
use crate::office;
use crate::platform::time;
use crate::words::{fill, say};
use crate::workbook::{Book, Readers, book, csv, xlsx};
use leptos::prelude::*;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the workbook holds: names in the page.
const EVERYBODY: &str = "partnership";
const OFFICE: &str = "office";

/// The plan in Excel.
#[component]
pub fn InExcel() -> impl IntoView {
    let app = use_app();
    let readers = RwSignal::new(EVERYBODY.to_owned());
    let (busy_xlsx, busy_csv) = (RwSignal::new(false), RwSignal::new(false));
    let of = move || if readers.with_untracked(|r| r == OFFICE) { Readers::Office } else { Readers::Partnership };
    let save_xlsx = move || {
        let file = made(app, of()).and_then(|book| xlsx(&book).ok());
        hand_out(app, busy_xlsx, (of(), "xlsx"), XLSX, file);
    };
    let save_csv = move || {
        let parts = made(app, of()).map(|book| csv(&book).into_iter().map(|(name, text)| (name, text.into_bytes())));
        let file = parts.and_then(|parts| office::pack(&parts.collect::<Vec<_>>()));
        hand_out(app, busy_csv, (of(), "zip"), "application/zip", file);
    };
    let radio =
        |value: &'static str| Radio { value, words: say(&format!("excel.readers.{value}")), hint: String::new() };
    let options = vec![radio(EVERYBODY), radio(OFFICE)];
    view! {
        <section aria-labelledby="excel-title">
            <h2 class="nhsuk-heading-m" id="excel-title">{say("excel.title")}</h2>
            <p>{say("excel.lead")}</p>
            <Radios id="excel-readers" legend=say("excel.readers.ask") options=options value=readers/>
            <div class="gt-actions">
                <Button label=say("excel.save") on_press=save_xlsx busy=busy_xlsx/>
                <Button label=say("excel.csv") on_press=save_csv busy=busy_csv/>
            </div>
        </section>
    }
    .into_any()
}

/// The plan that is shown, as a workbook.
fn made(app: App, readers: Readers) -> Option<Book> {
    let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id))?;
    app.state.with_untracked(|s| book(&s.ledger, &s.about.as_ref()?.partnership()?, plan, readers, time::today()))
}

fn hand_out(
    app: App,
    busy: RwSignal<bool>,
    (readers, ending): (Readers, &'static str),
    kind: &'static str,
    file: Option<Vec<u8>>,
) {
    let Some(file) = file else { return app.tell(Tone::Warning, say("excel.nothing")) };
    busy.set(true);
    leptos::task::spawn_local(async move {
        // One with contacts is not to be taken for the one that everybody may have.
        let key = if readers == Readers::Office { "excel.fileOffice" } else { "excel.file" };
        let name = fill(key, &[("day", &time::today()), ("ending", &ending)]);
        if leave(app, &name, kind, &file).await {
            app.tell(Tone::Done, fill("excel.saved", &[("name", &name)]));
        }
        busy.try_set(false);
    });
}
