//! Ratings: word, shape and colour together, and the bar that counts them.

use crate::app::components::CollectView;
use crate::domain::{Rating, Scale, Shape};
use crate::ledger::Closed;
use crate::words::{count, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

fn path(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
        Shape::Triangle => "M8 1.2 15.4 14.6H.6z",
        Shape::Diamond => "M8 .6 15.4 8 8 15.4.6 8z",
        Shape::Square => "M1.5 1.5h13v13h-13z",
        Shape::Tick => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4 8.2 5.4 6.8 7.1 8.5 10.7 4.9 12.1 6.3 7.1 11.3z",
        Shape::Ring => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM8 3.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2z",
    }
}

/// A rating; `None` is "not known", never green.
#[component]
pub fn RatingTag(
    /// The rating.
    rating: Option<Rating>,
    /// Without the tinted ground, for dense places.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let (colour, shape, name) = match &rating {
        Some(r) => (r.colour.name(), r.shape, r.name.clone()),
        None => ("none", Shape::Ring, say("rating.none")),
    };
    let plain = if plain { " gt-rating--plain" } else { "" };
    view! {
        <span class=format!("gt-rating gt-rating--{colour}{plain}")>
            <svg class="gt-rating__shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d=path(shape) fill-rule="evenodd"></path>
            </svg>
            {name}
        </span>
    }
    .into_any()
}

/// Whether a rating is better or worse than the one before; nothing where either is not known.
#[component]
pub fn Direction(
    /// The plan's scale.
    scale: Scale,
    /// The key before.
    before: Option<String>,
    /// The key now.
    now: Option<String>,
) -> impl IntoView {
    let (Some(before), Some(now)) = (before, now) else { return ().into_any() };
    let (class, key) = match scale.rank(&now).cmp(&scale.rank(&before)) {
        std::cmp::Ordering::Less => ("up", "rating.better"),
        std::cmp::Ordering::Equal => ("same", "rating.same"),
        std::cmp::Ordering::Greater => ("down", "rating.worse"),
    };
    view! { <span class=format!("gt-direction gt-direction--{class}")>{say(key)}</span> }.into_any()
}

/// Counts of ratings as a bar, with the same facts in words beneath.
#[component]
pub fn RatingBar(
    /// The plan's scale.
    scale: Scale,
    /// How many have each key, those of [`Closed`] among them; `None` is not known.
    counts: BTreeMap<Option<String>, usize>,
) -> impl IntoView {
    let total: usize = counts.values().sum();
    let named = scale.0.iter().cloned().chain(Closed::ALL.map(Closed::as_rating));
    let known = named.map(|r| {
        let n = counts.get(&Some(r.key.clone())).copied().unwrap_or(0);
        (Some(r), n)
    });
    let listed: usize = known.clone().map(|(_, n)| n).sum();
    let parts: Vec<(Option<Rating>, usize)> =
        known.chain([(None, total.saturating_sub(listed))]).filter(|(_, n)| *n > 0).collect();
    let track = parts.clone().into_iter().map(|(rating, n)| {
        let colour = rating.map_or("none", |r| r.colour.name());
        let width = format!("{:.2}%", n as f64 * 100.0 / total.max(1) as f64);
        view! { <span class=format!("gt-bar__part gt-bar__part--{colour}") style:width=width></span> }
    });
    let legend = parts.clone().into_iter().map(|(rating, n)| {
        view! {
            <li class="gt-bar__key">
                <RatingTag rating=rating plain=true/>
                " "
                <span class="gt-bar__count">{n}</span>
            </li>
        }
    });
    view! {
        <div class="gt-bar">
            <div class="gt-bar__track" aria-hidden="true">{track.collect_view()}</div>
            <ul class="gt-bar__legend">{legend.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// How many actions became better and worse with their latest update; nothing where none did.
#[component]
pub fn Moves(
    /// How many became better, and how many worse: see [`crate::ledger::moves`].
    moves: (usize, usize),
) -> impl IntoView {
    let (better, worse) = moves;
    if better + worse == 0 {
        return ().into_any();
    }
    let part = |n: usize, class: &str, key: &str| {
        (n > 0).then(|| view! { <li class=format!("gt-direction gt-direction--{class}")>{count(key, n)}</li> })
    };
    view! {
        <ul class="gt-meta">{part(better, "up", "rating.becameBetter")} {part(worse, "down", "rating.becameWorse")}</ul>
    }
    .into_any()
}
