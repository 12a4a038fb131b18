//! A cell that is changed where it stands: a pencil's form. Enter saves and goes down, Tab saves and goes on, Escape leaves.

use super::grid::{Grid, Spot, Then};
use crate::app::components::{Button, live};
use crate::app::form::{RecordForm, control_id, nothing};
use crate::domain::kinds::Field;
use crate::pencil::cells::{At, Pasted, begins, is_line, is_text, pasted};
use crate::pencil::table::Line;
use crate::platform::{files, page, time};
use crate::record::Id;
use crate::words::{count, say};
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;

/// What the page does with a table that was pasted into a cell: brings it in, where this person can.
pub type BringIn = Callback<String>;

impl Grid {
    /// Begins to change the cell in which the keyboard is: with these letters in place of what stands there, or with that. Whether it can be.
    pub(super) fn begin(self, with: Option<String>) -> bool {
        let (Some(Line::Row(_, id)), Some(column)) = (self.line(), self.column()) else { return false };
        let Some(spot) = self.spot(self.stop.get_untracked()) else { return false };
        let Some(field) = column.field else {
            let Some(control) = column.own.map(|own| format!("{own}-{id}")) else { return false };
            self.editing.set(Some(spot));
            time::after(0, move || page::focus_in_place(&control));
            return true;
        };
        self.first.set_value(with.and_then(|letters| begins(field, &letters)));
        self.pasted.set(None);
        self.editing.set(Some(spot));
        time::after(0, move || focus_control(field));
        true
    }

    /// Takes a letter that was typed before the cell's own control had the keyboard.
    pub(super) fn type_on(self, letter: &str) {
        let Some(field) = self.column().and_then(|column| column.field) else { return };
        match (self.typing.get_value(), begins(field, letter)) {
            (Some(text), Some(_)) if is_text(field) => text.update(|text| text.push_str(letter)),
            (Some(text), Some(choice)) => text.set(choice),
            _ => {}
        }
    }

    /// What was pasted into a cell that is not being changed yet.
    pub(super) fn paste(self, event: &ClipboardEvent) {
        let Some(field) = self.column().and_then(|column| column.field) else { return };
        let Some(text) = files::pasted_text(event) else { return };
        event.prevent_default();
        match pasted(field, &text) {
            Pasted::Value(value) => {
                if self.begin(None) {
                    self.first.set_value(Some(value));
                }
            }
            Pasted::Table(rows) => {
                if self.begin(None) {
                    self.pasted.set(Some((rows, files::pasted(event).unwrap_or(text))));
                }
            }
        }
    }

    /// Puts the cell away, and goes on to this one.
    pub(super) fn done(self, to: Option<Spot>) {
        let ahead = self.ahead.try_update_value(std::mem::take).unwrap_or_default();
        let from = self.editing.get_untracked();
        self.put_away();
        let Some(to) = to else { return };
        // Beneath the last line is none: what was typed on is not put in place of what was just saved.
        let is_same = from.is_some_and(|from| from.line == to.line && from.column == to.column);
        self.go(to);
        if !ahead.is_empty() && !is_same {
            self.begin(Some(ahead));
        }
    }

    /// Puts the cell away.
    pub(super) fn put_away(self) {
        self.pasted.set(None);
        self.save.set_value(None);
        self.typing.set_value(None);
        self.editing.set(None);
    }

    /// The cell to which saving this one leads.
    pub(super) fn next(self, from: &Spot, then: Then) -> Option<Spot> {
        let columns = self.columns.get_untracked();
        let column = columns.iter().position(|column| column.name == from.column)?;
        let key = |n: usize| self.lines.with_untracked(|lines| lines.get(n).map(Line::key));
        match then {
            Then::Right => self.spot(At { line: from.near, column: (column + 1).min(columns.len()) }),
            Then::Left => self.spot(At { line: from.near, column: column.saturating_sub(1) }),
            Then::Stay => None,
            Then::Down => {
                // Over the heading of a group, and on the last line nowhere.
                let is_row =
                    |n: &usize| self.lines.with_untracked(|lines| matches!(lines.get(*n), Some(Line::Row(..))));
                let last = self.lines.with_untracked(|lines| lines.len());
                let below = (from.near..last).find(is_row);
                let line = below.and_then(key).unwrap_or_else(|| from.line.clone());
                Some(Spot { line, column: from.column.clone(), near: below.map_or(from.near, |n| n + 1) })
            }
        }
    }
}

fn focus_control(field: &'static Field) {
    let id = control_id(field.kind, field.name);
    page::focus_in_place(&id);
    // Of boxes to tick the first.
    page::focus_in_place(&format!("{id}-1"));
}

/// A key that writes a letter.
pub(super) fn letter(event: &KeyboardEvent) -> Option<String> {
    let is_one = event.key().chars().count() == 1;
    (is_one && !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.is_composing()).then(|| event.key())
}

