//! What a table's columns are, by what they are called. The names are in `column_names`.

use super::column_names::{HINTS, NAMES, Role};
use super::source::Cell;

/// A column: its heading as printed, and what it holds; `None` for a column that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub heading: String,
    pub role: Option<Role>,
}

/// A heading in its plain form: lower case, letters and digits only, "(s)" as the plural.
fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace("(s)", "s").replace(['\'', '\u{2019}'], "");
    let spaced: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a heading means when it is exactly a known one.
pub(super) fn role(heading: &str) -> Option<Role> {
    if heading.len() > 60 {
        return None;
    }
    if heading.trim() == "#" {
        return Some(Role::Number);
    }
    let plain = plain(heading);
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(role, _)| *role)
}

fn hinted(heading: &str) -> Option<Role> {
    let plain = format!("{} ", plain(heading));
    HINTS.iter().find(|(_, hints)| hints.iter().any(|hint| plain.contains(hint))).map(|(role, _)| *role)
}

/// Whether a row is column headings.
pub(super) fn is_heading(cells: &[Cell]) -> bool {
    understand(cells, false).is_some()
}

/// The columns of a row, if it is column headings: short cells, one of which names the action, and at
/// least one other known column. `marked` says that the shape itself calls them headings, which makes one
/// known column enough.
pub(super) fn understand(cells: &[Cell], marked: bool) -> Option<Vec<Column>> {
    let short = |c: &Cell| c.text.len() <= 80 && !c.text.contains("\n\n") && c.text.split_whitespace().count() <= 9;
    if cells.is_empty() || cells.len() > 200 || !cells.iter().all(short) {
        return None;
    }
    let exact: Vec<Option<Role>> = cells.iter().map(|c| role(&c.text)).collect();
    let names_action = exact.iter().flatten().any(|r| matches!(r, Role::Action | Role::Aim));
    let enough = names_action || (marked && exact.iter().any(Option::is_some));
    if !enough {
        return None;
    }
    let heading = |c: &Cell| c.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut columns: Vec<Column> = cells.iter().map(|c| Column { heading: heading(c), role: None }).collect();
    // Exact names first, so that "Progress" wins over "Progress last year"; each role goes to one column.
    for (column, role) in columns.iter_mut().zip(&exact) {
        column.role = *role;
    }
    keep_first_of_each(&mut columns);
    for index in 0..columns.len() {
        let Some(column) = columns.get(index).filter(|c| c.role.is_none() && !c.heading.is_empty()) else { continue };
        let guess = hinted(&column.heading).filter(|r| !columns.iter().any(|c| c.role == Some(*r)));
        if let Some(column) = columns.get_mut(index) {
            column.role = guess;
        }
    }
    // A table of objectives without actions: the objectives are what is being done.
    if !columns.iter().any(|c| c.role == Some(Role::Action))
        && let Some(aim) = columns.iter_mut().find(|c| c.role == Some(Role::Aim))
    {
        aim.role = Some(Role::Action);
    }
    let known = columns.iter().filter(|c| c.role.is_some()).count();
    let has_action = columns.iter().any(|c| c.role == Some(Role::Action));
    (has_action && (known > 1 || marked)).then_some(columns)
}

/// Leaves each role to the first column that has it; "Action" itself goes before its other names.
fn keep_first_of_each(columns: &mut [Column]) {
    let plainly = |c: &Column| matches!(plain(&c.heading).as_str(), "action" | "actions");
    if let Some(best) = columns.iter().position(plainly) {
        for (index, column) in columns.iter_mut().enumerate() {
            if index != best && column.role == Some(Role::Action) {
                column.role = None;
            }
        }
    }
    let mut seen: Vec<Role> = Vec::new();
    for column in columns {
        match column.role {
            Some(role) if seen.contains(&role) => column.role = None,
            Some(role) => seen.push(role),
            None => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn roles(headings: &[&str]) -> Option<Vec<Option<Role>>> {
        let cells: Vec<Cell> = headings.iter().map(|h| Cell::new(h, (*h).to_owned())).collect();
        understand(&cells, false).map(|columns| columns.iter().map(|c| c.role).collect())
    }

    #[test]
    fn columns_go_by_what_they_are_called() {
        use Role::*;
        let all = |headings: &[&str]| roles(headings).unwrap().into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(all(&["Action", "Owner", "Progress Update"]), [Action, Owner, Update]);
        assert_eq!(all(&["WHAT?", "Who", "When"]), [Action, Owner, Timescale]);
        assert_eq!(
            all(&["Ref.", "Priority action(s)", "Lead(s)", "Timescale(s)", "BRAG", "Commentary"]),
            [Number, Action, Owner, Timescale, Rating, Update]
        );
        assert_eq!(
            all(&["Priority", "Aim", "Activity", "What will success look like?", "Delivery partners", "Achieved?"]),
            [Priority, Aim, Action, Success, Support, Rating]
        );
        assert_eq!(all(&["Objective", "Lead officer", "Progress (November 2023)"]), [Action, Owner, Update]);
        assert_eq!(roles(&["Action", "Owner", "Wards"]).unwrap().last(), Some(&None));
        assert_eq!(roles(&["Action", "Progress last year", "Progress"]).unwrap(), [Some(Action), None, Some(Update)]);
    }

    #[test]
    fn rows_of_words_are_not_headings() {
        assert_eq!(roles(&["Roll out the charter", "Public Health", "Progress"]), None);
        assert_eq!(roles(&["Action"]), None);
        assert_eq!(roles(&["Owner", "Progress"]), None);
        assert_eq!(roles(&[]), None);
    }
}
