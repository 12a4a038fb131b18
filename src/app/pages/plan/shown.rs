//! What of the plan is shown.

use leptos::prelude::*;
use std::sync::Arc;

/// Which placements answer the query, in the plan's order; the whole page goes by it.
pub(super) type Shown = Memo<Arc<Vec<bool>>>;
