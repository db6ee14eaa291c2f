//! Files and folders that only their owner may read: the library holds what is not published yet, and names of sources.

use std::{fs, io, path::Path};

/// Makes the folder, readable for its owner alone. Those above it are made as usual.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
            let about = fs::metadata(folder)?;
            if about.is_dir() { Ok(()) } else { Err(cause) }
        }
        made => made,
    }
}

/// A file that is opened so is made so.
pub fn file(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Takes from all but the owner what they may do with it; nothing where there is nothing.
pub fn close(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match fs::symlink_metadata(path) {
            Ok(about) if about.is_symlink() => return Ok(()),
            Ok(about) => about.permissions().mode(),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(cause) => return Err(cause),
        };
        if mode & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700))?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
