//! The plan as a table: a row an action. What is searched, sorted, grouped and chosen stands in the address; the columns are kept on
//! the device, too.

use super::editing::WhichPlan;
use super::elsewhere::Elsewhere;
use super::filters::{Filters, NothingFits};
use super::shown::{Looking, at};
use super::views::Views;
use crate::app::address::{PlanView, Sheet};
use crate::app::components::{Checkboxes, Details, Page, RatingTag, Select, Show, Tone, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::form::{BringIn, Grid, Look, Table, TableColumn};
use crate::app::pages::action::Rate;
use crate::app::pages::bring_in;
use crate::app::route::Route;
use crate::domain::fields as f;
use crate::ledger::PlanTree;
use crate::ledger::entries::{By, Entry, Flaw, entries};
use crate::pencil::table::{Cell, Column, Made, Sort, lines};
use crate::platform::{journal, page};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The small setting that says which columns the table has.
const COLUMNS: &str = "tableColumns";

fn change(app: App, edit: impl FnOnce(&mut Sheet)) {
    let mut route = app.route.get_untracked();
    let Route::PlanAs(PlanView::Table(sheet), _) = &mut route else { return };
    edit(sheet);
    page::replace_fragment(&route.fragment());
    app.route.set(route);
}

/// The plan as a table.
#[component]
pub fn PlanTable(
    /// The plan as it is at first.
    first: Arc<PlanTree>,
) -> impl IntoView {
    let app = use_app();
    let (id, title) = (first.id, first.title.clone());
    let looking = Looking::new(app, first);
    let Looking { tree, query, shown, today } = looking;
    let sheet = Memo::new(move |before: Option<&Sheet>| match app.route.get() {
        Route::PlanAs(PlanView::Table(sheet), _) => sheet,
        // On the way to another page.
        _ => before.cloned().unwrap_or_default(),
    });
    let all = Memo::new(move |_| {
        let is_asked = |action: &_| shown.with(|shown| shown.contains(&at(action)));
        tree.with(|tree| Arc::new(entries(tree, today, is_asked)))
    });
    let places = Memo::new(move |_| {
        all.with(|all| {
            Arc::new(all.iter().enumerate().map(|(n, entry)| (entry.id, n)).collect::<BTreeMap<Id, usize>>())
        })
    });
    let chosen = Memo::new(move |_| {
        let named = sheet.with(|sheet| sheet.columns.clone());
        let named = if named.is_empty() { journal::setting(COLUMNS).unwrap_or_default() } else { named };
        Column::chosen(named.split(','))
    });
    let columns =
        Memo::new(move |_| chosen.with(|chosen| chosen.iter().map(|column| shown_as(*column)).collect::<Vec<_>>()));
    let folded = RwSignal::new(BTreeSet::<String>::new());
    let sort =
        Memo::new(move |_| sheet.with(|sheet| Column::read(&sheet.sort).map(|by| Sort { by, down: sheet.down })));
    let by = Memo::new(move |_| sheet.with(|sheet| sheet.group));
    let all_lines = Memo::new(move |_| {
        let (sort, by) = (sort.get(), by.get());
        let is_folded = |key: &str| folded.with(|folded| folded.contains(key));
        let (tree, all) = (tree.get(), all.get());
        Arc::new(of_record(app, |ledger| lines(ledger, &tree, &all, sort, by, &is_folded)))
    });
    let pages = move || all_lines.with(|lines| lines.len());
    let page = Signal::derive(move || sheet.with(|sheet| sheet.page).min(pages().saturating_sub(1) / Grid::ON_A_PAGE));
    let turn = Callback::new(move |to| change(app, |sheet| sheet.page = to));
    let own = Callback::new(move |(id, _): (Id, &'static str)| view! { <Rate action=id/> }.into_any());
    let grid = Grid::new(app, "actions", columns, all_lines, page, turn).with_own(own);
    let entry = move |id: Id| -> Option<Entry> {
        let n = places.with(|places| places.get(&id).copied())?;
        all.with(|all| all.get(n).cloned())
    };
    let read = Callback::new(move |(id, name): (Id, &'static str)| {
        let (Some(column), Some(entry)) = (Column::read(name), entry(id)) else { return Cell::default() };
        let scale = tree.with(|tree| tree.scale.clone());
        of_record(app, |ledger| column.cell(ledger, &scale, &entry))
    });
    let look: Look = Arc::new(move |id, name, cell| {
        let entry = || untrack(|| entry(id));
        match Column::read(name) {
            Some(Column::Made(Made::Rating)) => {
                let key = entry().and_then(|entry| entry.rating);
                let rating = tree.with_untracked(|tree| key.and_then(|key| tree.scale.get(&key).cloned()));
                view! { <RatingTag rating=rating plain=true/> }.into_any()
            }
            Some(Column::Made(Made::Flaws)) => {
                let is_late = entry().is_some_and(|entry| entry.flaws.contains(&Flaw::Overdue));
                let class = if is_late { "gt-grid__text gt-grid__late" } else { "gt-grid__text" };
                view! { <span class=class>{cell.text}</span> }.into_any()
            }
            _ => view! { <span class="gt-grid__text">{cell.text}</span> }.into_any(),
        }
    });
    let sorted = Signal::derive(move || sort.get().map(|sort| (sort.by.name().to_owned(), sort.down)));
    let on_sort = Callback::new(move |name: &'static str| {
        change(app, |sheet| {
            let (is_it, was_down) = (sheet.sort == name, sheet.down);
            sheet.down = is_it && !was_down;
            sheet.sort = if is_it && was_down { String::new() } else { name.to_owned() };
            sheet.page = 0;
        });
    });
    let groups = std::iter::once((String::new(), say("plan.noGroup")));
    let groups: Vec<(String, String)> =
        groups.chain(By::ALL.map(|by| (by.name().to_owned(), say(&format!("plan.groupBy.{}", by.name()))))).collect();
    let group = move |name: String| {
        change(app, |sheet| {
            sheet.group = By::read(&name);
            sheet.page = 0;
        });
    };
    // A memo, so that the table stays as it is while what it holds changes.
    let is_there = Memo::new(move |_| !all.with(|all| all.is_empty()));
    let grouped = Signal::derive(move || by.get().map_or("", By::name).to_owned());
    view! {
        <Page title=title caption=say("plan.caption.table") wide=true dense=true>
            <Views query=query/>
            <WhichPlan plan=id/>
            <Filters tree=tree query=query shown=shown/>
            <div class="gt-grid__choices">
                <Select id="group" label=say("plan.group") options=groups value=grouped on_change=group/>
                <Columns chosen=chosen/>
            </div>
            <Elsewhere plan=id query=query/>
            <Show when=move || looking.finds_nothing()>
                <NothingFits/>
            </Show>
            {live(move || {
                is_there.get().then(|| view! {
                    <Table grid=grid label=say("plan.caption.table") sorted=sorted sort=on_sort folded=folded read=read look=look.clone()
                        open=Route::Action bring_in=bringing(app)/>
                    <p class="nhsuk-hint">{say("table.hint")}</p>
                })
            })}
        </Page>
    }
    .into_any()
}

/// A column as the table shows it. A rating is chosen as in the plan.
fn shown_as(column: Column) -> TableColumn {
    let own = matches!(column, Column::Made(Made::Rating)).then_some("rate");
    TableColumn { name: column.name(), title: column.title(), field: column.field(), own }
}

/// Choosing the columns: those of the action's declaration, and what is worked out.
#[component]
fn Columns(chosen: Memo<Vec<Column>>) -> impl IntoView {
    let app = use_app();
    let options = Column::all().into_iter().filter(|column| column.name() != f::TITLE);
    let options = options.map(|column| (column.name().to_owned(), column.title())).collect::<Vec<_>>();
    let names = |columns: &[Column], between: &str| columns.iter().map(|c| c.name()).collect::<Vec<_>>().join(between);
    let ticked = RwSignal::new(chosen.with_untracked(|chosen| names(chosen, " ")));
    Effect::new(move |before: Option<String>| {
        let now = ticked.get();
        if before.is_some_and(|before| before != now) {
            let with_title = format!("{} {now}", f::TITLE);
            let columns = names(&Column::chosen(with_title.split(' ')), ",");
            journal::set_setting(COLUMNS, &columns);
            change(app, |sheet| sheet.columns = columns);
        }
        now
    });
    view! {
        <Details summary=say("plan.columns")>
            <Checkboxes id="columns" legend=say("plan.columnsAsk") options=options ticked=ticked/>
        </Details>
    }
    .into_any()
}

/// What becomes of a table that was pasted into a cell: the office brings it in, as it does every paper.
fn bringing(app: App) -> Option<BringIn> {
    let bring = move |words: String| {
        if !bring_in::leave(app, words) {
            app.go_telling(&Route::BringIn, Tone::Info, say("table.pasteThere"));
            return;
        }
        app.go(&Route::BringIn);
    };
    untrack(|| app.is_office()).then(|| Callback::new(bring))
}
