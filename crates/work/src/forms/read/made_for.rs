//! For whom a form was made.

use crate::forms::known::Known;
use crate::forms::marks::About;
use crate::forms::refuse::Refused;

/// Whether a form was made for this partnership and plan, as far as it says.
pub(super) fn check(about: &About, known: &Known) -> Result<(), Refused> {
    if about.partnership.is_some_and(|id| id != known.partnership.id) {
        return Err(Refused::OtherPartnership);
    }
    if about.plan.is_some_and(|id| id != known.plan) {
        return Err(Refused::OtherPlan);
    }
    Ok(())
}
