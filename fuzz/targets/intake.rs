//! Any bytes as a paper: a proposal or a reason, and every line of the paper is accounted for.
#![no_main]

use golden_thread::intake::{Format, Options, read};
use libfuzzer_sys::fuzz_target;

const FORMATS: [Option<Format>; 6] =
    [None, Some(Format::Tsv), Some(Format::Csv), Some(Format::Markdown), Some(Format::Html), Some(Format::Text)];

fuzz_target!(init: golden_thread_fuzz::seeds::write_if_asked(), |bytes: &[u8]| {
    let Some((first, paper)) = bytes.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    match read(paper, &Options { format, ..Options::default() }) {
        Ok(proposal) => {
            let drafts = proposal.drafts();
            assert!(drafts.iter().all(|draft| draft.edits().all(|edit| edit.record == draft.id)));
            assert!(proposal.lines.iter().enumerate().all(|(at, line)| line.number == at + 1));
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
});
