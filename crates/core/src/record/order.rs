//! Putting lists in order, in one place: the standard library's sort is some kilobytes for each type it
//! is used with, and what a phone downloads before the first screen is dear. Here one sort of positions
//! serves all types.

use super::steps::took;
use std::cmp::Ordering;

/// Sorts a list by a comparison; equal items keep their order.
pub fn sort<T>(items: &mut Vec<T>, mut order: impl FnMut(&T, &T) -> Ordering) {
    let places = {
        let at = |a: usize, b: usize| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => order(a, b),
            _ => Ordering::Equal,
        };
        places(items.len(), &mut { at })
    };
    let mut slots: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| slots.get_mut(place)?.take()));
}

/// Gathering into an ordered map or set one by one. `collect` sorts first, with a sort of its own for each
/// type.
pub trait Gather: Iterator + Sized {
    /// Puts every item into a new collection.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

/// The positions of a list in the order of its items.
fn places(count: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| {
        took(1);
        order(*a, *b)
    });
    places
}

#[cfg(test)]
mod tests {
    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        super::sort(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
