//! How much is moved and looked at, counted in tests only: what grows with the square of a file is found by counting,
//! not by a clock.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// So many entries of a list are moved, or looked at one by one.
#[inline(always)]
pub(super) fn took(steps: usize) {
    #[cfg(test)]
    STEPS.with(|all| all.set(all.get() + steps as u64));
    #[cfg(not(test))]
    let _ = steps;
}

/// How many steps something takes on this thread.
#[cfg(test)]
pub fn of<T>(what: impl FnOnce() -> T) -> u64 {
    STEPS.with(|all| all.set(0));
    what();
    STEPS.with(std::cell::Cell::get)
}
