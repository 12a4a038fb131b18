//! The one understanding of a paper: pieces, whatever shape they came in, become a proposal. Here the walk
//! over lines and the structure they give; `rows` reads the rows of tables, `finish` completes the proposal.

use super::columns::{self, Column};
use super::headlines;
use super::proposal::{Kind, Proposal, QuestionKind, SourceLine, Subject};
use super::reading::{Reading, Table};
use super::source::{Content, Piece, RawLine, Row};
use super::structure::{self, Line};
use super::titles;
use super::{Format, Options};
use crate::words::say;
use std::collections::BTreeMap;

/// A heading that is longer is not joined with what follows.
const MAX_HEADING: usize = 1000;

/// Reads the pieces of a paper.
pub(super) fn understand(lines: &[RawLine<'_>], pieces: Vec<Piece>, format: Format, options: &Options) -> Proposal {
    let mut proposal = empty(lines, format, options);
    let pieces = joined(pieces);
    let titled = titles::read_first_lines(&pieces, options, &mut proposal);
    let announced = titles::announced(&pieces);
    let mut reading = Reading {
        announced_keys: announced.iter().map(|a| a.key.clone()).collect(),
        announced,
        unread: say("intake.reason.unread"),
        proposal,
        priority: None,
        aim: None,
        table: None,
        tables: 0,
        headlines: headlines::Reader::default(),
        unlabelled: Vec::new(),
        background: Vec::new(),
        by_title: BTreeMap::new(),
        by_statement: BTreeMap::new(),
        by_action: BTreeMap::new(),
        owner_cells: BTreeMap::new(),
        support_cells: BTreeMap::new(),
        aims_of: BTreeMap::new(),
        at_place: BTreeMap::new(),
        row_ends: None,
        titled,
        at: 0,
    };
    for (index, piece) in pieces.iter().enumerate() {
        reading.at = index;
        reading.piece(piece, pieces.get(index + 1..).unwrap_or_default());
    }
    reading.finish()
}

fn empty(lines: &[RawLine<'_>], format: Format, options: &Options) -> Proposal {
    let unread = say("intake.reason.unread");
    let line = |(index, line): (usize, &RawLine<'_>)| SourceLine {
        number: index + 1,
        text: line.text.to_owned(),
        end: line.end,
        // A page's lines that no piece comes from hold only markup.
        kind: if line.text.trim().is_empty() || format == Format::Html {
            Kind::Blank
        } else {
            Kind::NotUnderstood(unread.clone())
        },
    };
    Proposal {
        title: String::new(),
        period: None,
        date: None,
        scale: options.scale.clone(),
        format,
        background: Vec::new(),
        lines: lines.iter().enumerate().map(line).collect(),
        priorities: Vec::new(),
        aims: Vec::new(),
        actions: Vec::new(),
        updates: Vec::new(),
        questions: Vec::new(),
        same_owner: Default::default(),
    }
}

/// Joins a priority or aim with the next line where that goes on in the middle of a sentence: slides break
/// long headings.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let (Some(last), Content::Words { text, .. }) = (out.last_mut(), &piece.content)
            && let Content::Words { text: heading, level } = &mut last.content
            && piece.first == last.last + 1
            && heading.len() < MAX_HEADING
            && text.trim_start().starts_with(char::is_lowercase)
            && matches!(structure::read(heading, *level), Line::Priority { .. } | Line::Aim { .. })
        {
            heading.push(' ');
            heading.push_str(text.trim());
            last.last = piece.last;
            continue;
        }
        out.push(piece);
    }
    out
}

impl Reading {
    fn piece(&mut self, piece: &Piece, next: &[Piece]) {
        let kind = match &piece.content {
            Content::Blank => {
                self.headlines.blank();
                self.row_ends = None;
                self.mark(piece, Kind::Blank);
                return;
            }
            Content::Rule => Kind::TableHeading,
            Content::Words { text, level } => self.words(text, *level, piece, next),
            Content::Row(row) => self.row(row, piece, next),
        };
        self.row_ends = matches!(kind, Kind::Row { .. }).then_some(piece.last);
        self.mark(piece, kind);
    }

    /// Marks the lines of a piece. What says more about a line wins over what says less.
    pub fn mark(&mut self, piece: &Piece, kind: Kind) {
        let weight = |kind: &Kind| match kind {
            Kind::Row { .. } => 6,
            Kind::TableHeading => 5,
            Kind::Heading => 4,
            Kind::Headline => 3,
            Kind::Background => 2,
            Kind::NotUnderstood(_) => 1,
            Kind::Blank => 0,
        };
        let count = (piece.last + 1).saturating_sub(piece.first);
        for line in self.proposal.lines.iter_mut().skip(piece.first.saturating_sub(1)).take(count) {
            let is_unread = matches!(&line.kind, Kind::NotUnderstood(reason) if *reason == self.unread);
            if is_unread || weight(&kind) >= weight(&line.kind) {
                line.kind = kind.clone();
            }
        }
    }

