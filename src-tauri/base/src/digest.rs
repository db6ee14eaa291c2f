//! SHA-256, by which Dateline names originals and knows again what it wrote.

use std::{fmt::Write, io};

use sha2::{Digest, Sha256};

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hex, as manifests write it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(bytes))
}

/// [`sha256_hex`] of everything that `reader` holds, and how many bytes that was.
pub fn sha256_hex_of(reader: &mut dyn io::Read) -> io::Result<(String, u64)> {
    copied(reader, &mut io::sink())
}

/// The same, with the bytes carried over.
pub fn copied(source: &mut dyn io::Read, target: &mut dyn io::Write) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        match source.read(&mut buffer)? {
            0 => return Ok((hex(&hasher.finalize()), length)),
            read => {
                hasher.update(&buffer[..read]);
                target.write_all(&buffer[..read])?;
                length += read as u64;
            }
        }
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_have_the_same_name_however_they_are_read() {
        // The standard's own examples (FIPS 180-2, B.1), and nothing at all.
        for (bytes, name) in [
            (b"abc".as_slice(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ] {
            assert_eq!(sha256_hex(bytes), name);
            assert_eq!(sha256_hex_of(&mut &*bytes).unwrap(), (name.to_owned(), bytes.len() as u64));
            let mut copy = Vec::new();
            assert_eq!(copied(&mut &*bytes, &mut copy).unwrap().0, name);
            assert_eq!(copy, bytes);
        }
    }
}
