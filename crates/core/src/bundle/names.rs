//! The names on the wire, once: the reader, the writer and the schema all take them from here.
//! Nothing else may spell a member's name.

/// What the member `format` says in every bundle.
pub const FORMAT_NAME: &str = "golden-thread/bundle";
/// The whole-number version this program reads and writes.
pub const VERSION_NUMBER: u64 = 1;
/// Carried in a plan file's `extra`: who in the office can open what is locked, and whose signature is the office's.
pub const KEEPERS: &str = "keepers";
/// Carried in a plan file's `extra`: the senders that the office has named, writer to key.
pub const SENDERS: &str = "senders";
/// Carried in the envelope's `extra`: whose the acknowledged files are, a file's id to writers.
pub const ACKNOWLEDGED_FROM: &str = "acknowledgedFrom";
/// Carried in a receipt's `extra`: the writer whose decision it is, where somebody else made the file.
pub const KEEPER: &str = "keeper";
/// A keeper's key that signs.
pub const KEY: &str = "key";
/// Whom files are locked for that a keeper opens.
pub const RECIPIENT: &str = "recipient";

macro_rules! names {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => { $($(#[$doc])* pub(super) const $constant: &str = $name;)* };
}

names! {
    FORMAT = "format";
    VERSION = "version";
    PARTNERSHIP = "partnership";
    ID = "id";
    NAME = "name";
    SEQUENCE = "sequence";
    CREATED = "created";
    PURPOSE = "purpose";
    FROM = "from";
    NUMBER = "number";
    BASED_ON = "basedOn";
    COUNTS = "counts";
    RECEIPTS = "receipts";
    ACKNOWLEDGED = "acknowledged";
    RECORDS = "records";
    /// Carried in the envelope's `extra`; see `proof`.
    PROOF = "proof";
    ALGORITHM = "algorithm";
    PUBLIC_KEY = "publicKey";
    SIGNATURE = "signature";

    RECORD = "record";
    FIELD = "field";
    OUTCOME = "outcome";
    REASON = "reason";

    ERASED = "erased";
    FIELDS = "fields";
    KIND = "kind";
    REDACTED = "redacted";
    SEEN = "seen";
    WRITES = "writes";
    AT = "at";
    VALUE = "value";
    BY = "by";
    WHY = "why";
}

/// Members of the envelope, in the order in which they are written.
pub(super) const OF_ENVELOPE: [&str; 14] = [
    FORMAT,
    VERSION,
    PARTNERSHIP,
    ID,
    SEQUENCE,
    CREATED,
    PURPOSE,
    FROM,
    NUMBER,
    BASED_ON,
    COUNTS,
    RECEIPTS,
    ACKNOWLEDGED,
    RECORDS,
];
/// Members of the partnership.
pub(super) const OF_PARTNERSHIP: [&str; 2] = [ID, NAME];
/// Members of what a bundle is based on.
pub(super) const OF_BASED_ON: [&str; 2] = [ID, NUMBER];
/// Members of a receipt.
pub(super) const OF_RECEIPT: [&str; 4] = [FIELD, OUTCOME, REASON, RECORD];
/// Members of a record.
pub(super) const OF_RECORD: [&str; 5] = [ERASED, FIELDS, ID, KIND, REDACTED];
/// Members of a field.
pub(super) const OF_FIELD: [&str; 2] = [SEEN, WRITES];
/// Members of a write.
pub(super) const OF_WRITE: [&str; 2] = [AT, VALUE];