    fn row(&mut self, row: &Row, piece: &Piece, next: &[Piece]) -> Kind {
        if row.cells.iter().all(|c| c.is_blank()) {
            return Kind::Blank;
        }
        if let Some(labels) = &row.labels {
            return self.block(row, labels, piece);
        }
        let marked = row.heading;
        if let Some(columns) = columns::understand(&row.cells, marked) {
            self.begin_table(columns, row);
            return Kind::TableHeading;
        }
        // A row with words in one cell only may be a heading over the next rows.
        let mut filled = row.cells.iter().filter(|c| !c.is_blank() && !c.covered);
        if let (Some(only), None) = (filled.next(), filled.next()) {
            let structural = !matches!(structure::read(&only.text, None), Line::Words | Line::Heading(_));
            if structural || self.table.is_none() {
                return self.words(&only.text, None, piece, next);
            }
        }
        if marked {
            self.begin_unknown_table(row);
            return Kind::NotUnderstood(say("intake.reason.headings"));
        }
        self.data_row(row, piece)
    }

    fn block(&mut self, row: &Row, labels: &[String], piece: &Piece) -> Kind {
        let column = |label: &String| Column { heading: label.clone(), role: columns::role(label) };
        let columns: Vec<Column> = labels.iter().map(column).collect();
        // Blocks one after another are one table, each row with its own columns.
        let above = self.table.take().filter(|t| !t.broken && t.labelled);
        if above.is_none() {
            self.tables += 1;
            self.place_unlabelled();
        }
        let (row_number, last) = above.map_or((0, None), |t| (t.row, t.last));
        let table = Table { labelled: true, row: row_number, last, ..Table::new(self.tables, columns, None) };
        self.table = Some(table);
        self.data_row(row, piece)
    }

    fn begin_table(&mut self, columns: Vec<Column>, row: &Row) {
        self.headlines.end();
        self.tables += 1;
        self.place_unlabelled();
        self.table = Some(Table::new(self.tables, columns, row.table));
    }

    pub fn begin_unknown_table(&mut self, row: &Row) {
        self.table = Some(Table { unknown: true, ..Table::new(self.tables, Vec::new(), row.table) });
    }

    fn words(&mut self, text: &str, level: Option<u8>, piece: &Piece, next: &[Piece]) -> Kind {
        if self.titled.contains(&self.at) {
            return Kind::Heading;
        }
        let line = structure::read(text, level);
        // A page number, or the rest of a cell, does not end a table.
        if line != Line::PageNumber && !(line.is_words() && self.is_under_row(piece.first)) {
            self.break_table();
        }
        match line {
            Line::PageNumber => Kind::NotUnderstood(say("intake.reason.pageNumber")),
            Line::Headlines(of) => {
                self.headlines.begin(of);
                if of == structure::Headlines::Other { self.keep(text, piece.first) } else { Kind::Headline }
            }
            // Among headlines a priority's title is one of them, unless structure follows.
            Line::Priority { title, .. } if self.headlines.is_open() && !structure_follows(next) => {
                let taken = self.headlines.take(&title, piece.first, &self.announced, &self.announced_keys);
                taken.unwrap_or_else(|| self.keep(text, piece.first))
            }
            Line::Priority { number, title } => {
                self.headlines.end();
                self.unlabelled.clear();
                self.at_priority(&number, &title, piece.first);
                Kind::Heading
            }
            Line::Aim { number, statement } => {
                self.headlines.end();
                self.unlabelled.clear();
                self.at_aim(&number, &statement, piece.first);
                Kind::Heading
            }
            Line::Heading(level) => self.heading(level, text, piece.first),
            Line::Words => self.plain_words(text, piece.first),
        }
    }

    fn plain_words(&mut self, text: &str, line: usize) -> Kind {
        if let Some(kind) = self.headlines.take(text, line, &self.announced, &self.announced_keys) {
            return kind;
        }
        if self.is_under_row(line) {
            let number = self.table.as_ref().map_or(0, |t| t.number);
            self.proposal.ask(QuestionKind::Table, line, Subject::Paper, "intake.ask.underRow", &[("table", &number)]);
            return Kind::NotUnderstood(say("intake.reason.underRow"));
        }
        self.keep(text, line)
    }

    /// Whether a line stands right under a row, with no blank line between.
    fn is_under_row(&self, line: usize) -> bool {
        self.row_ends.is_some_and(|last| last + 1 == line)
    }

    fn heading(&mut self, level: u8, text: &str, line: usize) -> Kind {
        if let Some(kind) = self.headlines.take(text, line, &self.announced, &self.announced_keys) {
            return kind;
        }
        self.headlines.end();
        self.unlabelled.retain(|(l, ..)| *l < level);
        self.unlabelled.push((level, line, text.trim().to_owned()));
        self.keep(text, line)
    }

    /// Keeps words as the plan's background.
    fn keep(&mut self, text: &str, line: usize) -> Kind {
        self.background.push((line, text.trim().to_owned()));
        Kind::Background
    }

    fn break_table(&mut self) {
        if let Some(table) = &mut self.table {
            table.broken = true;
        }
    }
}

/// Whether the next thing that is not blank is an aim, a table or another heading.
fn structure_follows(next: &[Piece]) -> bool {
    let next = next.iter().find(|p| !matches!(p.content, Content::Blank));
    match next.map(|p| &p.content) {
        Some(Content::Row(_)) => true,
        Some(Content::Words { text, level }) => matches!(structure::read(text, *level), Line::Aim { .. }),
        _ => false,
    }
}
