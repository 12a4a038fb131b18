//! The table as it stands on the page.

use super::editor::{BringIn, editor, letter, own_editor};
use super::grid::{ALL, Grid, HEADINGS, Look, ON_A_PAGE, OPEN, Open, Sorted, TableColumn, Then};
use crate::app::components::{Button, CollectView, Tone, keyed, live};
use crate::pencil::cells::{At, step};
use crate::pencil::table::{Cell, Line};
use crate::platform::{page, time};
use crate::record::Id;
use crate::words::{fill, say};
use leptos::ev::{ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the cells of a table are asked.
#[derive(Clone)]
struct Cells {
    read: Callback<(Id, &'static str), Cell>,
    look: Look,
    open: Open,
    bring_in: Option<BringIn>,
}

/// Records as a table that is used as a spreadsheet is.
#[component]
pub fn Table(
    /// What it shows, and where somebody is in it.
    grid: Grid,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// By which column it is sorted.
    #[prop(into)]
    sorted: Signal<Sorted>,
    /// Sorts it by the column of this name, the other way round, or not at all.
    sort: Callback<&'static str>,
    /// The groups of which only the heading is there.
    folded: RwSignal<BTreeSet<String>>,
    /// What stands in a cell.
    read: Callback<(Id, &'static str), Cell>,
    /// How it is shown.
    look: Look,
    /// The page of a record.
    open: Open,
    /// What becomes of a table that somebody pastes into a cell.
    bring_in: Option<BringIn>,
) -> impl IntoView {
    let cells = Cells { read, look, open, bring_in };
    // A finger or a mouse changes a cell with the second press, as with a double one.
    let was_here = StoredValue::new(false);
    let pressed = move |event: leptos::ev::PointerEvent| {
        let cell = page::id_within(&event, CELL);
        was_here.set_value(cell.is_some() && page::focused_id() == cell);
    };
    let clicked = move |event: MouseEvent| {
        let elsewhere = page::is_in(&event, "a, button, .gt-grid__edit, thead");
        if was_here.get_value() && !elsewhere && page::id_within(&event, CELL).is_some() {
            grid.begin(None);
        }
    };
    // Undo goes with its button, and the keyboard with it: that comes back to the table it was in.
    let used = StoredValue::new(false);
    Effect::new(move |before: Option<bool>| {
        let now = grid.app.undo.with(Option::is_some);
        if before == Some(true) && !now && used.get_value() {
            time::after(0, move || {
                if page::focused_id().is_none() {
                    grid.focus();
                }
            });
        }
        now
    });
    let entered = move |event: FocusEvent| {
        let Some(id) = page::id_within(&event, CELL) else { return };
        used.set_value(true);
        grid.entered(&id);
        // Whoever goes to another cell is done with the one before.
        let is_edited =
            grid.editing.with_untracked(|at| at.as_ref().is_some_and(|at| grid.id(&at.line, &at.column) == id));
        match grid.save.get_value() {
            _ if is_edited => {}
            Some(save) => save.run(Then::Stay),
            // A control of the page's own has saved already.
            None if grid.editing.with_untracked(Option::is_some) => grid.put_away(),
            None => {}
        }
    };
    let keys = move |event: KeyboardEvent| on_key(grid, folded, &event);
    let paste = move |event: ClipboardEvent| grid.paste(&event);
    let headings = move || {
        let all = grid.columns.get();
        let heads = all.iter().cloned().map(|column| heading(grid, column, sorted, sort)).collect_view();
        let id = grid.id(HEADINGS, OPEN);
        let stop = move || if grid.is_stop(HEADINGS, OPEN) { "0" } else { "-1" };
        view! {
            <tr aria-rowindex="1">
                {heads}
                <th class="nhsuk-table__header" scope="col" id=id data-cell="" tabindex=stop>{say("table.page")}</th>
            </tr>
        }
    };
    let each = move || {
        let chosen: String =
            grid.columns.with(|all| all.iter().map(|column| column.name).collect::<Vec<_>>().join(","));
        grid.in_sight().into_iter().map(|(_, line)| (line, chosen.clone())).collect()
    };
    let key = |(line, chosen): &(Line, String)| match line {
        Line::Group(_, title, count) => format!("{} {title} {count} {chosen}", line.key()),
        Line::Row(..) => format!("{} {chosen}", line.key()),
    };
    let show = move |(line, _): (Line, String)| match line {
        Line::Group(key, title, count) => group(grid, key, title, count, folded),
        Line::Row(_, id) => row(grid, line.key(), id, cells.clone()),
    };
    view! {
        <div class="gt-grid">
            <table class="nhsuk-table gt-grid__table" role="grid" aria-label=label
                aria-rowcount=move || grid.size().0.to_string() aria-colcount=move || grid.size().1.to_string()
                on:keydown=keys on:focusin=entered on:pointerdown=pressed on:click=clicked on:paste=paste>
                <thead class="nhsuk-table__head">{live(headings)}</thead>
                <tbody class="nhsuk-table__body">{keyed(each, key, show)}</tbody>
            </table>
        </div>
        {pages(grid)}
    }
    .into_any()
}

/// Everything in the table that the keyboard goes to.
const CELL: &str = "[data-cell]";

fn on_key(grid: Grid, folded: RwSignal<BTreeSet<String>>, event: &KeyboardEvent) {
    // A cell that is not in sight any more was put away with its words kept.
    let is_in_sight = |line: &str| untrack(|| grid.in_sight()).iter().any(|(_, here)| here.key() == line);
    if grid.editing.with_untracked(|at| at.as_ref().is_some_and(|at| !is_in_sight(&at.line))) {
        grid.put_away();
    }
    if grid.editing.with_untracked(Option::is_some) {
        // The control is about to have the keyboard: whoever types fast is not waited for.
        let then = match (event.key().as_str(), event.shift_key()) {
            ("Enter", _) => Some(Then::Down),
            ("Tab", true) => Some(Then::Left),
            ("Tab", false) => Some(Then::Right),
            _ => None,
        };
        if let (Some(then), Some(save)) = (then, grid.save.get_value()) {
            event.prevent_default();
            save.run(then);
        } else if let Some(letter) = letter(event) {
            event.prevent_default();
            grid.type_on(&letter);
        }
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let from = grid.stop.get_untracked();
    if let Some(to) = step(&event.key(), control, from, untrack(|| grid.size())) {
        event.prevent_default();
        if let Some(spot) = grid.spot(to) {
            grid.go(spot);
        }
        return;
    }
    let line = grid.line();
    match (event.key().as_str(), line) {
        ("z", _) if control => {
            event.prevent_default();
            grid.app.take_back();
        }
        // A heading, and the way to a record's page, are pressed as what they are.
        (_, None) => {}
        ("Enter" | " ", Some(Line::Group(key, ..))) => {
            event.prevent_default();
            turn(folded, key);
        }
        ("Enter", Some(Line::Row(..))) if grid.column().is_none() => {}
        ("Enter" | "F2" | " ", Some(Line::Row(..))) => {
            event.prevent_default();
            if !grid.begin(None) {
                grid.app.tell(Tone::Info, say("table.madeOut"));
            }
        }
        ("Backspace" | "Delete", Some(Line::Row(..))) => {
            event.prevent_default();
            grid.begin(Some(String::new()));
        }
        (_, Some(Line::Row(..))) => {
            if let Some(letter) = letter(event)
                && grid.begin(Some(letter))
            {
                event.prevent_default();
            }
        }
        (_, Some(Line::Group(..))) => {}
    }
}

fn turn(folded: RwSignal<BTreeSet<String>>, key: String) {
    folded.update(|folded| {
        if !folded.remove(&key) {
            folded.insert(key);
        }
    });
}

fn heading(grid: Grid, column: TableColumn, sorted: Signal<Sorted>, sort: Callback<&'static str>) -> AnyView {
    let name = column.name;
    let way = move || sorted.with(|sorted| sorted.as_ref().filter(|(by, _)| by == name).map(|(_, down)| *down));
    let aria = move || match way() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    let mark = move || match way() {
        None => "",
        Some(false) => " ↑",
        Some(true) => " ↓",
    };
    let stop = move || if grid.is_stop(HEADINGS, name) { "0" } else { "-1" };
    view! {
        <th class="nhsuk-table__header" scope="col" aria-sort=aria>
            <button class="gt-grid__sort" type="button" id=grid.id(HEADINGS, name) data-cell="" tabindex=stop
                on:click=move |_| sort.run(name)>
                {column.title}<span aria-hidden="true">{live(mark)}</span>
            </button>
        </th>
    }
    .into_any()
}

fn group(grid: Grid, key: String, title: String, count: usize, folded: RwSignal<BTreeSet<String>>) -> AnyView {
    let line = format!("group-{key}");
    let of = line.clone();
    let stop = move || if grid.is_stop(&of, ALL) { "0" } else { "-1" };
    let columns = move || grid.size().1.to_string();
    let is_open = {
        let key = key.clone();
        move || (!folded.with(|folded| folded.contains(&key))).to_string()
    };
    let words = fill("table.group", &[("title", &title), ("count", &count)]);
    view! {
        <tr class="gt-grid__group">
            <th class="nhsuk-table__header gt-fold" scope="rowgroup" colspan=columns id=grid.id(&line, ALL) data-cell="" tabindex=stop
                aria-expanded=is_open on:click=move |_| turn(folded, key.clone())>
                <span class="gt-grid__title">{words}</span>
            </th>
        </tr>
    }
    .into_any()
}

fn row(grid: Grid, line: String, id: Id, cells: Cells) -> AnyView {
    let columns = grid.columns.get_untracked();
    let index = {
        let line = line.clone();
        // The headings are the first.
        move || {
            let here = grid.in_sight().into_iter().find(|(_, here)| here.key() == line);
            here.map(|(n, _)| (n + 1).to_string())
        }
    };
    let title = columns.first().map(|first| cells.read.run((id, first.name)).text).unwrap_or_default();
    let all =
        columns.into_iter().enumerate().map(|(n, column)| cell(grid, line.clone(), id, column, n == 0, cells.clone()));
    let all = all.collect_view();
    let of = line.clone();
    let stop = move || if grid.is_stop(&of, OPEN) { "0" } else { "-1" };
    let link = grid.id(&line, OPEN);
    view! {
        <tr aria-rowindex=index>
            {all}
            <td class="nhsuk-table__cell gt-grid__cell">
                <a class="nhsuk-link" id=link data-cell="" tabindex=stop href=(cells.open)(id).href()>
                    {say("table.open")}<span class="gt-visually-hidden">" " {title}</span>
                </a>
            </td>
        </tr>
    }
    .into_any()
}

fn cell(grid: Grid, line: String, id: Id, column: TableColumn, is_first: bool, cells: Cells) -> AnyView {
    let (name, field) = (column.name, column.field);
    let own = grid.own.filter(|_| column.own.is_some());
    let of = line.clone();
    let stop = move || if grid.is_stop(&of, name) { "0" } else { "-1" };
    let says = Memo::new(move |_| cells.read.run((id, name)));
    let here = grid.id(&line, name);
    let is_edited =
        Memo::new(move |_| grid.editing.with(|at| at.as_ref().is_some_and(|at| at.line == line && at.column == name)));
    let content = move || {
        if is_edited.get() {
            let spot = grid.editing.get_untracked().unwrap_or_default();
            return match (field, own) {
                (Some(field), _) => editor(grid, id, field, spot, cells.bring_in),
                (None, Some(own)) => own_editor(grid, own.run((id, name)), spot),
                (None, None) => ().into_any(),
            };
        }
        let cell = says.get();
        let mine = cell.is_mine.then(|| view! { <span class="gt-meta gt-grid__mine">{say("table.mine")}</span> });
        let text = (cells.look)(id, name, cell);
        view! { {text} {mine} }.into_any()
    };
    let fixed = (field.is_none() && own.is_none()).then_some("true");
    if is_first {
        return view! {
            <th class="nhsuk-table__cell gt-grid__cell gt-grid__first" scope="row" id=here data-cell="" tabindex=stop
                aria-readonly=fixed>{live(content)}</th>
        }
        .into_any();
    }
    view! {
        <td class="nhsuk-table__cell gt-grid__cell" id=here data-cell="" tabindex=stop aria-readonly=fixed>{live(content)}</td>
    }
    .into_any()
}

/// Which of the lines are in sight, and the way to the others.
fn pages(grid: Grid) -> AnyView {
    let to = move |page: usize| {
        grid.turn.run(page);
        if let Some(spot) = grid.spot(At { line: page * ON_A_PAGE + 1, column: 0 }) {
            grid.go(spot);
        }
    };
    live(move || {
        let (page, pages) = (grid.page.get(), grid.pages());
        let all = grid.lines.with(|lines| lines.len());
        (pages > 1).then(|| {
            let (from, until) = (page * ON_A_PAGE + 1, ((page + 1) * ON_A_PAGE).min(all));
            let words = fill("table.lines", &[("from", &from), ("until", &until), ("all", &all)]);
            let back = (page > 0)
                .then(|| view! { <Button label=say("table.before") on_press=move || to(page - 1) small=true/> });
            let on = (page + 1 < pages)
                .then(|| view! { <Button label=say("table.next") on_press=move || to(page + 1) small=true/> });
            view! { <div class="gt-actions gt-grid__pages"><p>{words}</p> {back} {on}</div> }
        })
    })
}
