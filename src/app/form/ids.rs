//! What the controls of a form are called in the page.

/// The id of a field's control, as tests and links have it: `risk-escalated-on`.
pub fn control_id(kind: &str, field: &str) -> String {
    let mut id = format!("{kind}-");
    for letter in field.chars() {
        if letter.is_ascii_uppercase() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}
