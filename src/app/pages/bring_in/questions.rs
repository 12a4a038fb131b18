//! What was guessed: each question with its line, its answers, and a way to the row it is about.

use super::mender::Mender;
use crate::app::bringing::Mend;
use crate::app::components::{Button, CollectView, keyed, live};
use crate::domain::ids::{derived, normal_words};
use crate::intake::{Proposal, Question, QuestionKind, Subject};
use crate::platform::{page, time};
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// From this many blank owners on, one button says yes to all of them.
const SEVERAL: usize = 3;

/// All questions, or that there are none left.
#[component]
pub(super) fn Questions(mender: Mender) -> impl IntoView {
    let blank =
        move || mender.questions.with(|all| all.iter().filter(|q| q.kind == QuestionKind::OwnerFromAbove).count());
    let yes_to_all = move || {
        mender.mend(Mend::SettleAbove);
        page::focus("questions-title");
    };
    view! {
        <section aria-labelledby="questions-title">
            <h2 class="nhsuk-heading-m" id="questions-title" tabindex="-1">
                {live(move || match mender.questions.with(Vec::len) {
                    0 => say("bringin.noQuestions"),
                    n => count("bringin.questions", n),
                })}
            </h2>
            {live(move || (blank() >= SEVERAL).then(|| view! {
                <Button label=count("bringin.answer.allAbove", blank()) on_press=yes_to_all/>
            }))}
            <ul class="nhsuk-list">
                {keyed(move || mender.questions.get(), id_of, move |q| one(mender, q))}
            </ul>
        </section>
    }
    .into_any()
}

/// A question's id on the page: from its words, so that it stays when others go.
fn id_of(question: &Question) -> String {
    let about = format!("{:?} {:?}", question.kind, question.about);
    format!("question-{}", derived(&[&question.line.to_string(), &about, &question.words]))
}

fn one(mender: Mender, question: Question) -> AnyView {
    let answers = mender.proposal.with_untracked(|p| answers(p, &question)).into_iter().map(|(key, mend)| {
        let of = question.clone();
        let press = move || {
            let next = following(mender, &of);
            mender.mend(mend.clone());
            // The pressed button is gone: on to the next question, once it is drawn.
            time::after(30, move || page::focus(&next));
        };
        view! { <Button label=say(key) on_press=press small=true/> }
    });
    let target = question.clone();
    let about_row = !matches!(question.about, Subject::Paper) || question.line > 0;
    let show = move || mender.show(&target);
    let words = if question.line > 0 {
        fill("bringin.questionAt", &[("line", &question.line), ("words", &question.words)])
    } else {
        question.words.clone()
    };
    view! {
        <li class="gt-checks" id=id_of(&question) tabindex="-1">
            <p>{words}</p>
            <div class="gt-actions">
                {answers.collect_view()}
                {about_row.then(|| view! { <Button label=say("bringin.answer.show") on_press=show small=true/> })}
            </div>
        </li>
    }
    .into_any()
}

/// Where the focus goes once this question is answered.
fn following(mender: Mender, question: &Question) -> String {
    mender.questions.with_untracked(|all| {
        let at = all.iter().position(|q| q == question).unwrap_or(0);
        let next = all.get(at + 1).or_else(|| all.get(at.checked_sub(1)?));
        next.map_or_else(|| "questions-title".to_owned(), id_of)
    })
}

/// The answers to a question, as buttons: the words' key and what each does.
fn answers(p: &Proposal, question: &Question) -> Vec<(&'static str, Mend)> {
    let right = Mend::Settle { line: question.line, words: question.words.clone() };
    let action = match question.about {
        Subject::Action(index) => Some(index),
        _ => super::mender::at_line(p, question.line),
    };
    match (question.kind, &question.about, action) {
        (QuestionKind::OwnerFromAbove, _, Some(action)) => {
            vec![("bringin.answer.sameAsAbove", right), ("bringin.answer.notKnown", Mend::OwnerUnknown(action))]
        }
        (QuestionKind::OwnerUnknown, _, _) => vec![("bringin.answer.notKnownStays", right)],
        (QuestionKind::OwnerSplit, Subject::Action(index), _) => owner_split(p, *index, right),
        (QuestionKind::OwnersAlike, Subject::Owners(a, b), _) => vec![
            ("bringin.answer.oneOrganisation", Mend::SameOrganisation(b.clone(), a.clone())),
            ("bringin.answer.twoOrganisations", right),
        ],
        (QuestionKind::UpdateCovers, Subject::Update(update), Some(action)) => vec![
            ("bringin.answer.thisToo", right),
            ("bringin.answer.notThis", Mend::Uncover { update: *update, action }),
        ],
        (QuestionKind::RepeatedAction, Subject::Action(other), _) => match twin(p, *other) {
            Some(keep) => vec![
                ("bringin.answer.oneAction", Mend::SameAction { keep, other: *other }),
                ("bringin.answer.twoActions", right),
            ],
            None => vec![("bringin.answer.right", right)],
        },
        (QuestionKind::Title | QuestionKind::Date | QuestionKind::Table | QuestionKind::Rating, ..) => {
            vec![("bringin.answer.lookedAt", right)]
        }
        _ => vec![("bringin.answer.right", right)],
    }
}

/// Several names may be one, read as it was printed; one name may be more, which only the row can say.
fn owner_split(p: &Proposal, action: usize, right: Mend) -> Vec<(&'static str, Mend)> {
    let Some(found) = p.actions.get(action) else { return vec![("bringin.answer.right", right)] };
    if found.owners.len() > 1 {
        let one = Mend::OneOwner(action, found.owner_printed.clone());
        return vec![("bringin.answer.severalOwners", right), ("bringin.answer.oneOwner", one)];
    }
    vec![("bringin.answer.oneOwner", right)]
}

/// The other action of the same words, where an action stands twice as two.
fn twin(p: &Proposal, action: usize) -> Option<usize> {
    let words = normal_words(&p.actions.get(action)?.title);
    p.actions.iter().take(action).position(|a| normal_words(&a.title) == words)
}
