//! The pictures of topics: drawn lines, in the colour of the words beside them. A picture is never the only sign.

use leptos::prelude::*;

/// The pictures there are: the name, and what is drawn in a square of 24.
pub const PICTURES: [(&str, &str); 16] = [
    ("vaccination", "M18 2l4 4M20 4l-4 4M17.5 6.5l-10 10-4 1 1-4 10-10M3.5 20.5l-2 2M9.5 11.5l2 2M12.5 8.5l2 2"),
    ("cancer-screening", "M7 22l8-12.5a4 4 0 1 0-6 0L17 22"),
    (
        "blood-pressure",
        "M12 20.5S3 15 3 8.5a4.5 4.5 0 0 1 9-1.5 4.5 4.5 0 0 1 9 1.5C21 15 12 20.5 12 20.5M6 11.5h3l1.5-3 2.5 6 1.5-3H18",
    ),
    ("weight", "M4 4h16v16H4zM7.5 9.5a5 5 0 0 1 9 0zM12 9.5l1.5-2.5"),
    ("smoking", "M2 15h14v4H2zM19 15v4M22 15v4M19 12c0-3-3-2-3-5M22 12c0-5-3-4-3-8"),
    ("alcohol", "M7 3h10l-.7 6a4.3 4.3 0 0 1-8.6 0zM12 13.5V21M8 21h8"),
    ("mental-wellbeing", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 14c1 2 2.5 3 4 3s3-1 4-3M9 9v1M15 9v1"),
    ("cost-of-living", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M15 8.5a2.5 2.5 0 0 0-4.5 1.5v6.5H9h6M8.5 12.5H13"),
    (
        "food",
        "M12 8c-2-2-7-1-7 4.5C5 17 8 21 10 21c1 0 1-.5 2-.5s1 .5 2 .5c2 0 5-4 5-8.5C19 7 14 6 12 8M12 8c0-2.5 1-4 3-5",
    ),
    ("social-isolation", "M12 3.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M5 21c0-4.5 3-8 7-8s7 3.5 7 8"),
    (
        "carers",
        "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M2.5 20c0-4 2.5-6.5 5.5-6.5s5.5 2.5 5.5 6.5M17.5 13S14 10.5 14 8a1.8 1.8 0 0 1 3.5-.5A1.8 1.8 0 0 1 21 8c0 2.5-3.5 5-3.5 5",
    ),
    (
        "tooth",
        "M8 3C5 3 4 6 4.5 9c.4 3 1.5 4 2 7 .3 2 .6 5 2 5s1.5-6 3.5-6 2 6 3.5 6 1.7-3 2-5c.5-3 1.6-4 2-7C20 6 19 3 16 3c-2 0-2.5 1-4 1S10 3 8 3",
    ),
    ("child", "M12 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6M6 12h12M12 12v4l-4 5M12 16l4 5"),
    ("home", "M3 11l9-8 9 8M6 9v12h12V9"),
    ("work", "M3 8h18v12H3zM9 8V4.5h6V8M3 13h18"),
    ("topic", "M4 4h16v12H10.5L6 20.5V16H4z"),
];

/// A topic's picture; the speech bubble where there is none of that name.
#[component]
pub fn Picture(
    /// Its name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let bubble = PICTURES.iter().find(|(known, _)| *known == "topic");
    let drawn = PICTURES.iter().find(|(known, _)| *known == name).or(bubble).map(|(_, path)| *path);
    view! {
        <svg class="gt-picture" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=drawn></path></svg>
    }
    .into_any()
}
