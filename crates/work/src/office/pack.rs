//! Writing the zipped package: parts stored as they are, one after the other, then their directory.
//!
//! Nothing else of the format is needed (no compression, no dates, no files beyond 4 GiB), and a library that
//! knows all of it weighs as much as a whole screen of the app.

/// What both of a part's headers say alike: version 1.0, names in UTF-8 where they must be, stored, 1980-01-01.
fn common(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(bytes.len()).ok()?.to_le_bytes();
    let flags: u16 = if name.is_ascii() { 0 } else { 1 << 11 };
    let mut all = Vec::new();
    for number in [10, flags, 0, 0, 0x21] {
        all.extend(number.to_le_bytes());
    }
    all.extend(crc32fast::hash(bytes).to_le_bytes());
    all.extend(size);
    all.extend(size);
    all.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
    all.extend(0_u16.to_le_bytes());
    Some(all)
}

/// A whole package: names of parts and their bytes, in the order in which they are to stand in it. Nothing where
/// the format has no room for so much.
pub fn pack(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let common = common(name, bytes)?;
        let place = u32::try_from(file.len()).ok()?.to_le_bytes();
        directory.extend(b"PK\x01\x02\x0a\x03"); // written as Unix does, which is what the rights below refer to
        directory.extend(&common);
        directory.extend([0; 8]); // no comment, first disk, and nothing said of what is inside
        directory.extend((0o100_644_u16).to_le_bytes());
        directory.extend(place);
        directory.extend(name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(common);
        file.extend(name.as_bytes());
        file.extend(bytes);
    }
    let count = u16::try_from(parts.len()).ok()?.to_le_bytes();
    let length = u32::try_from(directory.len()).ok()?.to_le_bytes();
    let place = u32::try_from(file.len()).ok()?.to_le_bytes();
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(length);
    file.extend(place);
    file.extend([0; 2]);
    Some(file)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, DateTime, ZipWriter};

    /// The same package as the library writes it.
    fn theirs(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        for (name, bytes) in parts {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_package_is_byte_for_byte_what_the_library_writes() {
        let long: Vec<u8> = (0..70_000_u32).map(|n| (n.wrapping_mul(n) >> 3) as u8).collect();
        let parts: Vec<(String, Vec<u8>)> = [
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("empty", Vec::new()),
            ("word/größe.xml", long),
            ("123456789", b"123456789".to_vec()),
        ]
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .into();
        for most in 0..=parts.len() {
            let some: Vec<_> = parts.iter().take(most).cloned().collect();
            assert!(pack(&some).unwrap() == theirs(&some), "{most} parts");
        }
    }
}