/// The cell's form.
pub(super) fn editor(grid: Grid, id: Id, field: &'static Field, spot: Spot, bring_in: Option<BringIn>) -> AnyView {
    let app = grid.app;
    let Some(form) = RecordForm::pencil(app, id, field) else { return ().into_any() };
    let text = form.text(field.name);
    // Words that were left here half typed are not typed over.
    if let Some(first) = grid.first.try_update_value(Option::take).flatten().filter(|_| !form.typed.is_left()) {
        text.set(first);
    }
    grid.typing.set_value(Some(text));
    let save = move |then: Then| {
        if form.busy.get_untracked() {
            return;
        }
        // Asked before anything is saved: then the lines may stand otherwise.
        let to = grid.next(&spot_of(grid, &spot), then);
        form.save(nothing(), move |saved| {
            grid.done(to.clone());
            if !saved.back.is_empty() {
                app.tell_saved(say(saved.told), saved.back);
            }
        });
        if form.problems.with_untracked(|problems| !problems.is_empty()) {
            page::focus_in_place(&control_id(field.kind, field.name));
        }
    };
    let save = Callback::new(save);
    grid.save.set_value(Some(save));
    let leave = move || {
        form.typed.clear();
        grid.ahead.set_value(String::new());
        grid.put_away();
        grid.focus();
    };
    let keys = move |event: KeyboardEvent| {
        event.stop_propagation();
        if form.busy.get_untracked() {
            // Whoever types on while it is being saved means the next cell.
            if let Some(letter) = letter(&event) {
                event.prevent_default();
                grid.ahead.update_value(|ahead| ahead.push_str(&letter));
            }
            return;
        }
        let on_button = page::is_in(&event, "button, a, summary");
        let is_wrong = form.problems.with_untracked(|problems| !problems.is_empty());
        let ticks = page::is_in(&event, "[type=checkbox]");
        match event.key().as_str() {
            "Enter" if event.is_composing() || on_button => {}
            "Enter" if page::is_in(&event, "textarea") && (event.shift_key() || event.alt_key()) => {}
            "Enter" => {
                event.prevent_default();
                save.run(Then::Down);
            }
            // Where something is wrong, boxes are ticked or more is asked, Tab goes to what else there is to do here.
            "Tab" if on_button || ticks || is_wrong || form.asks_who_agreed() => {}
            "Tab" => {
                event.prevent_default();
                save.run(if event.shift_key() { Then::Left } else { Then::Right });
            }
            "Escape" => {
                event.prevent_default();
                leave();
            }
            _ => {}
        }
    };
    let paste = move |event: ClipboardEvent| {
        event.stop_propagation();
        let Some(text) = files::pasted_text(&event) else { return };
        if let Pasted::Table(rows) = pasted(field, &text) {
            event.prevent_default();
            grid.pasted.set(Some((rows, files::pasted(&event).unwrap_or(text))));
        }
    };
    let refused = live(move || {
        grid.pasted.get().map(|(rows, words)| {
            let offer = match bring_in {
                Some(bring_in) => {
                    let press = move || bring_in.run(words.clone());
                    view! { <Button label=say("table.bringIn") on_press=press small=true/> }.into_any()
                }
                None => view! { <p>{say("table.noBringIn")}</p> }.into_any(),
            };
            view! { <div class="gt-grid__refused" role="alert"><p>{count("table.oneValue", rows)}</p> {offer}</div> }
        })
    });
    let class = if is_line(field) { "gt-grid__edit gt-grid__edit--line" } else { "gt-grid__edit" };
    view! {
        <div class=class on:keydown=keys on:paste=paste>
            {form.recovered()}
            {form.control(field.name)}
            {form.agreement()}
            {refused}
            {form.care()}
            <div class="gt-actions">
                <Button label=say("pencil.save") on_press=move || save.run(Then::Down) main=true small=true busy=form.busy/>
                <Button label=say("action.cancel") on_press=leave small=true/>
            </div>
        </div>
    }
    .into_any()
}

/// A cell that is changed by a control of the page's own, which saves what is chosen in it at once.
pub(super) fn own_editor(grid: Grid, control: AnyView, spot: Spot) -> AnyView {
    let keys = move |event: KeyboardEvent| {
        event.stop_propagation();
        let then = match (event.key().as_str(), event.shift_key()) {
            ("Enter", _) => Then::Down,
            ("Tab", true) => Then::Left,
            ("Tab", false) => Then::Right,
            ("Escape", _) => {
                grid.put_away();
                return grid.focus();
            }
            _ => return,
        };
        event.prevent_default();
        grid.done(grid.next(&spot_of(grid, &spot), then));
    };
    view! { <div class="gt-grid__edit" on:keydown=keys>{control}</div> }.into_any()
}

/// A cell's place as its line stands now.
fn spot_of(grid: Grid, spot: &Spot) -> Spot {
    let line = grid.lines.with_untracked(|lines| lines.iter().position(|line| line.key() == spot.line));
    Spot { near: line.map_or(spot.near, |n| n + 1), ..spot.clone() }
}
