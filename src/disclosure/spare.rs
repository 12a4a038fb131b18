//! How much room a table must have for its small counts.
//!
//! A table of one total is shown where its hidden counts can change by enough: by less than they must, and the whole
//! breakdown is held back. Whoever sees it held back knows that there was not room enough, and a count that takes
//! room for itself cannot have been in it. So as much room is asked for as it takes for every small count to be in
//! some table that is held back.

/// The room that a breakdown of this total into so many parts must have: by how much its hidden counts are above
/// the least they can be, taken together. Worked out from what everybody knows, the total and how many parts.
pub(super) fn room(total: u64, parts: u64, threshold: u64) -> u64 {
    let least = threshold - 1;
    let enough = |room: &u64| {
        let held_back = held_back(total, parts, threshold, *room);
        held_back.is_none_or(|(fewest, most)| fewest == 1 && most == least)
    };
    (least..=4 * threshold).find(enough).unwrap_or(least)
}

/// The smallest and the greatest small count in tables that are held back where so much room is asked for; `None`
/// where no table is. (Those in between are in such tables too unless two runs of them do not meet; then the
/// smallest stands for the run that does not reach.)
fn held_back(total: u64, parts: u64, threshold: u64, room: u64) -> Option<(u64, u64)> {
    let least = threshold - 1;
    // The greatest of those that begin at 1, and the least of those that end at the greatest small count.
    let (mut up_to, mut from) = (0, threshold);
    for great in 0..=(total / threshold).min(parts) {
        for small in 1..=parts - great {
            let Some(above) = total.checked_sub(great * threshold + small) else { continue };
            if great == 0 && above > small * (least - 1) {
                continue;
            }
            if above < room {
                up_to = up_to.max((1 + above).min(least));
            }
            if great == 0 && small * least - total < least {
                from = from.min(least.saturating_sub(small * least - total).max(1));
            }
        }
    }
    match (up_to, from) {
        (0, from) if from > least => None,
        (up_to, from) if up_to + 1 >= from && from <= least => Some((if up_to == 0 { from } else { 1 }, least)),
        (up_to, _) => Some((1, up_to)),
    }
}
