//! What counts can be, by adding up: each total narrows its parts, and they narrow it. Narrowing and trying
//! together find a table that agrees with everything shown, or that there is none.

use super::Tables;

/// The least and the greatest a count can be; `u64::MAX` is no limit.
pub(super) type Bounds = (u64, u64);

/// So many tries for one question. What is not found within them counts as not there: then more is hidden
/// than need be, never less.
const TRIES: usize = 2_000;

/// Narrows every count by every total until nothing changes; false where they contradict each other.
pub(super) fn narrow(tables: &Tables, bounds: &mut [Bounds]) -> bool {
    loop {
        let mut changed = false;
        for sum in &tables.sums {
            let at = |cell: usize| bounds.get(cell).copied().unwrap_or((0, u64::MAX));
            let parts: Vec<Bounds> = sum.parts.iter().map(|part| at(*part)).collect();
            let low = parts.iter().fold(0u64, |all, (least, _)| all.saturating_add(*least));
            // Parts without a limit are counted apart, or they would swallow the others.
            let unlimited = parts.iter().filter(|(_, most)| *most == u64::MAX).count();
            let limited = parts.iter().filter(|(_, most)| *most != u64::MAX);
            let high = limited.fold(0u64, |all, (_, most)| all.saturating_add(*most));
            let whole = at(sum.whole);
            let whole = (whole.0.max(low), if unlimited > 0 { whole.1 } else { whole.1.min(high) });
            let fitted = |(least, most): Bounds| {
                let others_open = unlimited > usize::from(most == u64::MAX);
                let others = if most == u64::MAX { high } else { high - most };
                let from = if others_open { 0 } else { whole.0.saturating_sub(others) };
                let to = if whole.1 == u64::MAX { most } else { most.min(whole.1.saturating_sub(low - least)) };
                (least.max(from), to)
            };
            if whole.1 < low || whole.0 > whole.1 {
                return false;
            }
            let new: Vec<(usize, Bounds)> = sum.parts.iter().copied().zip(parts.iter().copied().map(fitted)).collect();
            for (cell, now) in new.into_iter().chain([(sum.whole, whole)]) {
                if now.0 > now.1 {
                    return false;
                }
                for known in bounds.iter_mut().skip(cell).take(1) {
                    changed |= *known != now;
                    *known = now;
                }
            }
        }
        if !changed {
            return true;
        }
    }
}

/// Whether there is a table within these bounds in which this cell has this count.
pub(super) fn exists(tables: &Tables, mut bounds: Vec<Bounds>, cell: usize, count: u64) -> bool {
    let Some((least, most)) = bounds.get(cell).copied() else { return false };
    if !(least..=most).contains(&count) {
        return false;
    }
    bounds.iter_mut().skip(cell).take(1).for_each(|b| *b = (count, count));
    let mut tries = TRIES;
    solve(tables, bounds, &mut tries)
}

fn solve(tables: &Tables, mut bounds: Vec<Bounds>, tries: &mut usize) -> bool {
    if *tries == 0 || !narrow(tables, &mut bounds) {
        return false;
    }
    *tries -= 1;
    let open = bounds.iter().enumerate().filter(|(_, (least, most))| least < most);
    let Some((cell, (least, most))) = open.min_by_key(|(_, (least, most))| most - least) else { return true };
    let (least, most) = (*least, *most);
    // The true count first, or what is nearest to it: a table near the true one mostly fits.
    let near = tables.cells.get(cell).map_or(least, |c| c.count).clamp(least, most);
    let rest = [Some((near, near)), near.checked_add(1).map(|n| (n, most)), near.checked_sub(1).map(|n| (least, n))];
    for half in rest.into_iter().flatten().filter(|(from, to)| from <= to) {
        let mut tried = bounds.clone();
        tried.iter_mut().skip(cell).take(1).for_each(|b| *b = half);
        if solve(tables, tried, tries) {
            return true;
        }
    }
    false
}
